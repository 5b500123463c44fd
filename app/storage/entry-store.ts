/** Entries: the working copy of each 信息资源, whole as JSON, with the columns that lists search and sort by. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { Finding } from '#app/jurisdictions/finding';
import { entryFromText, entryText } from './entry-text';
import type { Connection, SqlValue } from './sqlite';
import type { EntryState } from '#app/contract/entry-states';

export interface StoredEntry {
  readonly entry: CatalogueEntry;
  readonly state: EntryState;
  readonly version: number;
  readonly revision: number;
  readonly position: number;
  readonly findings: readonly Finding[];
  readonly changedAtMs: number;
  readonly changedBy: string;
}

/** What matching an import needs to know of every entry without reading its content. */
export interface EntryKey {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly provider: string;
  readonly office: string;
  readonly state: EntryState;
  readonly version: number;
  readonly revision: number;
}

interface EntryRow {
  id: string;
  state: EntryState;
  version: number;
  revision: number;
  position: number;
  content_json: string;
  /** Null where the last check found nothing. */
  findings_json: string | null;
  changed_at_ms: number;
  changed_by: string;
}

const ROWS = `SELECT id, state, version, revision, position, content_json, findings_json, changed_at_ms, changed_by
  FROM entry LEFT JOIN entry_check ON entry_id = id`;

function stored(row: EntryRow): StoredEntry {
  return {
    entry: entryFromText(row.content_json),
    state: row.state,
    version: row.version,
    revision: row.revision,
    position: row.position,
    findings: row.findings_json === null ? [] : (JSON.parse(row.findings_json) as Finding[]),
    changedAtMs: row.changed_at_ms,
    changedBy: row.changed_by,
  };
}

/** What a search for any part of the text looks through: names, codes (former ones too), summary and items, lower case. */
export function searchText(entry: CatalogueEntry): string {
  const items = entry.items.map((item) => item.name).join('\n');
  const codes = [entry.code, ...entry.formerCodes].join(' ');
  return `${entry.name}\n${codes}\n${entry.office}\n${entry.summary}\n${items}`.toLowerCase();
}

function listed(entry: CatalogueEntry): SqlValue[] {
  return [
    entryText(entry),
    entry.code,
    entry.name,
    entry.provider,
    entry.office,
    entry.sharingType,
    entry.updateCycle,
    entry.items.length,
    searchText(entry),
  ];
}

export async function readEntry(db: Connection, id: string): Promise<StoredEntry | null> {
  const row = await db.get<EntryRow>(`${ROWS} WHERE id = ? AND removed_at_ms IS NULL`, [id]);
  return row ? stored(row) : null;
}

/** The entry that a person names: its id, or a code that only one entry carries, or (where none does) once carried. */
export async function findEntry(db: Connection, idOrCode: string): Promise<StoredEntry | null> {
  const byId = await readEntry(db, idOrCode);
  if (byId) return byId;
  const rows = await db.all<EntryRow>(`${ROWS} WHERE code = ? AND removed_at_ms IS NULL LIMIT 2`, [idOrCode]);
  if (rows.length > 0) return rows.length === 1 ? stored(rows[0]!) : null;
  const former = await db.all<EntryRow>(
    `${ROWS}
     WHERE removed_at_ms IS NULL AND instr(search_text, lower(?1)) > 0
       AND EXISTS (SELECT 1 FROM json_each(content_json, '$.formerCodes') WHERE value = ?1) LIMIT 2`,
    [idOrCode],
  );
  return former.length === 1 ? stored(former[0]!) : null;
}

export async function readEntries(db: Connection, ids: readonly string[]): Promise<StoredEntry[]> {
  const rows = await db.all<EntryRow>(
    `${ROWS} WHERE removed_at_ms IS NULL AND id IN (SELECT value FROM json_each(?))
     ORDER BY position`,
    [JSON.stringify(ids)],
  );
  return rows.map(stored);
}

function entryPage(db: Connection, after: number, pageSize: number): Promise<EntryRow[]> {
  return db.all<EntryRow>(`${ROWS} WHERE removed_at_ms IS NULL AND position > ? ORDER BY position LIMIT ?`, [
    after,
    pageSize,
  ]);
}

/** All entries in their order, a page at a time, so that a large library never stands in memory whole. */
export async function* eachEntry(db: Connection, pageSize = 500): AsyncGenerator<StoredEntry> {
  let after = -1;
  for (;;) {
    const rows = await entryPage(db, after, pageSize);
    for (const row of rows) yield stored(row);
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.position;
  }
}

