/**
 * The version of the whole catalogue (目录版本号 V1, V2, …) and its 文件校验码（SM3）.
 *
 * Entries carry versions of their own; paper, package and platform speak of the version of the catalogue. It counts
 * approvals (审定批次), so that nobody has to keep a number by hand.
 */
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';

/** What one review record did to the approved catalogue; records in the order of their `id`. */
export interface ApprovalRecord {
  readonly id: number;
  readonly step: string;
  /** The day the step was taken, `YYYY-MM-DD`. */
  readonly onDate: string;
  readonly atMs: number;
  /** Entries that reached 已审定 by it. */
  readonly approved: number;
  /** Approved entries that it took out of the catalogue (停用). */
  readonly retired: number;
}

/** One version of the catalogue. */
export interface ApprovalBatch {
  /** 1 for V1. */
  readonly number: number;
  readonly firstRecord: number;
  readonly lastRecord: number;
  /** Day of its last record. */
  readonly onDate: string;
  /** What the version consists of so far while something may still join it; null once it is closed. */
  readonly open: 'approvals' | 'retirements' | null;
}

/**
 * The versions that the catalogue went through.
 *
 * A head who signs entry by entry makes one version and not thirty: approvals belong to one version until something is
 * sent for review again. Entries taken out of the catalogue belong to the version that is approved next. What was
 * published or packed (`deliveredAtMs`) is closed: a version that went out never grows.
 */
export function approvalBatches(
  records: Iterable<ApprovalRecord>,
  deliveredAtMs: readonly number[] = [],
): ApprovalBatch[] {
  type Open = { -readonly [K in keyof ApprovalBatch]: ApprovalBatch[K] };
  const batches: Open[] = [];
  const deliveries = [...deliveredAtMs].sort((a, b) => a - b);
  const close = (): void => {
    const current = batches.at(-1);
    if (current) current.open = null;
  };
  for (const record of records) {
    while (deliveries.length > 0 && deliveries[0]! < record.atMs) {
      deliveries.shift();
      close();
    }
    const kind = record.approved > 0 ? 'approvals' : record.retired > 0 ? 'retirements' : null;
    const current = batches.at(-1);
    if (record.step === 'publish' || (record.step === 'submit' && current?.open === 'approvals')) close();
    if (kind === null) continue;
    const joins =
      current !== undefined &&
      current.open !== null &&
      (kind === 'approvals' || current.open === 'retirements' || current.onDate === record.onDate);
    if (joins) {
      current.lastRecord = record.id;
      current.onDate = record.onDate;
      if (kind === 'approvals') current.open = kind;
    } else {
      batches.push({
        number: (current?.number ?? 0) + 1,
        firstRecord: record.id,
        lastRecord: record.id,
        onDate: record.onDate,
        open: kind,
      });
    }
  }
  if (deliveries.length > 0) close();
  return batches;
}

/** An entry as the catalogue holds it: its version (0: never approved) and the SM3 of that content. */
export interface VersionedEntry {
  readonly id: string;
  readonly version: number;
  readonly sm3: string;
}

/**
 * 文件校验码（SM3）of a catalogue: SM3 over the canonical JSON of `[[id, version, sm3], …]`, sorted by id, where each
 * `sm3` is that of the entry's canonical JSON. Equal digests mean equal catalogues, whatever their order on paper.
 */
export function catalogueSm3(entries: Iterable<VersionedEntry>): string {
  const list = [...entries].map(({ id, version, sm3 }) => [id, version, sm3] as const);
  list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return sm3Hex(canonicalJson(list));
}

export interface CatalogueVersion {
  /** 0: nothing has ever been approved and nothing is on its way. */
  readonly number: number;
  /** V12, or V12（草案） while some of it is not approved. */
  readonly label: string;
  /** True while some of what the version holds is not approved: paper is then marked 征求意见稿/未审定. */
  readonly draft: boolean;
  /** What it is compared with: the version before, null for the first. */
  readonly base: { readonly label: string; readonly onDate: string; readonly lastRecord: number } | null;
  /** The approving day of a version that is not a draft, else null. */
  readonly onDate: string | null;
}

/**
 * The version that the catalogue has now, or is about to have.
 *
 * `pending`: entries not approved as they stand; `inReview`: those of them on their way through the review chain. What
 * is in review while the head has begun to sign belongs to the version being signed; so does what is pending when all
 * that happened since the last version were retirements.
 */
export function currentVersion(
  batches: readonly ApprovalBatch[],
  counts: { readonly pending: number; readonly inReview: number },
): CatalogueVersion {
  const last = batches.at(-1);
  const draft = counts.pending > 0 || last === undefined;
  const joins =
    last !== undefined &&
    (!draft || last.open === 'retirements' || (last.open === 'approvals' && counts.inReview > 0));
  const number = joins ? last.number : (last?.number ?? 0) + 1;
  const base = batches.find((batch) => batch.number === number - 1);
  return {
    number,
    label: draft ? `V${number}（草案）` : `V${number}`,
    draft,
    base: base ? { label: `V${base.number}`, onDate: base.onDate, lastRecord: base.lastRecord } : null,
    onDate: draft ? null : last.onDate,
  };
}

/** The latest approved version by itself, whatever is being edited beside it; null before the first approval. */
export function approvedVersion(batches: readonly ApprovalBatch[]): CatalogueVersion | null {
  return batches.length === 0 ? null : currentVersion(batches, { pending: 0, inReview: 0 });
}
