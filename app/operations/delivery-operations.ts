/** Handing packages over by folder or stick, and taking in what the platform answers. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { parseCalendarDate } from '#app/deadlines/calendar-date';
import { headOf, opinionsOf, type Opinions } from '#app/packages/platform-documents';
import { matchReceipt, receiptOf, type Receipt } from '#app/packages/receipt';
import { readSignedDocument, type SignedDocument } from '#app/packages/signed-document';
import { appendAudit } from '#app/storage/audit-store';
import { addAttachment, readAttachmentFile } from '#app/storage/attachment-store';
import {
  addReceipt,
  listPackages,
  listReceipts,
  moveEntries,
  packageContent,
  packageEntries,
  setPackageState,
  type StoredPackage,
} from '#app/storage/package-store';
import { saveSettings } from '#app/storage/settings-store';
import type { Connection } from '#app/storage/sqlite';
import { writeFailure } from './export-operations';
import { readSmallFile, trusted, valueOf } from './key-operations';
import { opened, reloadSettings, type Workspace } from './workspace';

type Received = CallOutput<'delivery.receive'>;

/** Copies queued packages into a folder or onto a stick; they are then 已报送待回执 until a receipt comes back. */
export async function carry(
  workspace: Workspace,
  input: CallParsedInput<'delivery.carry'>,
): Promise<CallOutput<'delivery.carry'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const waiting = (await listPackages(library.reader)).filter(
    (one) =>
      (one.state === '待报送' || one.state === '已报送待回执') &&
      (input.packageId === undefined || one.packageId === input.packageId),
  );
  if (input.packageId !== undefined && waiting.length === 0) {
    throw new FailureError('invalid-input', { field: '报送包', reason: '没有这个待报送的报送包' });
  }
  await mkdir(input.folder, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(error, input.folder);
  });
  const files: string[] = [];
  for (const one of waiting) {
    const content = await packageContent(library.reader, one.packageId);
    const extension = one.file.endsWith('.zwmlx') ? '.zwmlx' : '.zwml';
    const target = join(input.folder, `${one.packageId}${extension}`);
    await writeWhole(target, content!);
    files.push(target);
    await library.write(async (tx) => {
      await setPackageState(tx, one.packageId, '已报送待回执');
      await moveEntries(tx, one.packageId, ['待报送'], '已报送');
      await appendAudit(tx, {
        atMs: host.nowMs(),
        by: '',
        action: 'package-carried',
        subject: one.packageId,
        detail: { seq: one.seq },
      });
    });
  }
  host.emit('library.changed', { entries: [] });
  return { delivered: waiting.map((one) => one.packageId), files };
}

async function writeWhole(target: string, content: Uint8Array): Promise<void> {
  const part = `${target}.part`;
  try {
    await writeFile(part, content, { flush: true });
    await rename(part, target);
    const { size } = await stat(target);
    if (size !== content.length) throw new FailureError('file-unwritable', { file: target });
  } catch (error) {
    await rm(part, { force: true });
    throw writeFailure(error, target);
  }
}

/** A receipt, returned opinions or a head: believed only from a pinned platform key, taken once. */
export async function receive(
  workspace: Workspace,
  input: CallParsedInput<'delivery.receive'>,
): Promise<Received> {
  if (!existsSync(input.file)) throw new FailureError('file-not-found', { file: input.file });
  const document = valueOf(
    await readSignedDocument(input.file, {
      roots: await trusted(workspace, 'root'),
      pinned: await trusted(workspace, 'platform'),
      at: new Date(workspace.host.nowMs()),
    }),
    { file: input.file },
  );
  if (document.name === 'receipt') return receiveReceipt(workspace, input.file, document);
  if (document.name === 'head') return receiveHead(workspace, input.file, document);
  if (document.name === 'opinions')
    return receiveOpinions(workspace, valueOf(opinionsOf(input.file, document)));
  throw new FailureError('package-unreadable', { file: input.file, reason: 'not-a-document' });
}

async function receiveReceipt(
  workspace: Workspace,
  file: string,
  document: SignedDocument,
): Promise<Received> {
  const { library } = opened(workspace);
  const { receipt, sm3 } = valueOf(receiptOf(file, document), { file });
  const packages = await listPackages(library.reader);
  const sent = valueOf(matchReceipt(receipt, packages), { file });
  const known = (await listReceipts(library.reader)).some(
    (one) => one.packageId === sent.packageId && one.number === sm3.slice(0, 16),
  );
  const entries = (await packageEntries(library.reader, sent.packageId)).length;
  const answer = { kind: '签名回执', packageId: sent.packageId, result: receipt.result, entries };
  if (known) return answer;
  const content = await readSmallFile(file);
  await library.write(async (tx) => {
    await addReceipt(tx, {
      packageId: sent.packageId,
      kind: '签名回执',
      number: sm3.slice(0, 16),
      receivedOn: receipt.received.slice(0, 10),
      result: receipt.result,
      content,
      attachmentId: null,
      by: '',
      atMs: workspace.host.nowMs(),
    });
    await settle(tx, sent, receipt);
    await appendAudit(tx, {
      atMs: workspace.host.nowMs(),
      by: document.certificate.subjectText,
      action: 'receipt-received',
      subject: sent.packageId,
      detail: { result: receipt.result, receiptSm3: sm3 },
    });
  });
  await reloadSettings(workspace);
  workspace.host.emit('library.changed', { entries: [] });
  return answer;
}

const UNDER_WAY = ['待报送', '已报送'];

