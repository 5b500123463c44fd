/**
 * Opinions of the authority land on the entries they concern, each once and in whatever order they come; the rest of
 * the batch stands (条例第十六、十七条; 退回补正).
 */
import { calendarDate, isCalendarDate, todayInShanghai } from '#app/deadlines/calendar-date';
import { appendAudit } from '#app/storage/audit-store';
import { addEvent } from '#app/storage/event-store';
import {
  addOpinion,
  knownOpinions,
  latestAppliedAt,
  latestPackageOf,
  latestStaysHere,
  setOpinionDue,
} from '#app/storage/opinion-store';
import { setResults } from '#app/storage/package-store';
import type { Connection } from '#app/storage/sqlite';
import type { Host } from './host';

export interface IncomingOpinion {
  /** Stable name: the same opinion is taken once. */
  readonly id: string;
  readonly entryId: string | null;
  readonly code: string;
  readonly packageId: string | null;
  readonly decision: 'approve' | 'return';
  readonly text: string;
  /** RFC 3339, '' where not given. */
  readonly at: string;
  /** 补正期限 where the notice names one, `YYYY-MM-DD`. */
  readonly due: string | null;
}

export interface OpinionsTaken {
  /** Opinions seen for the first time. */
  readonly fresh: number;
  /** Entries whose state followed. */
  readonly moved: readonly string[];
  /** Names of opinions that no entry of the library answers to. */
  readonly unmatched: readonly string[];
  /** Opinions on an earlier delivery, or older than one taken before. */
  readonly outdated: number;
}

/** From these an opinion moves an entry; an opinion proves that the package arrived, whatever was known of it here. */
const OPEN = {
  approve: ['待报送', '已报送', '已接收', '主管部门审核中'],
  return: ['待报送', '已报送', '已接收', '主管部门审核中', '已发布'],
} as const;
const RESULT = { approve: '已发布', return: '退回补正' } as const;

export async function takeOpinions(
  tx: Connection,
  host: Host,
  opinions: readonly IncomingOpinion[],
  from: { source: string; by: string },
): Promise<OpinionsTaken> {
  const atMs = host.nowMs();
  const known = await knownOpinions(
    tx,
    opinions.map(({ id }) => id),
  );
  const taken: { opinion: IncomingOpinion; entry: Meant | null; applied: boolean }[] = [];
  let outdated = 0;
  for (const opinion of inOrder(opinions)) {
    if (known.has(opinion.id)) continue;
    known.add(opinion.id);
    const entry = await entryMeant(tx, opinion);
    const isLate = entry !== null && (await isOutdated(tx, entry.id, opinion));
    if (isLate) outdated++;
    const applied = entry !== null && !isLate && (await apply(tx, entry.id, opinion));
    taken.push({ opinion, entry, applied });
    await record({ opinion, entry, applied });
  }

  const returned = taken.filter(({ opinion, applied }) => applied && opinion.decision === 'return');
  const limits = new Set(
    returned.flatMap(({ opinion: { due } }) => (due !== null && isCalendarDate(due) ? [due] : [])),
  );
  for (const due of limits) {
    const own = returned.filter(({ opinion }) => opinion.due === due);
    const event = host.newId();
    const names = own.map(({ entry }) => entry!.name || entry!.code || entry!.id);
    const on = own.map(({ opinion }) => dayOf(opinion, atMs)).sort()[0]!;
    await startClock(tx, { id: event, on, due, about: correctionSubject(names) }, atMs, from.by);
    const ids = own.map(({ opinion }) => opinion.id);
    await setOpinionDue(tx, ids, due, event);
  }
  return {
    fresh: taken.length,
    moved: taken.filter(({ applied }) => applied).map(({ entry }) => entry!.id),
    unmatched: taken.filter(({ entry }) => entry === null).map(({ opinion }) => opinion.code || opinion.id),
    outdated,
  };

  async function record({ opinion, entry, applied }: (typeof taken)[number]): Promise<void> {
    await addOpinion(
      tx,
      {
        id: opinion.id,
        entryId: entry?.id ?? null,
        packageId: opinion.packageId,
        code: opinion.code,
        decision: opinion.decision,
        text: opinion.text,
        givenAt: opinion.at,
        dueOn: opinion.due,
        eventId: null,
        applied: applied ? 1 : 0,
        source: from.source,
      },
      atMs,
    );
    await appendAudit(tx, {
      atMs,
      by: from.by,
      action: `opinion-${opinion.decision}`,
      subject: entry?.id ?? opinion.code,
      detail: { opinion: opinion.text.slice(0, 2000), id: opinion.id, applied },
    });
  }
}

