/** Taking the steps of the review chain, in the program or as 线下签批登记. */
import type { CallOutput, CallParsedInput, ReviewStepName } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { parseCalendarDate } from '#app/deadlines/calendar-date';
import { STEP_LABELS, STEPS_WITH_OPINION, takeStep, waitingState } from '#app/review/review-steps';
import { appendAudit } from '#app/storage/audit-store';
import { addAttachment, readAttachmentFile } from '#app/storage/attachment-store';
import { eachEntry, findEntry, setEntryState, type StoredEntry } from '#app/storage/entry-store';
import {
  addReviewRecord,
  addVersion,
  assessedEntries,
  reviewHistory,
  type ReviewedEntry,
} from '#app/storage/review-store';
import { recheckAll } from './check-operations';
import { opened, stepsToTake, type Workspace } from './workspace';

type Taken = CallOutput<'review.take'>;
type Skipped = Taken['skipped'][number];

export async function take(workspace: Workspace, input: CallParsedInput<'review.take'>): Promise<Taken> {
  const { library } = opened(workspace);
  const { host } = workspace;
  assertSaid(input);
  const onDate = input.offline ? dateOfOffline(workspace, input.offline.on) : host.today();
  const scan = input.offline?.scan === undefined ? null : await readAttachmentFile(input.offline.scan);

  const selection = await select(workspace, input);
  const skipped: Skipped[] = selection.missing.map((name) => ({
    entry: { id: '', code: '', name },
    reason: '目录库中没有这条资源',
  }));
  const blocked = input.step === 'submit' ? await blockedByFindings(workspace) : new Map<string, number>();
  const demanded = stepsToTake(workspace);
  const assessed = await assessedEntries(
    library.reader,
    selection.entries.map(({ entry }) => entry.id),
  );
  const lookedAt = new Set(
    input.lookedAt ?? (input.entries === 'all' ? [] : selection.entries.map((e) => e.entry.id)),
  );

  const taken: (ReviewedEntry & { stored: StoredEntry; approved: boolean })[] = [];
  const elsewhere: Skipped[] = [];
  for (const stored of selection.entries) {
    const { entry, state } = stored;
    const skip = (reason: string): void => {
      skipped.push({ entry: { id: entry.id, code: entry.code, name: entry.name }, reason });
    };
    const result = takeStep(state, input.step, { demanded, assessed: assessed.has(entry.id) });
    if (!result.allowed && input.entries === 'all') {
      elsewhere.push({ entry: { id: entry.id, code: entry.code, name: entry.name }, reason: result.reason });
    } else if (!result.allowed) skip(result.reason);
    else if ((blocked.get(entry.id) ?? 0) > 0) skip(`有${blocked.get(entry.id)}个必须修改的问题`);
    else {
      taken.push({
        id: entry.id,
        from: state,
        to: result.to,
        revision: stored.revision,
        lookedAt: lookedAt.has(entry.id),
        stored,
        approved: result.approved,
      });
    }
  }

  // "All" means all that wait at this step; where none does, every entry's reason is the answer.
  if (taken.length === 0 && skipped.length === 0) skipped.push(...elsewhere);

  if (taken.length > 0) {
    await library.write(async (tx) => {
      const atMs = host.nowMs();
      const attachmentId = scan ? await addAttachment(tx, scan, { atMs, by: input.by }) : null;
      for (const { stored, to, approved } of taken) {
        const version = approved ? stored.version + 1 : null;
        if (version !== null) await addVersion(tx, stored.entry, version, atMs);
        await setEntryState(tx, stored.entry.id, version === null ? { state: to } : { state: to, version });
      }
      await addReviewRecord(
        tx,
        {
          step: input.step,
          by: input.by,
          enteredBy: input.offline?.enteredBy || input.by,
          opinion: input.opinion ?? '',
          secrecy: input.secrecy ?? '',
          personal: input.personal ?? '',
          offline: input.offline !== undefined,
          onDate,
          attachmentId,
          takenForAll: input.entries === 'all',
          atMs,
        },
        taken,
      );
      await appendAudit(tx, {
        atMs,
        by: input.by,
        action: `review-${input.step}`,
        subject: `${taken.length}`,
        detail: {
          all: input.entries === 'all',
          entries: taken.slice(0, 1000).map(({ id }) => id),
          offline: input.offline !== undefined,
          on: onDate,
          opinion: input.opinion ?? '',
          scanSm3: scan?.sm3 ?? '',
          signedIn: false,
        },
      });
    });
    host.emit('library.changed', { entries: taken.slice(0, 1000).map(({ id }) => id) });
  }
  return { step: input.step, entries: taken.length, skipped };
}

function assertSaid(input: CallParsedInput<'review.take'>): void {
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

function dateOfOffline(workspace: Workspace, text: string): string {
  const parsed = parseCalendarDate(text);
  if (!parsed.ok) throw new FailureError('date-invalid', parsed.failure.details);
  if (parsed.value > workspace.host.today()) {
    throw new FailureError('invalid-input', { field: '签批日期', reason: `${text}在今天之后` });
  }
  return parsed.value;
}

async function select(
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

/** 必须修改 findings per entry, from a fresh check: nothing stale lets a fault through. */
async function blockedByFindings(workspace: Workspace): Promise<Map<string, number>> {
  const { findings } = await recheckAll(workspace);
  const blocked = new Map<string, number>();
  for (const { severity, entry } of findings) {
    if (severity === 'error') blocked.set(entry.id, (blocked.get(entry.id) ?? 0) + 1);
  }
  return blocked;
}

export async function inbox(workspace: Workspace): Promise<CallOutput<'review.inbox'>> {
  const { reader } = opened(workspace).library;
  const rows = await reader.all<{ state: string; entries: number }>(
    'SELECT state, count(*) AS entries FROM entry WHERE removed_at_ms IS NULL GROUP BY state',
  );
  const counts = new Map(rows.map((row) => [row.state, row.entries]));
  const demanded = stepsToTake(workspace);
  const steps: CallOutput<'review.inbox'>['steps'] = [];
  const chain: ReviewStepName[] = ['confirm', 'approve', 'assess', 'clear', 'consent'];
  steps.push({
    step: 'submit',
    state: '草稿',
    entries: (counts.get('草稿') ?? 0) + (counts.get('退回修改') ?? 0) + (counts.get('退回补正') ?? 0),
  });
  for (const step of chain) {
    const state = waitingState(step);
    if (state && demanded.has(step)) steps.push({ step, state, entries: counts.get(state) ?? 0 });
  }
  return { steps };
}

export async function history(
  workspace: Workspace,
  input: CallParsedInput<'review.history'>,
): Promise<CallOutput<'review.history'>> {
  const rows = await reviewHistory(opened(workspace).library.reader, {
    entry: input.entry,
    limit: input.limit ?? 200,
  });
  return {
    records: rows.map((row) => ({
      step: STEP_LABELS[row.step as ReviewStepName] ?? row.step,
      by: row.by,
      on: row.onDate,
      offline: row.offline === 1,
      enteredBy: row.enteredBy,
      opinion: [
        row.opinion,
        row.secrecy && `保密风险评估：${row.secrecy}`,
        row.personal && `个人信息保护影响评估：${row.personal}`,
      ]
        .filter(Boolean)
        .join('；'),
      entries: row.entries,
      scan: row.scanName === null ? null : { name: row.scanName, sm3: row.scanSm3 ?? '' },
    })),
  };
}
