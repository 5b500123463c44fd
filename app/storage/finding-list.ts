/** Findings of the whole library, counted and read page by page: never more of them at once than a page holds. */
import { SEVERITIES, type Finding, type Severity } from '#app/jurisdictions/finding';
import type { RuleTally } from '#app/jurisdictions/finding-tally';
import { tallyGroups } from './check-store';
import { containing } from './entry-list';
import type { Connection, SqlValue } from './sqlite';

export interface FindingQuery {
  readonly severity?: Severity | undefined;
  readonly rule?: string | undefined;
  /** Id of an entry. */
  readonly entry?: string | undefined;
  /** Every word occurs in the entry. */
  readonly query?: string | undefined;
  /** `open` (where absent): nobody has answered them; `answered`: kept with a reason, or cleared. */
  readonly answers?: 'open' | 'answered' | 'all' | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

function isMeant(query: FindingQuery): (finding: Pick<Finding, 'rule' | 'severity' | 'settled'>) => boolean {
  const answers = query.answers ?? 'open';
  return ({ rule, severity, settled }) =>
    (query.severity === undefined || severity === query.severity) &&
    (query.rule === undefined || rule === query.rule) &&
    (answers === 'all' || (answers === 'answered') === (settled !== undefined));
}

function countMeant(rules: readonly RuleTally[], query: FindingQuery): number {
  const answers = query.answers ?? 'open';
  let count = 0;
  for (const { rule, severity, open, answered } of rules) {
    if (query.severity !== undefined && severity !== query.severity) continue;
    if (query.rule !== undefined && rule !== query.rule) continue;
    count += (answers === 'answered' ? 0 : open) + (answers === 'open' ? 0 : answered);
  }
  return count;
}

/** Tallies with findings that are meant, and the FROM of a query over the entries that have one of them. */
async function meantBy(db: Connection, query: FindingQuery) {
  const meant = (await tallyGroups(db))
    .map(({ tally, rules, entries }) => ({ tally, rules, entries, count: countMeant(rules, query) }))
    .filter(({ count }) => count > 0);
  const conditions = ['e.removed_at_ms IS NULL'];
  const values: SqlValue[] = [JSON.stringify(meant.map(({ tally, count }) => [tally, count]))];
  for (const word of (query.query ?? '').trim().split(/\s+/).filter(Boolean)) {
    conditions.push("e.search_text LIKE ? ESCAPE '\\'");
    values.push(containing(word));
  }
  if (query.entry !== undefined) {
    conditions.push('e.id = ?');
    values.push(query.entry);
  }
  const narrowed = conditions.length > 1;
  // Left to itself, the planner begins with the tallies and sorts every entry; the rows are wanted in order.
  const from = `entry AS e ${narrowed ? '' : 'INDEXED BY entry_listed'}
    CROSS JOIN entry_check AS c ON c.entry_id = e.id JOIN meant ON meant.tally = c.tally
    WHERE ${conditions.join(' AND ')}`;
  const tallies = `meant (tally, n) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(?))`;
  const count = async (counted: 'sum(n)' | 'count(*)'): Promise<number> => {
    if (!narrowed) {
      return meant.reduce((sum, { entries, count: n }) => sum + entries * (counted === 'sum(n)' ? n : 1), 0);
    }
    const row = await db.get<{ total: number | null }>(
      `WITH ${tallies} SELECT ${counted} AS total FROM ${from}`,
      values,
    );
    return row?.total ?? 0;
  };
  return { meant, from, tallies, values, count };
}

/** In the order of the catalogue, the worst of an entry first; `total` counts all that are meant. */
export async function listFindings(
  db: Connection,
  query: FindingQuery,
): Promise<{ total: number; findings: Finding[] }> {
  const { from, tallies, values, count } = await meantBy(db, query);
  const offset = query.offset ?? 0;
  const limit = query.limit ?? 100;
  const places = await db.all<{ id: string; before: number }>(
    `WITH ${tallies},
     place AS (SELECT e.id, n, sum(n) OVER (ORDER BY e.position ROWS UNBOUNDED PRECEDING) AS upto FROM ${from})
     SELECT id, upto - n AS "before" FROM place WHERE upto > ? LIMIT ?`,
    [...values, offset, limit],
  );
  const total = await count('sum(n)');
  const findings = await findingsOf(
    db,
    places.map(({ id }) => id),
    isMeant(query),
  );
  const first = places[0] === undefined ? 0 : offset - places[0].before;
  return { total, findings: findings.slice(first, first + limit) };
}

/** An entry with the number of its findings that are meant, by severity. */
export type FaultyEntry = { readonly id: string; readonly name: string } & Readonly<Record<Severity, number>>;

/** The entries of these findings, in the order of the catalogue. */
export async function listFaultyEntries(
  db: Connection,
  query: Omit<FindingQuery, 'entry'>,
): Promise<{ total: number; entries: FaultyEntry[] }> {
  const { meant, from, tallies, values, count } = await meantBy(db, query);
  const rows = await db.all<{ id: string; name: string; tally: string }>(
    `WITH ${tallies} SELECT e.id, e.name, c.tally FROM ${from} ORDER BY e.position LIMIT ? OFFSET ?`,
    [...values, query.limit ?? 100, query.offset ?? 0],
  );
  const rulesOf = new Map(meant.map(({ tally, rules }) => [tally, rules]));
  const entries = rows.map(({ id, name, tally }): FaultyEntry => {
    const rules = rulesOf.get(tally) ?? [];
    const of = (severity: Severity): number =>
      countMeant(
        rules.filter((one) => one.severity === severity),
        query,
      );
    return { id, name, error: of('error'), warning: of('warning'), advice: of('advice') };
  });
  return { total: await count('count(*)'), entries };
}

async function findingsOf(
  db: Connection,
  ids: readonly string[],
  meant: (finding: Finding) => boolean,
): Promise<Finding[]> {
  const rows = await db.all<{ id: string; findings: string }>(
    `SELECT entry_id AS id, findings_json AS findings FROM entry_check
     WHERE entry_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  const byId = new Map(rows.map(({ id, findings }) => [id, findings]));
  return ids.flatMap((id) =>
    (JSON.parse(byId.get(id) ?? '[]') as Finding[])
      .filter(meant)
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
  );
}
