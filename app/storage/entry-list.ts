/** One page of the entry list: search in any part of the text, filters, order. */
import type { EntryState, ReviewStepName } from '#app/contract/calls';
import type { Severity } from '#app/jurisdictions/finding';
import { TAKEN_THIS_ROUND } from './review-store';
import type { Connection, SqlValue } from './sqlite';

export interface ListQuery {
  readonly query?: string | undefined;
  /** 前段码: entries whose code begins with it; '-' for those without a code. */
  readonly category?: string | undefined;
  readonly states?: readonly EntryState[] | undefined;
  readonly sharingTypes?: readonly string[] | undefined;
  readonly withFindings?: Severity | undefined;
  readonly rule?: string | undefined;
  readonly offices?: readonly string[] | undefined;
  readonly systems?: readonly string[] | undefined;
  readonly changedSince?: string | undefined;
  /** Steps of the present round that the entries must have on record, or must not. */
  readonly having?: ReviewStepName | null | undefined;
  readonly lacking?: ReviewStepName | null | undefined;
  readonly sort?: keyof typeof ORDER | undefined;
  readonly descending?: boolean | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

export interface ListedEntry {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly office: string;
  readonly sharingType: string;
  readonly updateCycle: string;
  readonly state: EntryState;
  readonly items: number;
  readonly errors: number;
  readonly warnings: number;
  readonly changedAtMs: number;
}

const ORDER = {
  position: 'position',
  code: 'code',
  name: 'name',
  office: 'office',
  sharingType: 'sharing_type',
  state: 'state',
  changedAt: 'changed_at_ms',
} as const;

const FINDING_COLUMN = { error: 'errors', warning: 'warnings', advice: 'advice' } as const;

/** LIKE pattern for a part of the text, with the wildcard characters meant literally. */
export function containing(part: string): string {
  return `%${part.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
}

/** The WHERE and ORDER BY of a query, with the values they bind. */
interface ListConditions {
  readonly where: string;
  readonly order: string;
  readonly values: SqlValue[];
  /** Words are looked for in the text. */
  readonly searched: boolean;
}

function conditionsOf(wanted: ListQuery): ListConditions {
  const conditions = ['removed_at_ms IS NULL'];
  const values: SqlValue[] = [];
  // Every word of the query must occur, so that "教育 荣誉" finds 教育局's 荣誉信息.
  const words = (wanted.query ?? '').trim().split(/\s+/).filter(Boolean);
  for (const word of words) {
    conditions.push("search_text LIKE ? ESCAPE '\\'");
    values.push(containing(word));
  }
  if (wanted.category === '-') conditions.push("code = ''");
  else if (wanted.category) {
    conditions.push('code >= ? AND code < ?');
    values.push(wanted.category, `${wanted.category}\u{10ffff}`);
  }
  if (wanted.states) {
    conditions.push('state IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(wanted.states));
  }
  if (wanted.sharingTypes) {
    conditions.push('sharing_type IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(wanted.sharingTypes));
  }
  if (wanted.withFindings) {
    conditions.push(
      `id IN (SELECT entry_id FROM entry_check WHERE ${FINDING_COLUMN[wanted.withFindings]} > 0)`,
    );
  }
  if (wanted.offices) {
    conditions.push('office IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(wanted.offices));
  }
  if (wanted.changedSince) {
    conditions.push('changed_at_ms >= ?');
    values.push(Date.parse(`${wanted.changedSince}T00:00:00+08:00`));
  }
  for (const [step, is] of [
    [wanted.having, 'IN'],
    [wanted.lacking, 'NOT IN'],
  ] as const) {
    if (!step) continue;
    conditions.push(`id ${is} (${TAKEN_THIS_ROUND})`);
    values.push(step, step);
  }
  // The long texts come last: they are read only for rows that fit otherwise.
  if (wanted.rule) {
    conditions.push(
      `id IN (SELECT entry_id FROM entry_check AS c WHERE instr(c.findings_json, ?) > 0 AND EXISTS (
         SELECT 1 FROM json_each(c.findings_json) AS f
         WHERE f.value ->> 'rule' = ? AND f.value ->> 'settled' IS NULL))`,
    );
    values.push(`"${wanted.rule}"`, wanted.rule);
  }
  if (wanted.systems) {
    conditions.push(`coalesce(content_json ->> 'sourceSystem', '') IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify(wanted.systems));
  }
  const where = conditions.join(' AND ');
  const sort = ORDER[wanted.sort ?? 'position'];
  const direction = wanted.descending ? 'DESC' : 'ASC';
  const order = sort === 'position' ? `position ${direction}` : `${sort} ${direction}, position`;
  return { where, order, values, searched: words.length > 0 };
}

