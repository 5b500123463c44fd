/** Clocks: what is due and what a date would start; the rules behind them. */
import { writeFile } from 'node:fs/promises';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError, valueOf } from '#app/contract/failure';
import { calendarDate } from '#app/deadlines/calendar-date';
import { parseDeadlineEvent } from '#app/deadlines/deadline-event';
import { dutyList } from '#app/deadlines/duties';
import { compareDutyRows } from '#app/deadlines/duty-row';
import { isInForce } from '#app/deadlines/limit-rule';
import { deadlineAnswer } from '#app/deadlines/limits';
import { appendAudit } from '#app/storage/audit-store';
import { setDutyPerson } from '#app/storage/duty-person-store';
import { calendarOf } from './calendar-operations';
import { dataUpdateDuties } from './data-update-operations';
import { dutiesAsIcs } from './duties-ics';
import { dutyInput } from './duty-input';
import { withPersons } from './duty-persons';
import { readRegulation } from './resources';
import { opened, type Workspace } from './workspace';

/** `mulu deadline`: needs no library, only the packs and the calendar. */
export async function countDeadline(
  workspace: Workspace,
  input: CallParsedInput<'deadline.count'>,
): Promise<CallOutput<'deadline.count'>> {
  const event = valueOf(parseDeadlineEvent(input));
  const answer = valueOf(
    deadlineAnswer({
      packs: [...workspace.host.resources.rulePacks.values()],
      calendar: await calendarOf(workspace),
      rules: input.rules,
      event,
    }),
  );
  return structuredClone(answer) as unknown as CallOutput<'deadline.count'>;
}

export async function listDuties(
  workspace: Workspace,
  input: CallParsedInput<'duties.list'>,
): Promise<CallOutput<'duties.list'>> {
  const calendar = await calendarOf(workspace);
  const { today, duties } = dutyList(await dutyInput(workspace, calendar));
  const updates = await dataUpdateDuties(workspace, calendar);
  const rows = await withPersons(workspace, [...duties, ...updates].sort(compareDutyRows));
  const list = structuredClone({ today, duties: rows }) as unknown as CallOutput<'duties.list'>;
  if (input.ics === undefined) return list;
  const text = dutiesAsIcs(list.duties, workspace.host.nowMs());
  await writeFile(input.ics, text, 'utf8').catch(() => {
    throw new FailureError('file-unwritable', { file: input.ics });
  });
  return { ...list, ics: input.ics };
}

/** Puts a person down for a duty (办理人), or nobody. */
export async function assignDuty(
  workspace: Workspace,
  input: CallParsedInput<'duties.assign'>,
): Promise<CallOutput<'duties.assign'>> {
  const { library } = opened(workspace);
  const { duties } = await listDuties(workspace, {});
  const meant = duties.filter((row) => row['key'] === input.key);
  if (meant.length === 0) throw new FailureError('event-not-found', { event: input.key });
  await library.write(async (tx) => {
    await setDutyPerson(tx, input.key, input.person);
    await appendAudit(tx, {
      atMs: workspace.host.nowMs(),
      by: input.by ?? '',
      action: 'duty-assigned',
      subject: input.key,
      detail: { person: input.person },
    });
  });
  workspace.host.emit('library.changed', { entries: [] });
  return { duties: meant.length };
}

export async function listRules(workspace: Workspace): Promise<CallOutput<'rules.list'>> {
  const today = calendarDate(workspace.host.today());
  return {
    rules: [...workspace.host.resources.rulePacks.values()].map((pack) => ({
      id: pack.id,
      name: pack.name,
      title: pack.fullTitle,
      documentNumber: pack.documentNumber ?? '',
      from: pack.validFrom,
      to: pack.validTo,
      inForce: isInForce(pack, today),
      note: pack.validityNote,
    })),
  };
}

export async function readRules(
  workspace: Workspace,
  input: CallParsedInput<'rules.read'>,
): Promise<CallOutput<'rules.read'>> {
  const { resources } = workspace.host;
  const pack = resources.rulePacks.get(input.rules);
  if (!pack) {
    throw new FailureError('rule-pack-unknown', {
      rules: input.rules,
      known: [...resources.rulePacks.keys()],
    });
  }
  return { pack, text: await readRegulation(resources, pack.id) };
}
