/** What somebody says who takes a step of the review chain: which entries, what opinion, on which day. */
import { ENTRY_FIELD_KEYS, ITEM_FIELD_KEYS } from '#app/catalogue/entry-fields';
import type { CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { parseCalendarDate } from '#app/deadlines/calendar-date';
import { STEP_LABELS, STEPS_WITH_OPINION } from '#app/review/review-steps';
import { eachEntry, findEntry, type StoredEntry } from '#app/storage/entry-store';
import type { FieldOpinion } from '#app/storage/review-store';
import { opened, type Workspace } from './workspace';

/** The opinions per field with the ids of their entries; a field or item that the entry lacks is refused by name. */
export async function opinionsPerField(
  workspace: Workspace,
  input: CallParsedInput<'review.take'>,
): Promise<FieldOpinion[]> {
  const { reader } = opened(workspace).library;
  const opinions: FieldOpinion[] = [];
  for (const { entry: wanted, item, field, opinion } of input.fieldOpinions ?? []) {
    const stored = await findEntry(reader, wanted);
    if (!stored) throw new FailureError('entry-not-found', { entry: wanted });
    const target = item === undefined ? stored.entry : stored.entry.items.find((one) => one.id === item);
    if (!target)
      throw new FailureError('invalid-input', { field: '信息项', value: item, reason: '没有这个信息项' });
    const keys: readonly string[] = item === undefined ? ENTRY_FIELD_KEYS : ITEM_FIELD_KEYS;
    if (
      field !== '' &&
      !keys.includes(field) &&
      !Object.hasOwn(target.extra, field.replace(/^extra\./, ''))
    ) {
      throw new FailureError('invalid-input', {
        field: '意见所指的项目',
        value: field,
        reason: '没有这个项目',
      });
    }
    opinions.push({ entry: stored.entry.id, item: item ?? '', field, opinion });
  }
  return opinions;
}

export function assertSaid(input: CallParsedInput<'review.take'>): void {
  const opinion = (input.opinion ?? '').trim();
  if (STEPS_WITH_OPINION.includes(input.step) && opinion === '') {
    throw new FailureError('step-needs-opinion', { step: STEP_LABELS[input.step] });
  }
  // A step for everything at once says at least what it rests on: no blind approval at one click.
  if (input.entries === 'all' && opinion === '' && input.step !== 'assess') {
    throw new FailureError('step-needs-opinion', { step: `${STEP_LABELS[input.step]}（全部）` });
  }
  if (
    input.step === 'assess' &&
    ((input.secrecy ?? '').trim() === '' || (input.personal ?? '').trim() === '')
  ) {
    throw new FailureError('step-needs-assessment');
  }
}

export function dateOfOffline(workspace: Workspace, text: string): string {
  const parsed = parseCalendarDate(text);
  if (!parsed.ok) throw new FailureError('date-invalid', parsed.failure.details);
  if (parsed.value > workspace.host.today()) {
    throw new FailureError('invalid-input', { field: '签批日期', reason: `${text}在今天之后` });
  }
  return parsed.value;
}

export async function selectEntries(
  workspace: Workspace,
  input: CallParsedInput<'review.take'>,
): Promise<{ entries: StoredEntry[]; missing: string[] }> {
  const { reader } = opened(workspace).library;
  const entries: StoredEntry[] = [];
  const missing: string[] = [];
  if (input.entries === 'all') {
    for await (const stored of eachEntry(reader)) entries.push(stored);
    return { entries, missing };
  }
  const seen = new Set<string>();
  for (const wanted of input.entries) {
    const stored = await findEntry(reader, wanted);
    if (!stored) missing.push(wanted);
    else if (!seen.has(stored.entry.id)) {
      seen.add(stored.entry.id);
      entries.push(stored);
    }
  }
  return { entries, missing };
}