/** The same page by page, the next one read by the database while somebody works on this one. */
export async function* eachEntryPageAhead(db: Connection, pageSize = 250): AsyncGenerator<StoredEntry[]> {
  let reading = entryPage(db, -1, pageSize);
  for (;;) {
    const rows = await reading;
    const isLast = rows.length < pageSize;
    if (!isLast) {
      reading = entryPage(db, rows.at(-1)!.position, pageSize);
      // Heard when the page is awaited; whoever stops before that need not hear of it.
      reading.catch(() => undefined);
    }
    yield rows.map(stored);
    if (isLast) return;
  }
}

/** What comparing entries with each other needs of them, page by page in their order, without their items. */
export async function* eachIndexSource(
  db: Connection,
  pageSize = 1000,
): AsyncGenerator<
  { id: string; code: string; name: string; provider: string; office: string; summary: string }[]
> {
  let after = -1;
  for (;;) {
    const rows = await db.all<{
      position: number;
      id: string;
      code: string;
      name: string;
      provider: string;
      office: string;
      summary: string;
    }>(
      `SELECT position, id, code, name, provider, office, coalesce(content_json ->> 'summary', '') AS summary
       FROM entry WHERE removed_at_ms IS NULL AND position > ? ORDER BY position LIMIT ?`,
      [after, pageSize],
    );
    yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.position;
  }
}

/** Differs between two moments when anything was written to the library between them. */
export async function writeMark(db: Connection): Promise<number> {
  const row = await db.get<{ data_version: number }>('PRAGMA data_version');
  return row!.data_version;
}

/** The revision of every entry that is not removed. */
export async function readRevisions(db: Connection): Promise<Map<string, number>> {
  const rows = await db.all<{ id: string; revision: number }>(
    'SELECT id, revision FROM entry WHERE removed_at_ms IS NULL',
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

export async function readEntryKeys(db: Connection): Promise<EntryKey[]> {
  return db.all<EntryKey>(
    `SELECT id, code, name, provider, office, state, version, revision FROM entry
     WHERE removed_at_ms IS NULL ORDER BY position`,
  );
}

export async function countEntries(db: Connection): Promise<{ entries: number; items: number }> {
  const row = await db.get<{ entries: number; items: number }>(
    'SELECT count(*) AS entries, coalesce(sum(item_count), 0) AS items FROM entry WHERE removed_at_ms IS NULL',
  );
  return row ?? { entries: 0, items: 0 };
}

export async function insertEntry(
  tx: Connection,
  entry: CatalogueEntry,
  change: { atMs: number; by: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO entry (content_json, code, name, provider, office, sharing_type, update_cycle, item_count, search_text,
                        id, position, state, changed_at_ms, changed_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM entry), '草稿', ?, ?)`,
    [...listed(entry), entry.id, change.atMs, change.by],
  );
}

/** Writes new content; false when the entry has moved on from `revision` meanwhile. */
export async function updateEntry(
  tx: Connection,
  entry: CatalogueEntry,
  revision: number,
  change: { atMs: number; by: string; state: EntryState },
): Promise<boolean> {
  const { changes } = await tx.run(
    `UPDATE entry SET content_json = ?, code = ?, name = ?, provider = ?, office = ?, sharing_type = ?, update_cycle = ?,
                      item_count = ?, search_text = ?, state = ?, changed_at_ms = ?, changed_by = ?, revision = revision + 1
     WHERE id = ? AND revision = ? AND removed_at_ms IS NULL`,
    [...listed(entry), change.state, change.atMs, change.by, entry.id, revision],
  );
  return changes === 1;
}

export async function setEntryState(
  tx: Connection,
  id: string,
  change: { state: EntryState; version?: number },
): Promise<void> {
  await tx.run('UPDATE entry SET state = ?, version = coalesce(?, version) WHERE id = ?', [
    change.state,
    change.version ?? null,
    id,
  ]);
}

/** Moves entries to the recycle bin (`atMs`) or brings them back (null). */
export async function setRemoved(
  tx: Connection,
  ids: readonly string[],
  atMs: number | null,
): Promise<number> {
  const { changes } = await tx.run(
    `UPDATE entry SET removed_at_ms = ?, revision = revision + 1
     WHERE id IN (SELECT value FROM json_each(?)) AND (removed_at_ms IS NULL) = (? IS NOT NULL)`,
    [atMs, JSON.stringify(ids), atMs],
  );
  return changes;
}
