/** Findings of the whole library, counted and read page by page: never more of them at once than a page holds. */
import { SEVERITIES, type Finding, type Severity } from '#app/jurisdictions/finding';
import type { RuleTally } from '#app/jurisdictions/finding-tally';
import type { TallyGroup } from './check-store';
import { containing } from './entry-list';
import { findingMap, readFindingMap, type FindingMap } from './finding-map';
import type { Connection, SqlValue } from './sqlite';

/** Which findings are meant. */
export interface FindingChoice {
  readonly severity?: Severity | undefined;
  readonly rule?: string | undefined;
  /** Id of an entry. */
  readonly entry?: string | undefined;
  /** Every word occurs in the entry. */
  readonly query?: string | undefined;
  /** `open` (where absent): nobody has answered them; `answered`: kept with a reason, or cleared. */
  readonly answers?: 'open' | 'answered' | 'all' | undefined;
}

export interface FindingQuery extends FindingChoice {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** How many of a rule's findings are meant. */
function countMeant(
  { rule, severity, open, answered }: RuleTally,
  { severity: wanted, rule: named, answers = 'open' }: FindingChoice,
): number {
  if (wanted !== undefined && severity !== wanted) return 0;
  if (named !== undefined && rule !== named) return 0;
  return (answers === 'answered' ? 0 : open) + (answers === 'open' ? 0 : answered);
}

function isMeant({ severity, rule, answers = 'open' }: FindingChoice): (finding: Finding) => boolean {
  return (finding) =>
    (severity === undefined || finding.severity === severity) &&
    (rule === undefined || finding.rule === rule) &&
    (answers === 'all' || (answers === 'answered') === (finding.settled !== undefined));
}

/** Positions of the entries that the words and the entry of a choice leave, in order; null: all. */
async function narrowedTo(
  db: Connection,
  { query = '', entry }: FindingChoice,
): Promise<readonly number[] | null> {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  for (const word of query.trim().split(/\s+/).filter(Boolean)) {
    conditions.push("search_text LIKE ? ESCAPE '\\'");
    values.push(containing(word));
  }
  if (entry !== undefined) {
    conditions.push('id = ?');
    values.push(entry);
  }
  if (conditions.length === 0) return null;
  const row = await db.get<{ places: string | null }>(
    `SELECT group_concat(position) AS places FROM (
       SELECT position FROM entry ${entry === undefined ? 'INDEXED BY entry_search' : ''}
       WHERE removed_at_ms IS NULL AND ${conditions.join(' AND ')} ORDER BY position)`,
    values,
  );
  return row?.places ? row.places.split(',').map(Number) : [];
}

function* placesWith({ at }: FindingMap, narrowed: readonly number[] | null): Generator<number> {
  if (narrowed === null) {
    for (let place = 0; place < at.length; place++) if (at[place] !== 0) yield place;
  } else for (const place of narrowed) if ((at[place] ?? 0) !== 0) yield place;
}

/** The findings of one rule at one severity: how many an entry has by its tally, and how many there are in all. */
interface Group {
  readonly severity: Severity;
  readonly rule: string;
  readonly of: Uint32Array;
  total: number;
}

/** How many of the entries have each tally, counted from 1 as the map counts them. */
function entriesByTally(map: FindingMap, narrowed: readonly number[] | null): Uint32Array {
  const entries = new Uint32Array(map.tallies.length + 1);
  for (const place of placesWith(map, narrowed)) entries[map.at[place]!]!++;
  return entries;
}

/** What is meant, by severity, the worst first, and by rule. */
function groupsOf(map: FindingMap, narrowed: readonly number[] | null, choice: FindingChoice): Group[] {
  const entries = entriesByTally(map, narrowed);
  const groups = new Map<string, Group>();
  for (const [index, { rules }] of map.tallies.entries()) {
    for (const tallied of rules) {
      const count = countMeant(tallied, choice);
      if (count === 0) continue;
      const { severity, rule } = tallied;
      const key = `${SEVERITIES.indexOf(severity)} ${rule}`;
      const group = groups.get(key) ?? { severity, rule, of: new Uint32Array(entries.length), total: 0 };
      group.of[index + 1] = count;
      group.total += count * entries[index + 1]!;
      groups.set(key, group);
    }
  }
  return [...groups.keys()].sort().map((key) => groups.get(key)!);
}

interface Picked {
  readonly place: number;
  readonly group: Group;
}

/** The places at which a page of findings stands, and how many of the first place's come before the page. */
function pick(
  map: FindingMap,
  narrowed: readonly number[] | null,
  groups: readonly Group[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { readonly picks: Picked[]; readonly before: number } {
  const picks: Picked[] = [];
  let before = offset;
  let left = limit;
  for (const group of groups) {
    if (picks.length === 0 && before >= group.total) {
      before -= group.total;
      continue;
    }
    for (const place of placesWith(map, narrowed)) {
      const count = group.of[map.at[place]!]!;
      if (count === 0) continue;
      if (picks.length === 0 && before >= count) {
        before -= count;
        continue;
      }
      left -= picks.length === 0 ? count - before : count;
      picks.push({ place, group });
      if (left <= 0) return { picks, before };
    }
  }
  return { picks, before };
}

/** By severity, the worst first, then by rule, then in the order of the catalogue; `total` counts all that are meant. */
export async function listFindings(
  db: Connection,
  query: FindingQuery,
): Promise<{ total: number; findings: Finding[] }> {
  const [map, narrowed] = [await findingMap(db), await narrowedTo(db, query)];
  const groups = groupsOf(map, narrowed, query);
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  const limit = query.limit ?? 100;
  const { picks, before } = pick(map, narrowed, groups, { offset: query.offset ?? 0, limit });
  const rows = await findingsAt(
    db,
    map,
    picks.map(({ place }) => place),
  );
  const meant = isMeant(query);
  const findings = picks.flatMap(({ place, group }) =>
    (rows.get(place) ?? []).filter(
      (finding) => finding.rule === group.rule && finding.severity === group.severity && meant(finding),
    ),
  );
  return { total, findings: findings.slice(before, before + limit) };
}

/** Every finding that is meant, by entry, some hundred entries at a time; within a transaction as it stands there. */
export async function* eachFinding(tx: Connection, choice: FindingChoice): AsyncGenerator<Finding[]> {
  const [map, narrowed] = [await readFindingMap(tx), await narrowedTo(tx, choice)];
  const meant = isMeant(choice);
  const has = map.tallies.map(({ rules }) => rules.some((one) => countMeant(one, choice) > 0));
  const places = [...placesWith(map, narrowed)].filter((place) => has[map.at[place]! - 1]);
  for (let i = 0; i < places.length; i += 500) {
    const page = places.slice(i, i + 500);
    const rows = await findingsAt(tx, map, page);
    yield page.flatMap((place) => (rows.get(place) ?? []).filter(meant));
  }
}

/** Each different tally with the number of entries that have it, of those that the words and the entry leave. */
export async function tallyGroupsAmong(
  db: Connection,
  choice: Pick<FindingChoice, 'query' | 'entry'>,
): Promise<TallyGroup[]> {
  const [map, narrowed] = [await findingMap(db), await narrowedTo(db, choice)];
  const entries = entriesByTally(map, narrowed);
  return map.tallies
    .map(({ text, rules }, index) => ({ tally: text, rules, entries: entries[index + 1]! }))
    .filter((group) => group.entries > 0);
}

/** An entry with the number of its findings that are meant, by severity. */
export type FaultyEntry = { readonly id: string; readonly name: string } & Readonly<Record<Severity, number>>;

/** The entries of these findings, in the order of the catalogue. */
export async function listFaultyEntries(
  db: Connection,
  query: Omit<FindingQuery, 'entry'>,
): Promise<{ total: number; entries: FaultyEntry[] }> {
  const [map, narrowed] = [await findingMap(db), await narrowedTo(db, query)];
  const counts = map.tallies.map(({ rules }) => {
    const of = (severity: Severity): number =>
      rules.reduce((sum, one) => sum + (one.severity === severity ? countMeant(one, query) : 0), 0);
    return { error: of('error'), warning: of('warning'), advice: of('advice') };
  });
  const has = counts.map(({ error, warning, advice }) => error + warning + advice > 0);
  const [offset, limit] = [query.offset ?? 0, query.limit ?? 100];
  const page: number[] = [];
  let total = 0;
  for (const place of placesWith(map, narrowed)) {
    if (!has[map.at[place]! - 1]) continue;
    if (total >= offset && page.length < limit) page.push(place);
    total++;
  }
  const names = await namesAt(db, map, page);
  const entries = page.flatMap((place): FaultyEntry[] => {
    const name = names.get(place);
    return name ? [{ ...name, ...counts[map.at[place]! - 1]! }] : [];
  });
  return { total, entries };
}

/** SQL: the checked entries at these places, each found by the index over tally and place. */
const AT_PLACES = `json_each(?) AS p CROSS JOIN entry_check AS c INDEXED BY entry_check_place
  ON c.tally = p.value ->> 0 AND c.place = p.value ->> 1`;

const placesOf = (map: FindingMap, places: readonly number[]): string =>
  JSON.stringify([...new Set(places)].map((place) => [map.tallies[map.at[place]! - 1]!.text, place]));

async function findingsAt(
  db: Connection,
  map: FindingMap,
  places: readonly number[],
): Promise<Map<number, readonly Finding[]>> {
  const rows = await db.all<{ place: number; findings: string }>(
    `SELECT c.place, c.findings_json AS findings FROM ${AT_PLACES}`,
    [placesOf(map, places)],
  );
  return new Map(rows.map(({ place, findings }) => [place, JSON.parse(findings) as Finding[]]));
}

async function namesAt(
  db: Connection,
  map: FindingMap,
  places: readonly number[],
): Promise<Map<number, { readonly id: string; readonly name: string }>> {
  const rows = await db.all<{ place: number; id: string; name: string }>(
    `SELECT c.place, e.id, e.name FROM ${AT_PLACES} JOIN entry AS e ON e.id = c.entry_id`,
    [placesOf(map, places)],
  );
  return new Map(rows.map(({ place, id, name }) => [place, { id, name }]));
}
