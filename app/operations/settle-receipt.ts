/** What a receipt does: to the package, to each of its entries, to the sequence and to packages queued behind it. */
import { canonicalJson } from '#app/digest/canonical-json';
import { entryFromText } from '#app/storage/entry-text';
import type { Receipt } from '#app/packages/receipt';
import {
  moveEntries,
  openPackages,
  setPackageState,
  setResults,
  strikeOff,
  supersede,
  type StoredPackage,
} from '#app/storage/package-store';
import { readSettings, saveSettings } from '#app/storage/settings-store';
import type { Connection } from '#app/storage/sqlite';

/** What of a receipt counts; by hand only the result is known. */
export type Answer = Pick<Receipt, 'result' | 'items'>;

const UNDER_WAY = ['已审定', '待报送', '已报送'];
const TAKEN = ['已接收', '部分退回'];

/** Words of platforms for an entry that they took; anything else in a 部分退回 receipt means that it came back. */
const GOOD_STATUS = /^(?:accept|approve|ok$|pass|publish|receive|success|已?接收|通过|审核通过|已发布)/i;
const BAD_STATUS = /^(?:reject|return|refuse|fail|invalid|退回|不通过|不予|未通过)/i;

/** Answers what the user should be told, in Chinese. */
export async function settleReceipt(tx: Connection, sent: StoredPackage, answer: Answer): Promise<string[]> {
  if (answer.result === 'rejected') return settleRejection(tx, sent, answer);
  const first = !TAKEN.includes(sent.state);
  if (sent.state === '退回') await takeBackRejection(tx, sent.packageId);
  const returned = await returnedEntries(tx, sent.packageId, answer);
  const notices: string[] = [];
  if (answer.result === 'partial' && returned.length === 0) {
    // Something came back and nobody says what: nothing may be taken for received.
    await setPackageState(tx, sent.packageId, '部分退回', '回执没有写明退回哪些信息资源');
    notices.push(`第${sent.seq}号报送包部分退回，回执没有写明退回哪些；请向主管部门核实后逐条登记。`);
  } else {
    const isPartial = returned.length > 0 || sent.state === '部分退回';
    await setPackageState(tx, sent.packageId, isPartial ? '部分退回' : '已接收');
    await setResults(tx, sent.packageId, '退回', returned);
    await moveEntries(
      tx,
      sent.packageId,
      first ? UNDER_WAY : [...UNDER_WAY, '已接收'],
      '退回补正',
      returned.map(({ id }) => id),
    );
    await setResults(tx, sent.packageId, '接收', null);
    await moveEntries(tx, sent.packageId, UNDER_WAY, '已接收');
    await strikeOff(tx, sent.packageId);
  }
  await advance(tx, sent);
  await dropOutOfSequence(tx);
  return notices;
}

async function settleRejection(tx: Connection, sent: StoredPackage, answer: Answer): Promise<string[]> {
  if (TAKEN.includes(sent.state)) {
    return [`第${sent.seq}号报送包已有接收回执，后到的退回回执只作记录；请向主管部门核实。`];
  }
  // Nothing was taken: the number is free again, the entries wait to be mended and packed anew.
  await setPackageState(tx, sent.packageId, '退回');
  const entries = await tx.all<{ id: string }>(
    'SELECT entry_id AS id FROM package_entry WHERE package_id = ?',
    [sent.packageId],
  );
  const reasons = new Map((await codesOf(tx, sent.packageId, answer)).map(({ id, reason }) => [id, reason]));
  await setResults(
    tx,
    sent.packageId,
    '退回',
    entries.map(({ id }) => ({ id, reason: reasons.get(id) ?? '' })),
  );
  await moveEntries(tx, sent.packageId, ['待报送', '已报送'], '退回补正');
  const behind = (await openPackages(tx)).filter(
    (one) => one.state === '待报送' && one.prevSm3 === sent.manifestSm3,
  );
  await supersede(tx, idsOf(behind), '前一号报送包被退回，须重新生成');
  return behind.length === 0
    ? []
    : [`第${sent.seq}号报送包被退回，排在其后的${behind.length}个报送包须重新生成。`];
}

