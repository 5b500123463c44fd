/** Making, verifying and listing signed packages (报送包). */
import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { Certificate } from '#app/packages/certificate';
import { encryptPackage } from '#app/packages/envelope';
import { sealPackage } from '#app/packages/seal-package';
import { createSoftwareSigner } from '#app/packages/signer';
import { verifyPackage } from '#app/packages/verify-package';
import { appendAudit, auditHead } from '#app/storage/audit-store';
import {
  addPackage,
  listPackages,
  openPackages,
  setPackageState,
  settleQueuedEntries,
  supersede,
  type StoredPackage,
} from '#app/storage/package-store';
import { addPackageTexts } from '#app/storage/package-text-store';
import { listReceipts } from '#app/storage/receipt-store';
import { fileSize, requireSpace } from '#app/storage/place';
import { readSettings } from '#app/storage/settings-store';
import type { Connection } from '#app/storage/sqlite';
import { writeFailure } from './export-operations';
import type { CallContext } from './host';
import { readCertificateFile, readCrlFile, trusted, unlockKey, valueOf } from './key-operations';
import { assertNotRevoked } from './revocation-operations';
import { packageContents, writePayload, type PackageContents } from './package-contents';
import { dropOutOfSequence } from './settle-receipt';
import { assertApart, rememberSigner } from './signed-with';
import { opened, type Workspace } from './workspace';

export async function make(
  workspace: Workspace,
  input: CallParsedInput<'package.make'>,
  context: CallContext,
): Promise<CallOutput<'package.make'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const previous = await sequence(library.reader);
  const contents = await packageContents(workspace, input.scope, context);
  const { sealed, tombstones, scope, refersTo } = contents;
  if (sealed.length + tombstones.length === 0) throw new FailureError('nothing-to-pack');

  const { privateKey } = await unlockKey(input.key, input.passphrase);
  const [certificate] = await readCertificateFile(input.certificate);
  const chain = input.chain === undefined ? [] : await readCertificateFile(input.chain);
  const recipient = input.recipient === undefined ? null : (await readCertificateFile(input.recipient))[0];
  const signer = valueOf(createSoftwareSigner(privateKey, certificate), { file: input.certificate });
  assertApart(certificate, await trusted(workspace, 'platform'));
  await assertNotRevoked(workspace, certificate, chain);
  await requireSpace(input.out, 2 * (await fileSize(library.file)));
  if ((await stat(input.out).catch(() => null))?.isDirectory())
    throw new FailureError('file-is-directory', { file: input.out });

  const packageId = host.newId();
  // Under its name only once the library knows of it: a signed package that nobody counts must not be carried away.
  const part = join(dirname(input.out), `.${packageId}.part`);
  const folder = await mkdtemp(join(tmpdir(), 'mulu-pack-'));
  try {
    const payload = await writePayload(workspace, folder, contents, context);
    const plain = recipient ? join(folder, 'package.zwml') : part;
    const made = valueOf(
      await sealPackage({
        out: plain,
        payload,
        manifest: {
          packageId,
          seq: previous.seq + 1,
          prev: previous.manifestSm3,
          created: new Date(host.nowMs()).toISOString(),
          kind: 'catalogue',
          counts: {
            entries: sealed.length,
            items: sealed.reduce((sum, one) => sum + one.entry.items.length, 0),
            removed: tombstones.length,
          },
          scope,
          ...(refersTo === null ? {} : { refersTo }),
          auditHead: await auditHead(library.reader),
          ...(recipient ? { recipient: recipientOf(recipient) } : {}),
        },
        signer,
        chain,
      }),
      { file: input.out },
    );
    if (recipient)
      valueOf(await encryptPackage({ source: plain, out: part, recipient }), { file: input.out });
    await rememberSigner(workspace, [certificate, ...chain]);
    const replaced = await record(workspace, { part, out: input.out }, made, previous, contents);
    await rename(part, input.out).catch(async (error: unknown) => {
      await takeBack(workspace, packageId, replaced);
      throw writeFailure(error, input.out);
    });
    return {
      packageId,
      seq: made.seq,
      entries: sealed.length,
      removed: tombstones.length,
      scope,
      refersTo: refersTo ?? '',
      file: input.out,
      manifestSm3: made.manifestSm3,
    };
  } finally {
    await rm(part, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

function recipientOf(certificate: Certificate): { unit: string; certSm3: string } {
  return { unit: certificate.unit ?? '', certSm3: certificate.fingerprintSm3 };
}

interface Place {
  readonly seq: number;
  readonly manifestSm3: string | null;
}

/**
 * The package that the next one follows: the last that the platform accepted, or one that is on its way to it. A copy
 * of a library must be told by the platform first.
 */
async function sequence(db: Connection): Promise<Place> {
  const settings = await readSettings(db);
  if (settings['chain'] === 'unconfirmed') throw new FailureError('chain-unconfirmed');
  let last = { seq: Number(settings['chainSeq'] ?? '0'), manifestSm3: settings['chainSm3'] || null };
  for (const { seq, manifestSm3, state, uncertain } of await openPackages(db)) {
    const underWay = state === '已报送待回执' || uncertain === 1;
    if (underWay && seq === last.seq + 1) last = { seq, manifestSm3 };
  }
  return last;
}

/** Queues the package; answers those that waited in the queue before and whose place it takes. */
async function record(
  workspace: Workspace,
  { part, out }: { readonly part: string; readonly out: string },
  made: { packageId: string; seq: number; manifestSm3: string },
  previous: Place,
  { sealed, tombstones, scope, refersTo, gate }: PackageContents,
): Promise<StoredPackage[]> {
  const { host } = workspace;
  const content = await readFile(part);
  const atMs = host.nowMs();
  const replaced = await opened(workspace).library.write(async (tx) => {
    // Packing takes its time; a receipt may have come meanwhile.
    const now = await sequence(tx);
    if (now.seq !== previous.seq || now.manifestSm3 !== previous.manifestSm3) {
      throw new FailureError('step-not-allowed', { reason: '生成期间收到了回执，报送序号已变，请重新生成' });
    }
    const waiting = (await openPackages(tx)).filter(isUntried);
    await addPackage(
      tx,
      {
        packageId: made.packageId,
        seq: made.seq,
        prevSm3: previous.manifestSm3,
        manifestSm3: made.manifestSm3,
        state: '待报送',
        file: out,
        entries: sealed.length,
        createdAtMs: atMs,
        scope,
        refersTo,
        content,
      },
      [
        ...sealed.map(({ entry, version }) => ({ id: entry.id, version, removed: false })),
        ...tombstones.map(({ id, version }) => ({ id, version, removed: true })),
      ],
    );
    await addPackageTexts(tx, made.packageId, gate.passed());
    await appendAudit(tx, {
      atMs,
      by: '',
      action: 'package-made',
      subject: made.packageId,
      detail: { seq: made.seq, manifestSm3: made.manifestSm3, entries: sealed.length },
    });
    return waiting;
  });
  host.emit('library.changed', { entries: [] });
  return replaced;
}

const isUntried = ({ state, uncertain }: StoredPackage): boolean => state === '待报送' && uncertain === 0;

/** The queue as it was before a package whose file could not be put in its place; one that is on its way by now stays. */
async function takeBack(
  workspace: Workspace,
  packageId: string,
  replaced: readonly StoredPackage[],
): Promise<void> {
  const { host } = workspace;
  await opened(workspace).library.write(async (tx) => {
    const own = (await openPackages(tx)).find((one) => one.packageId === packageId);
    if (!own || !isUntried(own)) return;
    await supersede(tx, [packageId], '没有写出文件');
    for (const one of replaced) await setPackageState(tx, one.packageId, one.state, one.remark);
    await settleQueuedEntries(tx);
    await dropOutOfSequence(tx);
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by: '',
      action: 'package-withdrawn',
      subject: packageId,
      detail: { seq: own.seq, reason: '没有写出文件' },
    });
  });
  host.emit('library.changed', { entries: [] });
}

