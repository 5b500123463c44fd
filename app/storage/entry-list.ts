/** One page of the entry list: search in any part of the text, filters, order. */
import type { Severity } from '#app/jurisdictions/finding';
import { tallyPattern } from '#app/jurisdictions/finding-tally';
import type { Connection, SqlValue } from './sqlite';
import type { EntryState } from '#app/contract/entry-states';

/** A condition over `entry` with the values it binds. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export interface ListQuery {
  readonly query?: string | undefined;
  /** 前段码: entries whose code begins with it; '-' for those without a code. */
  readonly category?: string | undefined;
  readonly states?: readonly EntryState[] | undefined;
  readonly sharingTypes?: readonly string[] | undefined;
  readonly withFindings?: Severity | 'any' | undefined;
  readonly rule?: string | undefined;
  readonly offices?: readonly string[] | undefined;
  readonly systems?: readonly string[] | undefined;
  readonly changedSince?: string | undefined;
  /** Ids of entries. */
  readonly among?: readonly string[] | undefined;
  /** Conditions that other parts of the storage know how to put. */
  readonly also?: readonly SqlCondition[] | undefined;
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

const FINDING_COLUMN = {
  error: 'errors',
  warning: 'warnings',
  advice: 'advice',
  any: 'errors + warnings + advice',
} as const;

/** LIKE pattern for a part of the text, with the wildcard characters meant literally. */
export function containing(part: string): string {
  return `%${part.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
}

/** The WHERE and ORDER BY of a query, with the values they bind. */
interface ListConditions {
  readonly where: string;
  readonly order: string;
  readonly values: SqlValue[];
  /** The index that counting goes through: left to itself, the planner takes a narrower one and looks every row up. */
  readonly index: 'entry_search' | 'entry_listed' | null;
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
  // The plus keeps the planner from looking every such entry up by its id: it goes through the list in its order.
  if (wanted.withFindings) {
    conditions.push(
      `+id IN (SELECT entry_id FROM entry_check WHERE ${FINDING_COLUMN[wanted.withFindings]} > 0)`,
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
  if (wanted.rule) {
    conditions.push("+id IN (SELECT entry_id FROM entry_check WHERE ' ' || tally GLOB ?)");
    values.push(tallyPattern(wanted.rule, true));
  }
  if (wanted.among) {
    conditions.push('id IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(wanted.among));
  }
  for (const one of wanted.also ?? []) {
    conditions.push(`(${one.sql})`);
    values.push(...one.values);
  }
  // The long texts come last: they are read only for rows that fit otherwise.
  if (wanted.systems) {
    conditions.push('source_system IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(wanted.systems));
  }
  const where = conditions.join(' AND ');
  const sort = ORDER[wanted.sort ?? 'position'];
  const direction = wanted.descending ? 'DESC' : 'ASC';
  const order = sort === 'position' ? `position ${direction}` : `${sort} ${direction}, position`;
  const hasOwnIndex = [wanted.category, wanted.systems, wanted.among].some(Boolean);
  const index = words.length > 0 ? 'entry_search' : hasOwnIndex ? null : 'entry_listed';
  return { where, order, values, index };
}

/** Ids of all entries that fit, in the order asked for. */
export async function listEntryIds(db: Connection, wanted: ListQuery): Promise<string[]> {
  const { where, order, values } = conditionsOf(wanted);
  const rows = await db.all<{ id: string }>(`SELECT id FROM entry WHERE ${where} ORDER BY ${order}`, values);
  return rows.map(({ id }) => id);
}

/** Where an entry stands among all that fit, in the order asked for, counted from 0; null where it does not fit. */
export async function placeInList(db: Connection, wanted: ListQuery, entry: string): Promise<number | null> {
  const { where, order, values } = conditionsOf(wanted);
  const row = await db.get<{ place: number }>(
    `SELECT place FROM (SELECT id, row_number() OVER (ORDER BY ${order}) - 1 AS place FROM entry WHERE ${where})
     WHERE id = ?`,
    [...values, entry],
  );
  return row?.place ?? null;
}

export async function listEntries(
  db: Connection,
  wanted: ListQuery,
): Promise<{ total: number; entries: ListedEntry[] }> {
  const { where, order, values, index } = conditionsOf(wanted);
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
  const from = index === null ? 'entry' : `entry INDEXED BY ${index}`;
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

/** How many entries each 前段码 holds, for the counts in the tree; '' stands for entries without a code. */
export async function countByFrontCode(db: Connection): Promise<Map<string, number>> {
  const rows = await db.all<{ front: string; entries: number }>(
    'SELECT front, count(*) AS entries FROM entry WHERE removed_at_ms IS NULL GROUP BY front',
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

/** Source systems with the number of entries. */
export async function countSystems(db: Connection): Promise<{ system: string; entries: number }[]> {
  return db.all<{ system: string; entries: number }>(
    `SELECT source_system AS system, count(*) AS entries
     FROM entry WHERE removed_at_ms IS NULL GROUP BY source_system ORDER BY entries DESC`,
  );
}