/** Ids of all entries that fit, in the order asked for. */
export async function listEntryIds(db: Connection, wanted: ListQuery): Promise<string[]> {
  const { where, order, values } = conditionsOf(wanted);
  const rows = await db.all<{ id: string }>(`SELECT id FROM entry WHERE ${where} ORDER BY ${order}`, values);
  return rows.map(({ id }) => id);
}

export async function listEntries(
  db: Connection,
  wanted: ListQuery,
): Promise<{ total: number; entries: ListedEntry[] }> {
  const { where, order, values, searched } = conditionsOf(wanted);
  const limit = wanted.limit ?? 50;
  const offset = wanted.offset ?? 0;
  const rows = await db.all<Omit<ListedEntry, 'errors' | 'warnings'>>(
    `SELECT id, code, name, office, sharing_type AS sharingType, update_cycle AS updateCycle, state,
            item_count AS items, changed_at_ms AS changedAtMs
     FROM entry WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    [...values, limit, offset],
  );
  const entries = await withFindingCounts(db, rows);
  // A page that is not full is the last one: the rows need not be gone through again to be counted.
  if (entries.length > 0 || offset === 0) {
    if (entries.length < limit) return { total: offset + entries.length, entries };
  }
  // Left to itself, the planner counts through a narrower index and looks every row up for its text: ten times slower.
  const from = searched ? 'entry INDEXED BY entry_search' : 'entry';
  const total = await db.get<{ total: number }>(
    `SELECT count(*) AS total FROM ${from} WHERE ${where}`,
    values,
  );
  return { total: total?.total ?? 0, entries };
}

/** Looked up for the rows of the page alone: joined before the sorting, it would be looked up for all. */
async function withFindingCounts(
  db: Connection,
  rows: readonly Omit<ListedEntry, 'errors' | 'warnings'>[],
): Promise<ListedEntry[]> {
  const counts = await db.all<{ id: string; errors: number; warnings: number }>(
    `SELECT entry_id AS id, errors, warnings FROM entry_check
     WHERE entry_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(rows.map(({ id }) => id))],
  );
  const byId = new Map(counts.map((count) => [count.id, count]));
  return rows.map((row) => ({
    ...row,
    errors: byId.get(row.id)?.errors ?? 0,
    warnings: byId.get(row.id)?.warnings ?? 0,
  }));
}

export async function countEntries(db: Connection, wanted: ListQuery): Promise<number> {
  const { where, values } = conditionsOf(wanted);
  const row = await db.get<{ total: number }>(`SELECT count(*) AS total FROM entry WHERE ${where}`, values);
  return row?.total ?? 0;
}

/** How many entries each 前段码 holds, for the counts in the tree; '' stands for entries without a code. */
export async function countByFrontCode(db: Connection): Promise<Map<string, number>> {
  const rows = await db.all<{ front: string; entries: number }>(
    `SELECT CASE WHEN instr(code, '/') > 0 THEN substr(code, 1, instr(code, '/') - 1) ELSE code END AS front,
            count(*) AS entries
     FROM entry WHERE removed_at_ms IS NULL GROUP BY front`,
  );
  return new Map(rows.map((row) => [row.front, row.entries]));
}

/** How many entries are in each state, and of each internal office. */
export async function countByState(db: Connection): Promise<{
  states: { state: EntryState; entries: number }[];
  offices: { office: string; entries: number }[];
}> {
  const [states, offices] = await Promise.all([
    db.all<{ state: EntryState; entries: number }>(
      'SELECT state, count(*) AS entries FROM entry WHERE removed_at_ms IS NULL GROUP BY state',
    ),
    db.all<{ office: string; entries: number }>(
      'SELECT office, count(*) AS entries FROM entry WHERE removed_at_ms IS NULL GROUP BY office ORDER BY entries DESC',
    ),
  ]);
  return { states, offices };
}

/** Source systems, and findings that nobody has answered by rule and severity, with the number of entries. */
export async function countFacets(db: Connection): Promise<{
  systems: { system: string; entries: number }[];
  rules: { rule: string; severity: Severity; entries: number; findings: number }[];
}> {
  const systems = await db.all<{ system: string; entries: number }>(
    `SELECT coalesce(content_json ->> 'sourceSystem', '') AS system, count(*) AS entries
     FROM entry WHERE removed_at_ms IS NULL GROUP BY system ORDER BY entries DESC`,
  );
  const rules = await db.all<{ rule: string; severity: Severity; entries: number; findings: number }>(
    `SELECT f.value ->> 'rule' AS rule, f.value ->> 'severity' AS severity, count(DISTINCT entry.id) AS entries,
            count(*) AS findings
     FROM entry JOIN entry_check AS c ON c.entry_id = entry.id, json_each(c.findings_json) AS f
     WHERE entry.removed_at_ms IS NULL AND f.value ->> 'settled' IS NULL
     GROUP BY rule, severity ORDER BY entries DESC`,
  );
  return { systems, rules };
}
