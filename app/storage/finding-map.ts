/**
 * Where the findings of the whole library stand: at each place of the catalogue the tally of what was found there, in
 * memory at four bytes an entry. Any page of any selection of findings is found in it without going through the library.
 * It is read from an index alone, and anew once something was written.
 */
import { readTally, type RuleTally } from '#app/jurisdictions/finding-tally';
import { writeMark } from './entry-store';
import type { Connection } from './sqlite';

export interface FindingMap {
  /** The different tallies. */
  readonly tallies: readonly { readonly text: string; readonly rules: readonly RuleTally[] }[];
  /** By an entry's position: which of `tallies`, counted from 1; 0 where nothing was found. */
  readonly at: Uint32Array;
}

export async function readFindingMap(db: Connection): Promise<FindingMap> {
  const groups = await db.all<{ tally: string; places: string; last: number }>(
    `SELECT tally, group_concat(place) AS places, max(place) AS last
     FROM entry_check INDEXED BY entry_check_place GROUP BY tally`,
  );
  const at = new Uint32Array(Math.max(0, ...groups.map(({ last }) => last)) + 1);
  for (const [index, { places }] of groups.entries()) {
    for (const place of places.split(',')) at[Number(place)] = index + 1;
  }
  const removed = await db.all<{ position: number }>(
    'SELECT position FROM entry WHERE removed_at_ms IS NOT NULL',
  );
  for (const { position } of removed) if (position < at.length) at[position] = 0;
  return { tallies: groups.map(({ tally }) => ({ text: tally, rules: readTally(tally) })), at };
}

const known = new WeakMap<Connection, { readonly mark: number; readonly map: FindingMap }>();

/** The same through a connection that only reads, kept until the next write to the library. */
export async function findingMap(reader: Connection): Promise<FindingMap> {
  const mark = await writeMark(reader);
  const kept = known.get(reader);
  if (kept?.mark === mark) return kept.map;
  const map = await readFindingMap(reader);
  known.set(reader, { mark, map });
  return map;
}
