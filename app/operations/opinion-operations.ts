/** Opinions of the authority: what it said of which entry, and the limits that its notices set. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { parseCalendarDate, todayInShanghai } from '#app/deadlines/calendar-date';
import { appendAudit } from '#app/storage/audit-store';
import { listOpinions, setOpinionDue } from '#app/storage/opinion-store';
import { valueOf } from './key-operations';
import { correctionSubject, startClock } from './take-opinions';
import { opened, type Workspace } from './workspace';

type OpinionRow = CallOutput<'opinions.list'>['opinions'][number];

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'opinions.list'>,
): Promise<CallOutput<'opinions.list'>> {
  const { reader } = opened(workspace).library;
  const stored = await listOpinions(reader, input.entry ?? null, input.limit ?? 200);
  const rows = await reader.all<{ id: string; code: string; name: string }>(
    'SELECT id, code, name FROM entry WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(stored.map((one) => one.entryId))],
  );
  const entries = new Map(rows.map((row) => [row.id, row]));
  return {
    opinions: stored.map((one): OpinionRow => ({
      id: one.id,
      entry: entries.get(one.entryId ?? '') ?? null,
      packageId: one.packageId ?? '',
      decision: one.decision,
      opinion: one.text,
      givenAt: one.givenAt,
      dueOn: one.dueOn,
      applied: one.applied === 1,
      source: one.source,
    })),
  };
}

/** 补正期限 as the notice states it: recorded with the opinions, its clock started. */
export async function setDue(
  workspace: Workspace,
  input: CallParsedInput<'opinions.setDue'>,
): Promise<CallOutput<'opinions.setDue'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const due = valueOf(parseCalendarDate(input.due));
  const wanted = new Set(input.opinions);
  const own = (await listOpinions(library.reader, null, -1)).filter((one) => wanted.has(one.id));
  const returned = own.filter((one) => one.decision === 'return');
  if (returned.length !== wanted.size) {
    throw new FailureError('invalid-input', {
      field: '意见',
      reason: '其中有不存在的意见，或不是退回补正的意见',
    });
  }
  const rows = await library.reader.all<{ name: string }>(
    'SELECT name FROM entry WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position',
    [JSON.stringify(returned.map((one) => one.entryId))],
  );
  const names = rows.length > 0 ? rows.map((row) => row.name) : returned.map((one) => one.code);
  const given = returned.map((one) => Date.parse(one.givenAt)).filter((time) => !Number.isNaN(time));
  const on = given.length > 0 ? todayInShanghai(Math.min(...given)) : host.today();
  const event = host.newId();
  await library.write(async (tx) => {
    const atMs = host.nowMs();
    await startClock(tx, { id: event, on, due, about: correctionSubject(names) }, atMs, input.by ?? '');
    await setOpinionDue(
      tx,
      returned.map((one) => one.id),
      due,
      event,
    );
    await appendAudit(tx, {
      atMs,
      by: input.by ?? '',
      action: 'event-added',
      subject: correctionSubject(names),
      detail: { id: event, kind: 'rectification', on, due },
    });
  });
  return { event };
}