/** What a receipt does to the package, its entries and the sequence. */
async function settle(
  tx: Connection,
  sent: StoredPackage,
  receipt: Pick<Receipt, 'result' | 'items'>,
): Promise<void> {
  if (receipt.result === 'rejected') {
    // Nothing was taken: the number is free again, the entries wait to be packed anew.
    await setPackageState(tx, sent.packageId, '退回');
    await moveEntries(tx, sent.packageId, UNDER_WAY, '退回补正');
    return;
  }
  await setPackageState(tx, sent.packageId, receipt.result === 'partial' ? '部分退回' : '已接收');
  await saveSettings(tx, { chainSeq: String(sent.seq), chainSm3: sent.manifestSm3 });
  const returned = new Set(
    (receipt.items ?? [])
      .filter((item) => /^(rejected|returned?|退回)/.test(item.status))
      .map((item) => item.code),
  );
  if (returned.size > 0) {
    const ids = (await packageEntries(tx, sent.packageId))
      .filter((one) => returned.has(one.code))
      .map((one) => one.id);
    await moveEntries(tx, sent.packageId, UNDER_WAY, '退回补正', ids);
  }
  await moveEntries(tx, sent.packageId, UNDER_WAY, '已接收');
}

async function receiveHead(workspace: Workspace, file: string, document: SignedDocument): Promise<Received> {
  const head = valueOf(headOf(file, document), { file });
  const { settings, library } = opened(workspace);
  if (head.unit !== settings['creditCode']) {
    throw new FailureError('receipt-unmatched', { file, reason: `序号文件是“${head.unit}”的，不是本单位的` });
  }
  if (head.seq < Number(settings['chainSeq'] ?? '0')) {
    throw new FailureError('receipt-unmatched', { file, reason: '序号文件比本目录库已知的旧' });
  }
  await library.write(async (tx) => {
    await saveSettings(tx, {
      chain: 'confirmed',
      chainSeq: String(head.seq),
      chainSm3: head.manifestSm3 ?? '',
    });
    await appendAudit(tx, {
      atMs: workspace.host.nowMs(),
      by: document.certificate.subjectText,
      action: 'head-received',
      subject: String(head.seq),
      detail: { manifestSm3: head.manifestSm3 },
    });
  });
  await reloadSettings(workspace);
  return { kind: '序号文件', packageId: head.packageId ?? '', result: `已接收至第${head.seq}号`, entries: 0 };
}

async function receiveOpinions(workspace: Workspace, document: Opinions): Promise<Received> {
  const { settings, library } = opened(workspace);
  if (document.unit !== settings['creditCode']) {
    throw new FailureError('receipt-unmatched', { reason: `意见是给“${document.unit}”的，不是本单位的` });
  }
  const moved = await library.write(async (tx) => {
    let count = 0;
    for (const { code, entryId, decision, opinion } of document.opinions) {
      const { changes } = await tx.run(
        `UPDATE entry SET state = ?1
         WHERE state IN ('已报送', '已接收', '主管部门审核中') AND removed_at_ms IS NULL
           AND (id = ?2 OR (?2 IS NULL AND code = ?3))`,
        [decision === 'approve' ? '已发布' : '退回补正', entryId ?? null, code ?? ''],
      );
      count += changes;
      await appendAudit(tx, {
        atMs: workspace.host.nowMs(),
        by: '主管部门',
        action: `opinion-${decision}`,
        subject: entryId ?? code ?? '',
        detail: { opinion: opinion ?? '' },
      });
    }
    return count;
  });
  workspace.host.emit('library.changed', { entries: [] });
  return { kind: '审核意见', packageId: '', result: `${document.opinions.length}条意见`, entries: moved };
}

/** 人工登记回执: today's platforms answer with a number, a screen or a phone call. */
export async function receiveByHand(
  workspace: Workspace,
  input: CallParsedInput<'delivery.receiveByHand'>,
): Promise<Received> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const on = valueOf(parseCalendarDate(input.on));
  if (on > host.today())
    throw new FailureError('invalid-input', { field: '接收日期', reason: `${on}在今天之后` });
  const open = (await listPackages(library.reader)).filter((one) =>
    ['待报送', '已报送待回执'].includes(one.state),
  );
  const sent =
    input.packageId === undefined ? open[0] : open.find((one) => one.packageId === input.packageId);
  const approved = await library.reader.get<{ entries: number }>(
    "SELECT count(*) AS entries FROM entry WHERE state = '已审定' AND removed_at_ms IS NULL",
  );
  // The platform's own workbook may be what was handed in: then there is no package to match, only approved entries.
  if (!sent && (input.packageId !== undefined || !approved || approved.entries === 0)) {
    throw new FailureError('receipt-unmatched', { reason: '没有等待回执的报送包，也没有已审定的信息资源' });
  }
  const scan = input.scan === undefined ? null : await readAttachmentFile(input.scan);
  const by = input.by ?? '';
  const atMs = host.nowMs();
  await library.write(async (tx) => {
    const attachmentId = scan ? await addAttachment(tx, scan, { atMs, by }) : null;
    await addReceipt(tx, {
      packageId: sent?.packageId ?? null,
      kind: '人工登记回执',
      number: input.number,
      receivedOn: on,
      result: 'accepted',
      content: null,
      attachmentId,
      by,
      atMs,
    });
    if (sent) await settle(tx, sent, { result: 'accepted' });
    else await tx.run("UPDATE entry SET state = '已接收' WHERE state = '已审定' AND removed_at_ms IS NULL");
    await appendAudit(tx, {
      atMs,
      by,
      action: 'receipt-by-hand',
      subject: sent?.packageId ?? '',
      detail: { number: input.number, on, scanSm3: scan?.sm3 ?? '' },
    });
  });
  await reloadSettings(workspace);
  host.emit('library.changed', { entries: [] });
  const entries = sent ? sent.entries : (approved?.entries ?? 0);
  return { kind: '人工登记回执', packageId: sent?.packageId ?? '', result: 'accepted', entries };
}
