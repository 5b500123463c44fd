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

/**
 * The next 顺序码 of a 前段码: one more than the highest ever given or in use, never one given before.
 * Source: 编制指南 6.3 (唯一不变的标识代码).
 */
export async function nextSequence(tx: Connection, front: string): Promise<number> {
  const used = await tx.get<{ last: number }>(
    `SELECT max(
       coalesce((SELECT last FROM code_sequence WHERE front = ?1), 0),
       coalesce((SELECT max(CAST(substr(code, length(?1) + 2) AS INTEGER)) FROM entry
                 WHERE code >= ?1 || '/' AND code < ?1 || '0'), 0)) AS last`,
    [front],
  );
  const next = (used?.last ?? 0) + 1;
  await tx.run(
    'INSERT INTO code_sequence (front, last) VALUES (?, ?) ON CONFLICT (front) DO UPDATE SET last = excluded.last',
    [front, next],
  );
  return next;
}
