/** Walks the catalogue once for a paper: its rows, what changed, what was found, and its 文件校验码. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges, hasChanges } from '#app/catalogue/entry-changes';
import { FailureError } from '#app/contract/failure';
import type { Lookup } from '#app/jurisdictions/checks/lookup';
import type { Finding, Severity } from '#app/jurisdictions/finding';
import { catalogueSm3, type CatalogueVersion, type VersionedEntry } from '#app/review/catalogue-version';
import { findingBasis, reportEntry } from '#app/review/report-entry';
import type { ChangeKind, EntryChange, FindingTotal, ReportEntry } from '#app/review/report-facts';
import { APPROVED_STATES } from '#app/review/review-steps';
import { countEntries, eachEntry, type StoredEntry } from '#app/storage/entry-store';
import {
  readRetirements,
  readVersionDigests,
  readVersions,
  versionsUpTo,
  type Retirement,
  type VersionContent,
} from '#app/storage/report-store';
import { versionSm3 } from '#app/storage/review-store';
import type { Connection } from '#app/storage/sqlite';
import type { CallContext } from './host';
import { packedFindings, type Packed } from './packed-facts';
import type { EntryState } from '#app/contract/entry-states';

const GONE_STATES: ReadonlySet<EntryState> = new Set(['停用', '注销']);
/** Entries whose former versions are read in one statement. */
const CHUNK = 200;

/** States of entries that a paper marks 未审定; `inReview` those that somebody has yet to take a step for. */
export function pendingCounts(states: ReadonlyMap<EntryState, number>): {
  pending: number;
  inReview: number;
} {
  let pending = 0;
  let inReview = 0;
  for (const [state, count] of states) {
    if (APPROVED_STATES.includes(state) || GONE_STATES.has(state)) continue;
    pending += count;
    if (state.startsWith('待')) inReview += count;
  }
  return { pending, inReview };
}

export interface WalkOptions {
  readonly version: CatalogueVersion;
  /** Only what is approved, in its approved words, for the package: drafts beside it are left out. */
  readonly approvedOnly: boolean;
  /** What a package seals: then nothing else is on the paper, and this in the words sealed. */
  readonly packed: Packed | null;
  readonly lookup: Lookup;
  readonly localLabels: ReadonlySet<string>;
}

export interface WalkedEntries {
  readonly entries: readonly ReportEntry[];
  readonly changes: readonly EntryChange[];
  readonly findingTotals: readonly FindingTotal[];
  readonly sm3: string;
}

interface Walk extends WalkOptions {
  readonly bases: ReadonlyMap<string, number>;
  readonly retirements: ReadonlyMap<string, Retirement>;
  readonly digests: ReadonlyMap<string, string>;
  readonly entries: ReportEntry[];
  readonly changes: EntryChange[];
  readonly totals: Map<string, FindingTotal & { readonly counts: Record<Severity, number> }>;
  readonly versioned: VersionedEntry[];
}

export async function walkEntries(
  db: Connection,
  options: WalkOptions,
  context: CallContext,
): Promise<WalkedEntries> {
  const { base } = options.version;
  const walk: Walk = {
    ...options,
    bases: base ? await versionsUpTo(db, base.lastRecord) : new Map(),
    retirements: await readRetirements(db),
    digests: await readVersionDigests(db),
    entries: [],
    changes: [],
    totals: new Map(),
    versioned: [],
  };
  const { entries: total } = await countEntries(db);
  let chunk: StoredEntry[] = [];
  let read = 0;
  for await (const stored of eachEntry(db)) {
    chunk.push(stored);
    if (++read % CHUNK !== 0) continue;
    if (context.signal.aborted) throw new FailureError('cancelled');
    context.progress(read, total, '汇总信息资源');
    await addChunk(db, walk, chunk);
    chunk = [];
  }
  await addChunk(db, walk, chunk);
  if (walk.packed && walk.entries.length !== walk.packed.sealed.size + walk.packed.removed.size) {
    throw new FailureError('entry-changed-meanwhile', { names: [] });
  }
  return {
    entries: walk.entries,
    changes: walk.changes,
    findingTotals: [...walk.totals.values()],
    sm3: catalogueSm3(walk.versioned),
  };
}

async function addChunk(db: Connection, walk: Walk, chunk: readonly StoredEntry[]): Promise<void> {
  const printed = chunk.filter((stored) => isPrinted(walk, stored));
  const contents = await approvedContents(db, walk, printed);
  const compared = printed.filter((stored) => isCompared(walk, stored));
  const former = await readVersions(
    db,
    compared.map(({ entry }) => ({ id: entry.id, version: baseOf(walk, entry.id) })),
  );
  for (const stored of printed)
    addEntry(walk, stored, contents.get(stored.entry.id), former.get(stored.entry.id));
}

