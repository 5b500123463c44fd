/** Taking in what the platform signed: receipts, opinions, heads. The same document twice changes nothing. */
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { todayInShanghai } from '#app/deadlines/calendar-date';
import { withPlainFile } from '#app/packages/carried-file';
import { readCrls } from '#app/packages/crl';
import { headOf, opinionsOf, type Opinions } from '#app/packages/platform-documents';
import { matchReceipt, receiptOf } from '#app/packages/receipt';
import { readSignedDocument, type SignedDocument } from '#app/packages/signed-document';
import { appendAudit } from '#app/storage/audit-store';
import { listPackages, packageEntries } from '#app/storage/package-store';
import { addReceipt, listReceipts } from '#app/storage/receipt-store';
import { saveSettings } from '#app/storage/settings-store';
import type { Taken } from '#app/sync/deliver-outbox';
import { CHAIN_OPEN_SINCE } from './instance';
import { readSmallFile, trusted, valueOf } from './key-operations';
import { addLists, revocationLists } from './revocation-operations';
import { settleEvents } from './settle-events';
import { dropOutOfSequence, settleReceipt } from './settle-receipt';
import { takeOpinions, type IncomingOpinion } from './take-opinions';
import { opened, reloadSettings, type Workspace } from './workspace';

type Received = CallOutput<'delivery.receive'>;

/** What two clocks may differ by. No more: a package accepted after such a head would have its number given again. */
const CLOCK_SLACK_MS = 5 * 60_000;
const LARGEST_LIST = 16 * 2 ** 20;

/** What a document of the platform was, and what it did. */
export interface ReceivedDocument extends Taken {
  readonly received: Received;
  /** Name of the last opinion in it, '' where there is none. */
  readonly lastOpinion: string;
}

export interface ReceiveOptions {
  /** Revocation lists that came along; taken in before the document is judged. */
  readonly crls?: readonly string[];
  /** Private key (32 bytes) for an encrypted file. */
  readonly privateKey?: Uint8Array | undefined;
  /** True where the platform was asked for it just now, so that it cannot be an old one. */
  readonly asked?: boolean;
}

export async function receiveDocument(
  workspace: Workspace,
  file: string,
  { crls = [], privateKey, asked = false }: ReceiveOptions = {},
): Promise<ReceivedDocument> {
  if (!existsSync(file)) throw new FailureError('file-not-found', { file });
  for (const list of crls) await addLists(workspace, { file: list });
  if (await isRevocationList(file)) return receiveList(workspace, file);
  return withPlainFile(file, privateKey ?? null, (plain) => receivePlain(workspace, plain, asked));
}

/** A ZIP file begins with these letters and no revocation list does. */
async function isRevocationList(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => null);
  if (!handle) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    if (bytesRead < 2 || buffer.toString('latin1') === 'PK' || (await handle.stat()).size > LARGEST_LIST)
      return false;
    return readCrls(await readSmallFile(file)).ok;
  } catch {
    // A folder, or a file that cannot be read: whoever reads it next says so.
    return false;
  } finally {
    await handle.close();
  }
}

async function receiveList(workspace: Workspace, file: string): Promise<ReceivedDocument> {
  const { lists } = await addLists(workspace, { file });
  const fresh = lists.filter(({ state }) => state === 'added');
  const result =
    fresh.length > 0
      ? `列入${fresh.reduce((sum, { revoked }) => sum + revoked, 0)}个证书`
      : lists.some(({ state }) => state === 'older')
        ? '比本目录库已登记的旧，没有采用'
        : '已登记过';
  const received = { kind: '吊销列表', packageId: '', result, entries: 0 };
  return {
    kind: 'crl',
    packageId: '',
    fresh: fresh.length > 0,
    count: 0,
    notices: [],
    received,
    lastOpinion: '',
  };
}

async function receivePlain(workspace: Workspace, file: string, asked: boolean): Promise<ReceivedDocument> {
  const document = await platformDocument(workspace, file);
  if (document.name === 'receipt') return receiveReceipt(workspace, file, document);
  if (document.name === 'head') return receiveHead(workspace, file, document, asked);
  if (document.name === 'opinions') return receiveOpinions(workspace, valueOf(opinionsOf(file, document)));
  throw new FailureError('package-unreadable', { file, reason: 'not-a-document' });
}

/** A document that a pinned platform key signed. */
export async function platformDocument(workspace: Workspace, file: string): Promise<SignedDocument> {
  const trust = {
    roots: await trusted(workspace, 'root'),
    pinned: await trusted(workspace, 'platform'),
    ...(await revocationLists(workspace)),
    at: new Date(workspace.host.nowMs()),
  };
  return valueOf(await readSignedDocument(file, trust), { file });
}

