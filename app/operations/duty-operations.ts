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
import { calendarOf } from './calendar-operations';
import { dataUpdateDuties } from './data-update-operations';
import { dutiesAsIcs } from './duties-ics';
import { dutyInput } from './duty-input';
import { readRegulation } from './resources';
import type { Workspace } from './workspace';

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
  const list = structuredClone({
    today,
    duties: [...duties, ...updates].sort(compareDutyRows),
  }) as unknown as CallOutput<'duties.list'>;
  if (input.ics === undefined) return list;
  const text = dutiesAsIcs(list.duties, workspace.host.nowMs());
  await writeFile(input.ics, text, 'utf8').catch(() => {
    throw new FailureError('file-unwritable', { file: input.ics });
  });
  return { ...list, ics: input.ics };
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
  return {
    pack: structuredClone(pack) as Record<string, unknown>,
    text: await readRegulation(resources, pack.id),
  };
}
