/** The classification tree of the library: its own editable copy of 类、项、目、细目. */
import type { Category } from '#app/classification/category-tree';
import type { Connection } from './sqlite';

export async function readCategories(db: Connection): Promise<Category[]> {
  return db.all<Category & Record<string, never>>('SELECT code, name, note FROM category ORDER BY code');
}

export async function replaceCategories(tx: Connection, categories: readonly Category[]): Promise<void> {
  await tx.exec('DELETE FROM category');
  await tx.run(
    `INSERT INTO category (code, name, note)
     SELECT c.value ->> 'code', c.value ->> 'name', c.value ->> 'note' FROM json_each(?) AS c`,
    [JSON.stringify(categories)],
  );
}

/** The highest 顺序码 ever given, in use or once in use under a 前段码; 0 where none was. */
export async function lastSequence(db: Connection, front: string): Promise<number> {
  const used = await db.get<{ last: number }>(
    `SELECT max(
       coalesce((SELECT last FROM code_sequence WHERE front = ?1), 0),
       coalesce((SELECT max(CAST(substr(code, length(?1) + 2) AS INTEGER)) FROM entry
                 WHERE code >= ?1 || '/' AND code < ?1 || '0'), 0),
       -- Codes once carried stand in the text that is searched through, so that only few contents are looked into.
       coalesce((SELECT max(CAST(substr(f.value, length(?1) + 2) AS INTEGER))
                 FROM entry, json_each(entry.content_json, '$.formerCodes') AS f
                 WHERE instr(entry.search_text, lower(?1 || '/')) > 0
                   AND f.value >= ?1 || '/' AND f.value < ?1 || '0'), 0)) AS last`,
    [front],
  );
  return used?.last ?? 0;
}

/** Remembers that numbers up to `last` were given under a 前段码. */
export async function raiseSequence(tx: Connection, front: string, last: number): Promise<void> {
  await tx.run(
    `INSERT INTO code_sequence (front, last) VALUES (?, ?)
     ON CONFLICT (front) DO UPDATE SET last = max(last, excluded.last)`,
    [front, last],
  );
}

/**
 * The next 顺序码 of a 前段码: one more than the highest ever given or in use, never one given before.
 * Source: 编制指南 6.3 (唯一不变的标识代码).
 */
export async function nextSequence(tx: Connection, front: string): Promise<number> {
  const next = (await lastSequence(tx, front)) + 1;
  await raiseSequence(tx, front, next);
  return next;
}

/** Every code that an entry carries or once carried under one of the 前段码 beginnings, deleted entries included. */
export async function codesUnder(db: Connection, fronts: readonly string[]): Promise<Set<string>> {
  const codes = new Set<string>();
  for (const front of fronts) {
    const rows = await db.all<{ code: string }>(
      `SELECT code FROM entry WHERE code >= ?1 AND code < ?1 || char(0x10ffff)
       UNION SELECT f.value AS code FROM entry, json_each(entry.content_json, '$.formerCodes') AS f
       WHERE json_array_length(entry.content_json, '$.formerCodes') > 0 AND f.value >= ?1 AND f.value < ?1 || char(0x10ffff)`,
      [front],
    );
    for (const { code } of rows) codes.add(code);
  }
  return codes;
}