async function receiveReceipt(
  workspace: Workspace,
  file: string,
  document: SignedDocument,
): Promise<ReceivedDocument> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const { receipt, sm3 } = valueOf(receiptOf(file, document), { file });
  const content = await readSmallFile(file);
  const receivedOn = todayInShanghai(Date.parse(receipt.received));
  // Looked up inside the transaction: the same receipt may arrive twice at once.
  const { sent, fresh, notices } = await library.write(async (tx) => {
    const matched = valueOf(matchReceipt(receipt, await listPackages(tx)), { file });
    const number = sm3.slice(0, 16);
    const known = (await listReceipts(tx)).some(
      (one) => one.packageId === matched.packageId && one.number === number,
    );
    if (known) return { sent: matched, fresh: false, notices: [] };
    await addReceipt(tx, {
      packageId: matched.packageId,
      kind: '签名回执',
      number,
      receivedOn,
      result: receipt.result,
      content,
      attachmentId: null,
      by: '',
      atMs: host.nowMs(),
    });
    const said = await settleReceipt(tx, matched, receipt);
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by: document.certificate.subjectText,
      action: 'receipt-received',
      subject: matched.packageId,
      detail: { result: receipt.result, receiptSm3: sm3 },
    });
    said.push(...(await settleEvents(tx, host.nowMs())));
    return { sent: matched, fresh: true, notices: said };
  });
  if (fresh && receivedOn > host.today()) {
    notices.push(`回执日期${receivedOn}在今天之后，请核对本机日期；不符的请告知共享平台。`);
  }
  if (fresh) await reloadSettings(workspace);
  if (fresh) host.emit('library.changed', { entries: [] });
  const entries = (await packageEntries(library.reader, sent.packageId)).filter(
    (one) => one.removed === 0,
  ).length;
  const received = { kind: '签名回执', packageId: sent.packageId, result: receipt.result, entries };
  return { kind: 'receipt', packageId: sent.packageId, fresh, count: 0, notices, received, lastOpinion: '' };
}

async function receiveHead(
  workspace: Workspace,
  file: string,
  document: SignedDocument,
  asked: boolean,
): Promise<ReceivedDocument> {
  const head = valueOf(headOf(file, document), { file });
  const { settings, library } = opened(workspace);
  if (head.unit !== settings['creditCode']) {
    throw new FailureError('receipt-unmatched', { file, reason: `序号文件是“${head.unit}”的，不是本单位的` });
  }
  if (head.seq < Number(settings['chainSeq'] ?? '0')) {
    throw new FailureError('receipt-unmatched', { file, reason: '序号文件比本目录库已知的旧' });
  }
  const since = Number(settings[CHAIN_OPEN_SINCE] ?? '0') - CLOCK_SLACK_MS;
  if (!asked && settings['chain'] === 'unconfirmed' && Date.parse(head.issued) < since) {
    // One may lie on any stick: what was delivered since would be numbered a second time.
    throw new FailureError('receipt-unmatched', {
      file,
      reason: '序号文件出具在本目录库复制或者恢复之前，请向共享平台索取新的序号文件',
    });
  }
  await library.write(async (tx) => {
    await saveSettings(tx, {
      chain: 'confirmed',
      chainSeq: String(head.seq),
      chainSm3: head.manifestSm3 ?? '',
    });
    await dropOutOfSequence(tx);
    await appendAudit(tx, {
      atMs: workspace.host.nowMs(),
      by: document.certificate.subjectText,
      action: 'head-received',
      subject: String(head.seq),
      detail: { manifestSm3: head.manifestSm3 },
    });
  });
  await reloadSettings(workspace);
  workspace.host.emit('library.changed', { entries: [] });
  const packageId = head.packageId ?? '';
  const received = { kind: '序号文件', packageId, result: `已接收至第${head.seq}号`, entries: 0 };
  return { kind: 'head', packageId, fresh: true, count: 0, notices: [], received, lastOpinion: '' };
}

async function receiveOpinions(workspace: Workspace, document: Opinions): Promise<ReceivedDocument> {
  const { settings, library } = opened(workspace);
  if (document.unit !== settings['creditCode']) {
    throw new FailureError('receipt-unmatched', { reason: `意见是给“${document.unit}”的，不是本单位的` });
  }
  const opinions = document.opinions.map((one): IncomingOpinion => {
    const due = one['due'];
    return {
      id: one.id,
      entryId: one.entryId ?? null,
      code: one.code ?? '',
      packageId: one.packageId ?? null,
      decision: one.decision,
      text: one.opinion ?? '',
      at: one.at ?? document.issued,
      due: typeof due === 'string' ? due : null,
    };
  });
  const taken = await library.write((tx) =>
    takeOpinions(tx, workspace.host, opinions, { source: '签名意见', by: '主管部门' }),
  );
  if (taken.fresh > 0) workspace.host.emit('library.changed', { entries: taken.moved.slice(0, 1000) });
  const notices = [
    ...(taken.unmatched.length === 0
      ? []
      : [
          `有${taken.unmatched.length}条意见在本目录库中找不到对应的信息资源：${taken.unmatched.slice(0, 5).join('、')}。`,
        ]),
    ...(taken.outdated === 0 ? [] : [`有${taken.outdated}条意见针对较早的一次报送，已记录，状态不变。`]),
  ];
  const received = {
    kind: '审核意见',
    packageId: '',
    result: `${document.opinions.length}条意见`,
    entries: taken.moved.length,
  };
  const lastOpinion = document.opinions.at(-1)?.id ?? '';
  return {
    kind: 'opinions',
    packageId: '',
    fresh: taken.fresh > 0,
    count: taken.fresh,
    notices,
    received,
    lastOpinion,
  };
}
