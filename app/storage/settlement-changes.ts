/** Reasons given and taken back as changes of the library: what stood before is kept with the change set. */
import type { ChangeSet } from './change-store';
import { addChangeSet } from './change-store';
import type { SettlementOfEntry } from './settlement-store';
import type { Connection } from './sqlite';

type Place = Pick<SettlementOfEntry, 'entry' | 'rule' | 'field' | 'item' | 'told'>;

/** One finding and the reason that it is to have; null: none. */
export interface SettlementChange extends Place {
  readonly given: {
    readonly reason: string;
    readonly by: string;
    readonly on: string;
    /** Milliseconds since 1970. */
    readonly atMs: number;
    readonly together: string | null;
  } | null;
}

const KEY = 'entry_id, rule, field, item_id, told';
const ROWS_PER_STATEMENT = 2000;

/** Gives or takes back reasons as one change that can be undone. Each finding at most once. */
export async function changeSettlements(
  tx: Connection,
  change: { readonly label: string; readonly atMs: number; readonly by: string },
  changes: readonly SettlementChange[],
): Promise<void> {
  const id = await addChangeSet(tx, { ...change, kind: 'settle' });
  for (let i = 0; i < changes.length; i += ROWS_PER_STATEMENT) {
    const rows = changes
      .slice(i, i + ROWS_PER_STATEMENT)
      .map(({ entry, rule, field, item, told, given }) => [entry, rule, field, item, told, given]);
    await tx.run(
      `INSERT INTO change_set_settlement (change_set_id, ${KEY}, before_json, after_json)
       SELECT ?, c.value ->> 0, c.value ->> 1, c.value ->> 2, c.value ->> 3, c.value ->> 4,
              iif(f.reason IS NULL, NULL, json_object('reason', f.reason, 'by', f.by_name, 'on', f.on_date,
                                                      'atMs', f.at_ms, 'together', f.together)),
              nullif(c.value -> 5, 'null')
       FROM json_each(?) AS c
       LEFT JOIN finding_settlement AS f
         ON f.entry_id = c.value ->> 0 AND f.rule = c.value ->> 1 AND f.field = c.value ->> 2
           AND f.item_id = c.value ->> 3 AND f.told = c.value ->> 4`,
      [id, JSON.stringify(rows)],
    );
  }
  await putAs(tx, id, 'after_json');
}

/** Lets the reasons of a change stand as they did before it, or after it. */
async function putAs(tx: Connection, id: number, when: 'before_json' | 'after_json'): Promise<void> {
  await tx.run(
    `DELETE FROM finding_settlement
     WHERE (${KEY}) IN (SELECT ${KEY} FROM change_set_settlement WHERE change_set_id = ?)`,
    [id],
  );
  await tx.run(
    `INSERT INTO finding_settlement (${KEY}, reason, by_name, on_date, at_ms, together)
     SELECT ${KEY}, ${when} ->> 'reason', ${when} ->> 'by', ${when} ->> 'on', ${when} ->> 'atMs', ${when} ->> 'together'
     FROM change_set_settlement WHERE change_set_id = ? AND ${when} IS NOT NULL`,
    [id],
  );
}

/** Puts the former reasons back and forgets the change set; answers the entries concerned. */
export async function revertSettlements(tx: Connection, set: ChangeSet): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(
    'SELECT DISTINCT entry_id AS id FROM change_set_settlement WHERE change_set_id = ?',
    [set.id],
  );
  await putAs(tx, set.id, 'before_json');
  await tx.run('DELETE FROM change_set WHERE id = ?', [set.id]);
  return rows.map(({ id }) => id);
}

/** What a change made of its findings, so that it can be made again; null where these are more than `most`. */
export async function settlementsOfChange(
  db: Connection,
  set: ChangeSet,
  most: number,
): Promise<SettlementChange[] | null> {
  const rows = await db.all<Place & { given: string | null }>(
    `SELECT entry_id AS entry, rule, field, item_id AS item, told, after_json AS given
     FROM change_set_settlement WHERE change_set_id = ? LIMIT ?`,
    [set.id, most + 1],
  );
  if (rows.length > most) return null;
  return rows.map((row) => ({
    ...row,
    given: row.given === null ? null : (JSON.parse(row.given) as SettlementChange['given']),
  }));
}

/** What one act explained and still stands: the reason, and of which findings. */
export interface GivenTogether {
  readonly reason: string;
  readonly by: string;
  readonly on: string;
  readonly findings: readonly Place[];
}

/** Null where nothing of it is left. */
export async function givenTogether(db: Connection, together: string): Promise<GivenTogether | null> {
  const rows = await db.all<Place & { reason: string; by: string; on: string }>(
    `SELECT entry_id AS entry, rule, field, item_id AS item, told, reason, by_name AS "by", on_date AS "on"
     FROM finding_settlement WHERE together = ?`,
    [together],
  );
  const first = rows[0];
  if (first === undefined) return null;
  const { reason, by, on } = first;
  return { reason, by, on, findings: rows };
}

/** How many these are, without reading them. */
export async function countTogether(
  db: Connection,
  together: string,
): Promise<{ findings: number; entries: number; reason: string; by: string; on: string }> {
  const row = await db.get<{ findings: number; entries: number; reason: string; by: string; on: string }>(
    `SELECT count(*) AS findings, count(DISTINCT entry_id) AS entries, coalesce(max(reason), '') AS reason,
            coalesce(max(by_name), '') AS "by", coalesce(max(on_date), '') AS "on"
     FROM finding_settlement WHERE together = ?`,
    [together],
  );
  return row!;
}