/** Earlier ones first; those without a time keep their place in the document. */
function inOrder(opinions: readonly IncomingOpinion[]): IncomingOpinion[] {
  const times = opinions.map((one) => Date.parse(one.at));
  if (times.some((time) => Number.isNaN(time))) return [...opinions];
  return opinions
    .map((one, i) => ({ one, time: times[i]!, i }))
    .sort((a, b) => a.time - b.time || a.i - b.i)
    .map(({ one }) => one);
}

interface Meant {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** By stable id; else by the code, which only one entry of the package (or of the library) may carry. */
async function entryMeant(tx: Connection, opinion: IncomingOpinion): Promise<Meant | null> {
  if (opinion.entryId !== null) {
    const row = await tx.get<Meant & Record<string, string>>(
      'SELECT id, code, name FROM entry WHERE id = ?',
      [opinion.entryId],
    );
    if (row) return row;
  }
  if (opinion.code === '') return null;
  const sent = await tx.all<Meant & Record<string, string>>(
    `SELECT DISTINCT e.id, e.code, e.name FROM package_entry AS pe JOIN entry AS e ON e.id = pe.entry_id
     LEFT JOIN entry_version AS v ON v.entry_id = pe.entry_id AND v.version = pe.version
     WHERE coalesce(v.content_json ->> 'code', e.code) = ?1 AND (?2 IS NULL OR pe.package_id = ?2) LIMIT 2`,
    [opinion.code, opinion.packageId],
  );
  if (sent.length > 0) return sent.length === 1 ? sent[0]! : null;
  const rows = await tx.all<Meant & Record<string, string>>(
    'SELECT id, code, name FROM entry WHERE code = ? AND removed_at_ms IS NULL LIMIT 2',
    [opinion.code],
  );
  return rows.length === 1 ? rows[0]! : null;
}

/** True where the entry was sent again since, or a later opinion has been followed already. */
async function isOutdated(tx: Connection, entryId: string, opinion: IncomingOpinion): Promise<boolean> {
  const latest = await latestPackageOf(tx, entryId);
  if (opinion.packageId !== null && latest !== null && latest.packageId !== opinion.packageId) {
    const known = await tx.get('SELECT 1 FROM package WHERE package_id = ?', [opinion.packageId]);
    if (known) return true;
  }
  if (opinion.packageId === null && (await latestStaysHere(tx, entryId))) return true;
  const followed = await latestAppliedAt(tx, entryId, opinion.packageId);
  return followed !== '' && opinion.at !== '' && Date.parse(followed) > Date.parse(opinion.at);
}

async function apply(tx: Connection, entryId: string, opinion: IncomingOpinion): Promise<boolean> {
  const { changes } = await tx.run(
    `UPDATE entry SET state = ? WHERE id = ? AND removed_at_ms IS NULL AND state IN (SELECT value FROM json_each(?))`,
    [RESULT[opinion.decision], entryId, JSON.stringify(OPEN[opinion.decision])],
  );
  if (changes === 0) return false;
  const latest = await latestPackageOf(tx, entryId);
  if (latest) {
    const result = opinion.decision === 'return' ? '退回' : '接收';
    await setResults(tx, latest.packageId, result, [{ id: entryId, reason: opinion.text }]);
    if (opinion.decision === 'return') {
      await tx.run("UPDATE package SET state = '部分退回' WHERE package_id = ? AND state = '已接收'", [
        latest.packageId,
      ]);
    }
  }
  return true;
}

const dayOf = (opinion: IncomingOpinion, atMs: number): string => {
  const given = Date.parse(opinion.at);
  return todayInShanghai(Number.isNaN(given) ? atMs : Math.min(given, atMs));
};

/** The subject of a 补正 clock: what is to be mended. */
export function correctionSubject(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `“${name}”`);
  return names.length <= 3
    ? `退回补正：${shown.join('、')}`
    : `退回补正：${shown.join('、')}等${names.length}条`;
}

/** Starts the clock of a 退回补正 whose limit the notice names. */
export async function startClock(
  tx: Connection,
  clock: { id: string; on: string; due: string; about: string },
  atMs: number,
  by: string,
): Promise<void> {
  await addEvent(
    tx,
    {
      id: clock.id,
      kind: 'rectification',
      on: calendarDate(clock.on),
      level: null,
      sharing: null,
      about: clock.about,
      statedDue: calendarDate(clock.due),
    },
    { atMs, by },
  );
}