/** Contents that are printed in place of the working copies. */
async function approvedContents(
  db: Connection,
  { approvedOnly, packed }: Walk,
  printed: readonly StoredEntry[],
): Promise<Map<string, VersionContent>> {
  if (!approvedOnly) return new Map();
  const wanted = packed
    ? printed.filter(({ entry }) => packed.removed.has(entry.id))
    : printed.filter(({ state }) => !APPROVED_STATES.includes(state) && !GONE_STATES.has(state));
  const contents = await readVersions(
    db,
    wanted.map(({ entry, version }) => ({ id: entry.id, version })),
  );
  if (!packed) return contents;
  for (const { entry, version } of printed) {
    const sealed = packed.sealed.get(entry.id);
    if (sealed) contents.set(entry.id, { entry: sealed.entry, sm3: versionSm3(sealed.entry) });
    // Approved anew while the package is made: the paper would speak of another version than the one sealed.
    if (version !== (sealed?.version ?? packed.removed.get(entry.id)))
      throw new FailureError('entry-changed-meanwhile', { names: [entry.name] });
  }
  return contents;
}

const baseOf = (walk: Walk, id: string): number => walk.bases.get(id) ?? 0;

/** The present version of an entry on this paper; 0 for one that is on its way to its first approval. */
function isPrinted(walk: Walk, { entry, state, version }: StoredEntry): boolean {
  if (walk.packed) return walk.packed.sealed.has(entry.id) || walk.packed.removed.has(entry.id);
  if (GONE_STATES.has(state)) {
    const retirement = walk.retirements.get(entry.id);
    return (
      baseOf(walk, entry.id) > 0 &&
      retirement !== undefined &&
      retirement.record > walk.version.base!.lastRecord
    );
  }
  return !walk.approvedOnly || version > 0 || APPROVED_STATES.includes(state);
}

function isCompared(walk: Walk, { entry, state, version }: StoredEntry): boolean {
  const base = baseOf(walk, entry.id);
  if (base === 0) return false;
  const untouched = (walk.approvedOnly || APPROVED_STATES.includes(state)) && version === base;
  return !untouched || GONE_STATES.has(state);
}

function addEntry(
  walk: Walk,
  stored: StoredEntry,
  approved: VersionContent | undefined,
  former: VersionContent | undefined,
): void {
  const { state, version } = stored;
  const gone = GONE_STATES.has(state);
  const settled = APPROVED_STATES.includes(state);
  const content: CatalogueEntry = approved?.entry ?? stored.entry;
  // Findings are about the working copy.
  const own: readonly Finding[] = gone || (approved && !settled) ? [] : stored.findings;
  const findings = walk.packed ? packedFindings(walk.packed, content.id, own) : own;
  const difference = former && !gone ? entryChanges(former.entry, content) : null;
  const change: ChangeKind = gone
    ? '停用'
    : baseOf(walk, content.id) > 0
      ? difference && hasChanges(difference)
        ? '修改'
        : '无变化'
      : settled && version === 0
        ? '无变化'
        : '新增';
  const line = reportEntry(content, {
    state,
    change,
    findings,
    lookup: walk.lookup,
    localLabels: walk.localLabels,
  });
  walk.entries.push(line);
  addFindings(walk, findings);
  if (change !== '无变化') {
    walk.changes.push({
      entry: line,
      fields: difference?.fields ?? [],
      itemsAdded: (change === '新增' ? content.items : (difference?.itemsAdded ?? [])).map(
        (item) => item.name,
      ),
      itemsRemoved: (difference?.itemsRemoved ?? []).map((item) => item.name),
      itemsMoved: difference?.itemsMoved ?? false,
      before: former ? formerLine(walk, former.entry) : null,
      retired: gone ? (walk.retirements.get(content.id) ?? null) : null,
    });
  }
  if (!gone) {
    const known = settled || walk.approvedOnly ? walk.digests.get(content.id) : undefined;
    walk.versioned.push({ id: content.id, version, sm3: approved?.sm3 ?? known ?? versionSm3(content) });
  }
}

function formerLine(walk: Walk, entry: CatalogueEntry): EntryChange['before'] {
  return {
    code: entry.code,
    sharingType: walk.lookup.label('sharing-type', entry.sharingType),
    items: entry.items.length,
  };
}

function addFindings(walk: Walk, findings: readonly Finding[]): void {
  for (const finding of findings) {
    const basis = findingBasis(finding);
    const key = `${finding.rule}|${basis}`;
    let total = walk.totals.get(key);
    if (!total) {
      total = { rule: finding.rule, basis, counts: { error: 0, warning: 0, advice: 0 } };
      walk.totals.set(key, total);
    }
    total.counts[finding.severity]++;
  }
}
