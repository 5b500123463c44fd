/** What the records of the log vouch for, and the checkpoint that stands for records archived. */
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import { eachAuditRow, latestCheckpoint, type AuditRow, type StoredCheckpoint } from './audit-store';
import type { Connection } from './sqlite';

export interface AuditBreak {
  /** Where, for people: “操作日志第5条”, “审核记录第3号”. */
  readonly place: string;
  readonly reason: string;
  /** Number of the log record, where the break is in the log itself. */
  readonly seq?: number;
  /** Id of the entry, where the break is in one of its versions. */
  readonly entry?: string;
}

export type Report = (found: AuditBreak) => void;

/** What log records vouch for: SM3 by the number of the review record, by account, by the number of the attachment. */
export interface Covered {
  readonly reviews: Map<string, string>;
  readonly accounts: Map<string, string>;
  readonly attachments: Map<string, string>;
}

export function nothingCovered(): Covered {
  return { reviews: new Map(), accounts: new Map(), attachments: new Map() };
}

/** RFC 8785 text of `{"accounts","attachments","reviews"}`, each an object of SM3 by name or number. */
export function coveredText({ accounts, attachments, reviews }: Covered): string {
  return canonicalJson({
    accounts: Object.fromEntries(accounts),
    attachments: Object.fromEntries(attachments),
    reviews: Object.fromEntries(reviews),
  });
}

function coveredOf(text: string): Covered {
  const { accounts, attachments, reviews } = JSON.parse(text) as Record<string, Record<string, string>>;
  return {
    accounts: new Map(Object.entries(accounts ?? {})),
    attachments: new Map(Object.entries(attachments ?? {})),
    reviews: new Map(Object.entries(reviews ?? {})),
  };
}

export interface CheckpointContent {
  readonly format: 'mulu-audit-checkpoint/1';
  readonly library: string;
  /** Number and SM3 of the last record that it stands for. */
  readonly count: number;
  readonly head: string;
  /** UTC instants of the first and last record removed. */
  readonly from: string;
  readonly to: string;
  /** SM3 of what the removed records vouch for, as kept beside the checkpoint. */
  readonly coveredSm3: string;
  /** SM3 of the checkpoint before this one, or null. */
  readonly prev: string | null;
  readonly made: string;
}

/** Where the chain begins behind a checkpoint, and what the removed records vouch for; null where it cannot be read. */
export function startOf(
  checkpoint: StoredCheckpoint,
  checkpointFault: (checkpoint: StoredCheckpoint) => string | null,
  found: Report,
): { count: number; head: string; covered: Covered } | null {
  const place = `归档点第${checkpoint.seq}条`;
  const fault = checkpointFault(checkpoint);
  if (fault !== null) found({ place, seq: checkpoint.seq, reason: fault });
  try {
    const content = JSON.parse(checkpoint.content) as CheckpointContent;
    if (content.count !== checkpoint.seq) found({ place, seq: checkpoint.seq, reason: '归档点的序号被改动' });
    if (content.coveredSm3 !== sm3Hex(checkpoint.covered)) {
      found({ place, seq: checkpoint.seq, reason: '归档点所附的登记内容被改动' });
    }
    return { count: content.count, head: content.head, covered: coveredOf(checkpoint.covered) };
  } catch {
    found({ place, seq: checkpoint.seq, reason: '归档点内容损坏' });
    return null;
  }
}

/** What a record says beyond its subject; nothing where a changed byte left no JSON object. */
export function detailOf(row: Pick<AuditRow, 'detail_json'>): Record<string, unknown> {
  try {
    const detail = JSON.parse(row.detail_json) as unknown;
    return typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Takes over what the record vouches for. Answers whether it announces the checkpoint. */
export function takeCovered(
  covered: Covered,
  row: AuditRow,
  found: Report,
  checkpoint: StoredCheckpoint | null,
): boolean {
  const { record, recordSm3, accountSm3, attachment, checkpointSm3 } = detailOf(row);
  if (typeof record === 'number' && typeof recordSm3 === 'string') {
    const known = covered.reviews.get(String(record));
    // The first word counts: a second one for the same record would cover up a change.
    if (known !== undefined && known !== recordSm3) {
      found({ place: `操作日志第${row.seq}条`, seq: row.seq, reason: `审核记录第${record}号重复登记` });
    } else covered.reviews.set(String(record), recordSm3);
  }
  if (typeof accountSm3 === 'string') covered.accounts.set(row.subject, accountSm3);
  if (typeof attachment === 'number') {
    if (row.action === 'attachment-removed') covered.attachments.delete(String(attachment));
    else if (typeof recordSm3 === 'string') covered.attachments.set(String(attachment), recordSm3);
  }
  return checkpoint !== null && checkpointSm3 === sm3Hex(checkpoint.content);
}

/** What the records up to a number vouch for, with what the checkpoint before them already stands for. */
export async function coveredUpTo(db: Connection, seq: number): Promise<Covered> {
  const checkpoint = await latestCheckpoint(db);
  const ignore = (): void => undefined;
  const start = checkpoint ? startOf(checkpoint, () => null, ignore) : null;
  const covered: Covered = start?.covered ?? nothingCovered();
  for await (const row of eachAuditRow(db)) {
    if (row.seq > seq) break;
    takeCovered(covered, row, ignore, null);
  }
  return covered;
}