export async function verify(
  workspace: Workspace,
  input: CallParsedInput<'package.verify'>,
  context: CallContext,
): Promise<CallOutput<'package.verify'>> {
  const at = input.at === undefined ? new Date(workspace.host.nowMs()) : timeOf(input.at);
  const roots = (await Promise.all(input.roots.map(readCertificateFile))).flat();
  const crls = (await Promise.all((input.crls ?? []).map(readCrlFile))).flat();
  const key = input.key === undefined ? null : await unlockKey(input.key, input.passphrase ?? '');
  const result = valueOf(
    await verifyPackage(input.file, {
      roots,
      crls,
      at,
      watch: {
        signal: context.signal,
        progress: (bytes, total) => context.progress(bytes, total, '验证报送包'),
      },
      ...(key ? { privateKey: key.privateKey } : {}),
    }),
    { file: input.file },
  );
  return {
    valid: result.valid,
    packageId: result.packageId,
    seq: result.seq,
    signer: result.signer && { ...result.signer, unit: result.signer.unit ?? '' },
    revocation: result.revocation,
    entries: result.entries,
    problems: result.problems.map((problem) => ({ ...problem })),
  };
}

/** RFC 3339, or a date alone for its last second in China. */
function timeOf(text: string): Date {
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59+08:00` : text;
  const valid = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.test(full);
  const time = new Date(full);
  if (!valid || Number.isNaN(time.getTime())) throw new FailureError('date-invalid', { date: text });
  return time;
}

export async function list(workspace: Workspace): Promise<CallOutput<'package.list'>> {
  const { reader } = opened(workspace).library;
  const [packages, receipts] = await Promise.all([listPackages(reader), listReceipts(reader)]);
  return {
    packages: packages.map((one) => {
      const receipt = receipts.findLast((candidate) => candidate.packageId === one.packageId);
      return {
        packageId: one.packageId,
        seq: one.seq,
        state: one.state,
        entries: one.entries,
        createdOn: new Date(one.createdAtMs).toISOString(),
        file: one.file,
        manifestSm3: one.manifestSm3,
        scope: one.scope,
        refersTo: one.refersTo ?? '',
        remark: one.remark,
        uncertain: one.uncertain === 1,
        receipt: receipt
          ? { kind: receipt.kind, number: receipt.number, on: receipt.receivedOn, result: receipt.result }
          : null,
      };
    }),
  };
}
