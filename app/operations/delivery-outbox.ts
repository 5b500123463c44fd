/** The library's queue as the delivery sees it: every step is in the library before and after it is taken. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { failureText } from '#app/contract/failure-text';
import { FailureError, outcomeOf } from '#app/contract/failure';
import { holdsMark } from '#app/jurisdictions/secrecy/secrecy-marks';
import { appendAudit } from '#app/storage/audit-store';
import {
  beginAttempt,
  encryptedPackages,
  endAttempt,
  listPackages,
  moveEntries,
  openPackages,
  packageContent,
  packageEntries,
  setPackageState,
  settleQueuedEntries,
} from '#app/storage/package-store';
import { packageTexts } from '#app/storage/package-text-store';
import { readVersions } from '#app/storage/report-store';
import { saveSettings } from '#app/storage/settings-store';
import type { Connection } from '#app/storage/sqlite';
import type { Outbox } from '#app/sync/deliver-outbox';
import type { DeliveryRoute, Handover } from '#app/sync/delivery-route';
import { receiveDocument } from './receive-document';
import { assertSecrecyCleared } from './settlement-operations';
import { opened, reloadSettings, type Workspace } from './workspace';

/** Entries whose approved contents are read in one statement. */
const PAGE = 500;

/** What a package says of its entries. Words may have come onto the list since it was sealed. */
async function* sealedIn(db: Connection, packageId: string): AsyncGenerator<CatalogueEntry> {
  const sealed = (await packageEntries(db, packageId)).filter(({ removed }) => removed === 0);
  for (let at = 0; at < sealed.length; at += PAGE) {
    for (const { entry } of (await readVersions(db, sealed.slice(at, at + PAGE))).values()) yield entry;
  }
}

/** Texts named in the failure, each as far as one line takes it. */
const NAMED = 3;
const NAMED_LENGTH = 30;

/** Failure `secrecy-not-cleared` (`remake`) when the list rings at what the package says beside its entries. */
async function assertTextsCleared(workspace: Workspace, packageId: string): Promise<void> {
  const { library, secrecyList } = opened(workspace);
  const texts = await packageTexts(library.reader, packageId);
  const ringing = texts.filter(({ text, label }) => holdsMark(text, secrecyList, label));
  if (ringing.length === 0) return;
  const names = ringing.slice(0, NAMED).map(({ text }) => `“${clipped(text)}”`);
  throw new FailureError('secrecy-not-cleared', {
    remake: true,
    count: ringing.length,
    names: `${names.join('、')}${ringing.length > NAMED ? '等' : ''}`,
  });
}

const clipped = (text: string): string =>
  text.length > NAMED_LENGTH ? `${text.slice(0, NAMED_LENGTH)}…` : text;

/** How far the opinions of the platform were fetched over the network; files are no measure, they may come in any order. */
const CURSOR = 'opinionsAfter';

export function libraryOutbox(workspace: Workspace, route: DeliveryRoute['kind']): Outbox {
  const { library } = opened(workspace);
  const { host } = workspace;
  const setting = (key: string): string => opened(workspace).settings[key] ?? '';

  const finish = async (
    tx: Connection,
    packageId: string,
    attempt: number,
    handover: Handover,
  ): Promise<void> => {
    const atMs = host.nowMs();
    const own = (await openPackages(tx)).find((one) => one.packageId === packageId);
    const remark = 'failure' in handover ? failureText(handover.failure) : '';
    // The end of an uncertain try stays open: only an answer can close it.
    if (handover.kind !== 'uncertain') {
      const partBytes = handover.kind === 'delivered' ? (handover.partBytes ?? null) : null;
      await endAttempt(tx, attempt, { outcome: handover.kind, partBytes }, atMs);
    }
    // A receipt may have settled it meanwhile; then nothing here is newer than that.
    if (!own) return;
    if (handover.kind === 'delivered') {
      await setPackageState(tx, packageId, '已报送待回执');
      await moveEntries(tx, packageId, ['已审定', '待报送'], '已报送');
    } else if (handover.kind === 'refused' && own.state === '已报送待回执' && route === '网络') {
      // It was carried before and the platform, seeing it now, does not take it: it has not been delivered.
      await setPackageState(tx, packageId, '待报送', remark);
      await moveEntries(tx, packageId, ['已报送'], '待报送');
      await settleQueuedEntries(tx);
    } else {
      await setPackageState(tx, packageId, own.state, remark);
    }
    await appendAudit(tx, {
      atMs,
      by: '',
      action:
        handover.kind !== 'delivered'
          ? 'delivery-failed'
          : route === '网络'
            ? 'package-delivered'
            : 'package-carried',
      subject: packageId,
      detail: { seq: own.seq, route, outcome: handover.kind, remark },
    });
  };

  return {
    unit: setting('creditCode'),
    list: async () => {
      const encrypted = await encryptedPackages(library.reader);
      return (await openPackages(library.reader)).map((one) => ({
        packageId: one.packageId,
        seq: one.seq,
        state: one.state === '待报送' ? '待报送' : '已报送待回执',
        uncertain: one.uncertain === 1,
        encrypted: encrypted.has(one.packageId),
      }));
    },
    content: async (packageId) => (await packageContent(library.reader, packageId))!,
    heldBack: async (packageId) => {
      const outcome = await outcomeOf(async () => {
        await assertSecrecyCleared(workspace, sealedIn(library.reader, packageId));
        await assertTextsCleared(workspace, packageId);
      });
      return outcome.ok ? null : outcome.failure;
    },
    begin: (packageId, { kind, place }) =>
      library.write((tx) => beginAttempt(tx, { packageId, route: kind, place, atMs: host.nowMs() })),
    finish: (packageId, attempt, handover) => library.write((tx) => finish(tx, packageId, attempt, handover)),
    opinionsAfter: async () => setting(CURSOR),
    needsHead: async () => {
      if (setting('chain') === 'unconfirmed') return true;
      const [latest] = await listPackages(library.reader);
      // A library that never delivered may be the unit's second one, and a package sent back may be out of sequence.
      const untried = setting('chainSeq') === '' && latest?.state === '待报送' && latest.uncertain === 0;
      return untried || latest?.state === '退回';
    },
    take: (arrival) =>
      outcomeOf(async () => {
        const taken = await receiveDocument(workspace, arrival.file, { asked: route === '网络' });
        if (route === '网络' && taken.lastOpinion !== '' && taken.lastOpinion !== setting(CURSOR)) {
          await library.write((tx) => saveSettings(tx, { [CURSOR]: taken.lastOpinion }));
          await reloadSettings(workspace);
        }
        return taken;
      }),
  };
}
