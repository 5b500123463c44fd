/** Which entries go out of the library: by words, category, state, office, or one by one. */
import type { EntryState } from '#app/contract/entry-states';
import { containing } from './entry-list';
import type { Connection, SqlValue } from './sqlite';

export interface EntryChoice {
  readonly query?: string | undefined;
  /** Beginning of the code; '-' for entries without one. */
  readonly category?: string | undefined;
  /** All but 注销 where absent. */
  readonly states?: readonly string[] | undefined;
  readonly offices?: readonly string[] | undefined;
  readonly entries?: readonly string[] | undefined;
}

export interface ChosenKey {
  readonly id: string;
  readonly office: string;
  /** Number of information items. */
  readonly items: number;
  readonly state: EntryState;
  /** Number of 必须修改 findings that nobody has answered, by the last check. */
  readonly errors: number;
}

/** In the order of the catalogue. */
export async function chosenKeys(db: Connection, choice: EntryChoice): Promise<ChosenKey[]> {
  const conditions = ['removed_at_ms IS NULL'];
  const values: SqlValue[] = [];
  const among = (column: string, list: readonly string[] | undefined): void => {
    if (list === undefined) return;
    conditions.push(`${column} IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify(list));
  };
  for (const word of (choice.query ?? '').trim().split(/\s+/).filter(Boolean)) {
    conditions.push("search_text LIKE ? ESCAPE '\\'");
    values.push(containing(word));
  }
  if (choice.category === '-') conditions.push("code = ''");
  else if (choice.category) {
    conditions.push('code >= ? AND code < ?');
    values.push(choice.category, `${choice.category}\u{10ffff}`);
  }
  if (choice.states === undefined) conditions.push("state <> '注销'");
  among('state', choice.states);
  among('office', choice.offices);
  among('id', choice.entries);
  return db.all<ChosenKey>(
    `SELECT id, office, item_count AS items, state, coalesce(errors, 0) AS errors
     FROM entry LEFT JOIN entry_check ON entry_id = id WHERE ${conditions.join(' AND ')} ORDER BY position`,
    values,
  );
}