/** The platform thought better of it: entries that nobody has touched since the rejection are under way again. */
async function takeBackRejection(tx: Connection, packageId: string): Promise<void> {
  await tx.run("UPDATE package_entry SET result = '', reason = '' WHERE package_id = ?", [packageId]);
  const rows = await tx.all<{ id: string; now: string; sent: string }>(
    `SELECT e.id, e.content_json AS now, v.content_json AS sent FROM package_entry AS pe
     JOIN entry AS e ON e.id = pe.entry_id AND e.version = pe.version AND e.state = '退回补正'
     JOIN entry_version AS v ON v.entry_id = pe.entry_id AND v.version = pe.version
     WHERE pe.package_id = ?`,
    [packageId],
  );
  const untouched = rows
    .filter((row) => canonicalJson(entryFromText(row.now)) === row.sent)
    .map(({ id }) => id);
  await moveEntries(tx, packageId, ['退回补正'], '已报送', untouched);
}

const idsOf = (packages: readonly StoredPackage[]): string[] => packages.map(({ packageId }) => packageId);

/** The sequence follows the platform and never goes back, in whatever order receipts come. */
async function advance(tx: Connection, sent: StoredPackage): Promise<void> {
  const settings = await readSettings(tx);
  if (sent.seq <= Number(settings['chainSeq'] ?? '0')) return;
  await saveSettings(tx, { chainSeq: String(sent.seq), chainSm3: sent.manifestSm3 });
}

/** Queued packages whose number the platform would no longer take make room; their entries wait to be packed again. */
export async function dropOutOfSequence(tx: Connection): Promise<void> {
  const settings = await readSettings(tx);
  let seq = Number(settings['chainSeq'] ?? '0');
  let sm3 = settings['chainSm3'] || null;
  const stale: StoredPackage[] = [];
  for (const one of await openPackages(tx)) {
    const fits = one.seq === seq + 1 && one.prevSm3 === sm3;
    if (fits) [seq, sm3] = [one.seq, one.manifestSm3];
    else if (one.state === '待报送') stale.push(one);
  }
  await supersede(tx, idsOf(stale), '报送序号已被占用，须重新生成');
}

interface ReturnedEntry {
  readonly id: string;
  readonly reason: string;
}

async function returnedEntries(tx: Connection, packageId: string, answer: Answer): Promise<ReturnedEntry[]> {
  const bad = (status: string): boolean =>
    answer.result === 'partial' ? !GOOD_STATUS.test(status.trim()) : BAD_STATUS.test(status.trim());
  return (await codesOf(tx, packageId, answer)).filter(({ status }) => bad(status));
}

/** Entries of the package that the receipt names: by id where it gives one, else by the code they were sent with. */
async function codesOf(
  tx: Connection,
  packageId: string,
  { items }: Answer,
): Promise<(ReturnedEntry & { status: string })[]> {
  const rows = await tx.all<{ id: string; code: string }>(
    `SELECT pe.entry_id AS id, coalesce(v.content_json ->> 'code', e.code) AS code
     FROM package_entry AS pe JOIN entry AS e ON e.id = pe.entry_id
     LEFT JOIN entry_version AS v ON v.entry_id = pe.entry_id AND v.version = pe.version
     WHERE pe.package_id = ?`,
    [packageId],
  );
  const named: (ReturnedEntry & { status: string })[] = [];
  for (const item of items ?? []) {
    const wanted = item['entryId'] ?? item['id'];
    const byId = typeof wanted === 'string' ? rows.filter((row) => row.id === wanted) : [];
    const meant = byId.length > 0 ? byId : rows.filter((row) => row.code === item.code && item.code !== '');
    for (const { id } of meant) named.push({ id, status: item.status, reason: item.reason ?? '' });
  }
  return named;
}
