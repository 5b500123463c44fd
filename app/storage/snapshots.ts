/**
 * Snapshots: whole copies of the library beside it in `LIB.snapshots/`, taken before every big write.
 *
 * Kept: the last 10, one a day for 14 days, at most 2 GB; never removed: the one behind a pending undo.
 */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from './sqlite';

const LAST = 10;
const DAYS = 14;
const MOST_BYTES = 2 * 1024 ** 3;

export function snapshotFolder(library: string): string {
  return `${library}.snapshots`;
}

/** Writes a snapshot and returns its file name. `stamp`: time of day as `YYYYMMDD-HHMMSS`, for the name. */
export async function takeSnapshot(
  connection: Connection,
  library: string,
  stamp: string,
  reason: string,
): Promise<string> {
  const folder = snapshotFolder(library);
  await mkdir(folder, { recursive: true });
  let name = `${stamp}-${reason}.mulu`;
  for (let i = 2; (await readdir(folder)).includes(name); i++) name = `${stamp}-${reason}-${i}.mulu`;
  await connection.run('VACUUM INTO ?', [join(folder, name)]);
  return name;
}

export async function pruneSnapshots(library: string, keep: ReadonlySet<string>): Promise<string[]> {
  const folder = snapshotFolder(library);
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.mulu'))
    .sort()
    .reverse();
  const removed: string[] = [];
  const days = new Set<string>();
  let bytes = 0;
  for (const [index, name] of names.entries()) {
    const { size } = await stat(join(folder, name));
    const day = name.slice(0, 8);
    const wanted = index < LAST || (!days.has(day) && days.size < DAYS);
    days.add(day);
    bytes += size;
    if (keep.has(name) || (wanted && (index === 0 || bytes <= MOST_BYTES))) continue;
    await rm(join(folder, name));
    bytes -= size;
    removed.push(name);
  }
  return removed;
}
