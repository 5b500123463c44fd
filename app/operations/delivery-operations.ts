/** Handing packages over by folder or stick, receipts entered by hand, and packages taken back. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { parseCalendarDate } from '#app/deadlines/calendar-date';
import { appendAudit } from '#app/storage/audit-store';
import { addAttachment, readAttachmentFile } from '#app/storage/attachment-store';
import { openPackages, supersede } from '#app/storage/package-store';
import { addReceipt, listReceipts } from '#app/storage/receipt-store';
import { createCarryRoute } from '#app/sync/carry-route';
import { deliverOutbox } from '#app/sync/deliver-outbox';
import { libraryOutbox } from './delivery-outbox';
import type { CallContext } from './host';
import { unlockKey, valueOf } from './key-operations';
import { receiveDocument } from './receive-document';
import { settleEvents } from './settle-events';
import { dropOutOfSequence, settleReceipt } from './settle-receipt';
import { opened, reloadSettings, type Workspace } from './workspace';

const BY_HAND = '人工登记回执';

type Received = CallOutput<'delivery.receive'>;

/** Copies queued packages into a folder or onto a stick; they are then 已报送待回执 until a receipt comes back. */
export async function carry(
  workspace: Workspace,
  input: CallParsedInput<'delivery.carry'>,
  context: CallContext,
): Promise<CallOutput<'delivery.carry'>> {
  if (input.packageId !== undefined) {
    const open = await openPackages(opened(workspace).library.reader);
    if (!open.some((one) => one.packageId === input.packageId)) {
      throw new FailureError('invalid-input', { field: '报送包', reason: '没有这个待报送的报送包' });
    }
  }
  const route = createCarryRoute({ outgoing: input.folder, partBytes: input.partBytes });
  const { packageId } = input;
  const report = await deliverOutbox(libraryOutbox(workspace, route.kind), route, context, {
    only: 'deliver',
    again: true,
    ...(packageId === undefined ? {} : { packageId }),
  });
  workspace.host.emit('library.changed', { entries: [] });
  const [fault] = report.failed;
  if (fault) throw new FailureError(fault.failure.code, fault.failure.details);
  return { delivered: [...report.delivered], files: [...report.files] };
}

/** A receipt, returned opinions, a head or a revocation list: believed only from a pinned platform key, taken once. */
export async function receive(
  workspace: Workspace,
  input: CallParsedInput<'delivery.receive'>,
): Promise<Received> {
  const key = input.key === undefined ? null : await unlockKey(input.key, input.passphrase ?? '');
  const { crls = [] } = input;
  return (await receiveDocument(workspace, input.file, { crls, privateKey: key?.privateKey })).received;
}

/** 人工登记回执: today's platforms answer with a number, a screen or a phone call. */
export async function receiveByHand(
  workspace: Workspace,
  input: CallParsedInput<'delivery.receiveByHand'>,
): Promise<Received> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const on = valueOf(parseCalendarDate(input.on));
  if (on > host.today()) {
    throw new FailureError('invalid-input', { field: '接收日期', reason: `${on}在今天之后` });
  }
  // The one that was handed over first is the one that is answered first.
  const open = await openPackages(library.reader);
  const waiting = [...open.filter((one) => one.state === '已报送待回执'), ...open];
  const { packageId } = input;
  const sent = packageId === undefined ? waiting[0] : open.find((one) => one.packageId === packageId);
  const approved = await library.reader.get<{ entries: number }>(
    "SELECT count(*) AS entries FROM entry WHERE state = '已审定' AND removed_at_ms IS NULL",
  );
  // The platform's own workbook may be what was handed in: then there is no package to match, only approved entries.
  if (!sent && (typeof packageId === 'string' || !approved || approved.entries === 0)) {
    throw new FailureError('receipt-unmatched', { reason: '没有等待回执的报送包，也没有已审定的信息资源' });
  }
  const { number } = input;
  const twice = (await listReceipts(library.reader)).some(
    (one) => one.kind === BY_HAND && one.packageId === null && one.number === number && one.receivedOn === on,
  );
  if (!sent && twice) {
    throw new FailureError('invalid-input', { field: '受理号', value: number, reason: `${on}的已登记过` });
  }
  const scan = input.scan === undefined ? null : await readAttachmentFile(input.scan);
  const by = input.by ?? '';
  const atMs = host.nowMs();
  await library.write(async (tx) => {
    const attachmentId = scan ? await addAttachment(tx, scan, { atMs, by }) : null;
    await addReceipt(tx, {
      packageId: sent?.packageId ?? null,
      kind: BY_HAND,
      number,
      receivedOn: on,
      result: 'accepted',
      content: null,
      attachmentId,
      by,
      atMs,
    });
    if (sent) {
      await settleReceipt(tx, sent, { result: 'accepted' });
      await settleEvents(tx, atMs);
    } else await tx.run("UPDATE entry SET state = '已接收' WHERE state = '已审定' AND removed_at_ms IS NULL");
    await appendAudit(tx, {
      atMs,
      by,
      action: 'receipt-by-hand',
      subject: sent?.packageId ?? '',
      detail: { number, on, scanSm3: scan?.sm3 ?? '' },
    });
  });
  await reloadSettings(workspace);
  host.emit('library.changed', { entries: [] });
  const entries = sent ? sent.entries : (approved?.entries ?? 0);
  return { kind: BY_HAND, packageId: sent?.packageId ?? '', result: 'accepted', entries };
}

/** Takes a queued package back before anybody tried to deliver it, so that its entries can be mended. */
export async function withdraw(
  workspace: Workspace,
  input: CallParsedInput<'package.withdraw'>,
): Promise<CallOutput<'package.withdraw'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const entries = await library.write(async (tx) => {
    const open = await openPackages(tx);
    const own = open.find((one) => one.packageId === input.packageId);
    if (!own || own.state !== '待报送' || own.uncertain === 1) {
      throw new FailureError('step-not-allowed', {
        reason: '报送包不在待报送状态，或可能已经送达，不能撤回',
      });
    }
    await supersede(tx, [own.packageId], '已撤回');
    await dropOutOfSequence(tx);
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by: input.by ?? '',
      action: 'package-withdrawn',
      subject: own.packageId,
      detail: { seq: own.seq },
    });
    return own.entries;
  });
  host.emit('library.changed', { entries: [] });
  return { packageId: input.packageId, entries };
}
