/**
 * Holiday notices that were installed, kept as they were read: in the opened library, or as files in the user's data
 * folder for work without a library. Each is known by the SM3 of its canonical JSON, so the same notice is kept once.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '#app/contract/failure';
import type { Connection } from './sqlite';

export interface InstalledCalendar {
  readonly sm3: string;
  /** JSON of a notice or of local holidays. */
  readonly text: string;
  /** For failures: the file, or where in the library it stands. */
  readonly place: string;
}

export async function readLibraryCalendars(db: Connection): Promise<InstalledCalendar[]> {
  const rows = await db.all<{ sm3: string; content_json: string }>(
    'SELECT sm3, content_json FROM installed_calendar ORDER BY at_ms, sm3',
  );
  return rows.map((row) => ({ sm3: row.sm3, text: row.content_json, place: '目录库' }));
}

export async function addLibraryCalendar(
  tx: Connection,
  calendar: { sm3: string; text: string; on: string; by: string; atMs: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO installed_calendar (sm3, content_json, installed_on, by_name, at_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (sm3) DO NOTHING`,
    [calendar.sm3, calendar.text, calendar.on, calendar.by, calendar.atMs],
  );
}

/** Every installed file of the folder; none where the folder does not exist. */
export async function readFolderCalendars(folder: string): Promise<InstalledCalendar[]> {
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new FailureError('file-unreadable', { file: folder });
  }
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const text = await readFile(file, 'utf8').catch(() => {
        throw new FailureError('file-unreadable', { file });
      });
      return { sm3: name.slice(0, -'.json'.length), text, place: file };
    }),
  );
}

/** Written beside its place and renamed, so that a full disk leaves no half notice that would stop every count. */
export async function addFolderCalendar(
  folder: string,
  calendar: { sm3: string; text: string },
): Promise<string> {
  const file = join(folder, `${calendar.sm3}.json`);
  const part = `${file}.part`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(part, calendar.text, 'utf8');
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new FailureError(full ? 'disk-space' : 'file-unwritable', { file });
  }
  return file;
}
