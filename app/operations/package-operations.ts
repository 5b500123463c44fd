/** Making, verifying and listing signed packages (报送包). */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { canonicalJson } from '#app/digest/canonical-json';
import { writeWorkbook } from '#app/documents/write-workbook';
import type { Certificate } from '#app/packages/certificate';
import { encryptPackage } from '#app/packages/envelope';
import { sealPackage } from '#app/packages/seal-package';
import { createSoftwareSigner } from '#app/packages/signer';
import { verifyPackage } from '#app/packages/verify-package';
import { appendAudit, auditHead } from '#app/storage/audit-store';
import { eachEntry, setEntryState } from '#app/storage/entry-store';
import { addPackage, listPackages, listReceipts, type StoredPackage } from '#app/storage/package-store';
import { fileSize, requireSpace } from '#app/storage/place';
import { readVersion } from '#app/storage/review-store';
import type { CallContext } from './host';
import { readCertificateFile, readCrlFile, unlockKey, valueOf } from './key-operations';
import { writeReport } from './report-operations';
import { opened, type Workspace } from './workspace';

/** States whose approved version goes into the next package: 已审定, or queued in one that was never delivered. */
const SEALABLE = ['已审定', '待报送'];

interface Sealed {
  readonly entry: CatalogueEntry;
  readonly version: number;
}

export async function make(
  workspace: Workspace,
  input: CallParsedInput<'package.make'>,
  context: CallContext,
): Promise<CallOutput<'package.make'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const previous = await sequence(workspace);
  const sealed = await approvedEntries(workspace, context);
  if (sealed.length === 0) throw new FailureError('nothing-to-pack');

  const { privateKey } = await unlockKey(input.key, input.passphrase);
  const [certificate] = await readCertificateFile(input.certificate);
  const chain = input.chain === undefined ? [] : await readCertificateFile(input.chain);
  const recipient = input.recipient === undefined ? null : (await readCertificateFile(input.recipient))[0];
  const signer = valueOf(createSoftwareSigner(privateKey, certificate), { file: input.certificate });
  await requireSpace(input.out, 2 * (await fileSize(library.file)));

  const folder = await mkdtemp(join(tmpdir(), 'mulu-pack-'));
  try {
    const payload = await writePayload(workspace, folder, sealed, context);
    const packageId = host.newId();
    const plain = recipient ? join(folder, 'package.zwml') : input.out;
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
          },
          auditHead: await auditHead(library.reader),
          ...(recipient ? { recipient: recipientOf(recipient) } : {}),
        },
        signer,
        chain,
      }),
      { file: input.out },
    );
    if (recipient)
      valueOf(await encryptPackage({ source: plain, out: input.out, recipient }), { file: input.out });
    await record(workspace, input.out, made, previous.manifestSm3, sealed);
    return {
      packageId,
      seq: made.seq,
      entries: sealed.length,
      file: input.out,
      manifestSm3: made.manifestSm3,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function recipientOf(certificate: Certificate): { unit: string; certSm3: string } {
  return { unit: certificate.unit ?? '', certSm3: certificate.fingerprintSm3 };
}

/** The last package that the platform accepted, which the next one follows; a copy must be told by the platform first. */
async function sequence(workspace: Workspace): Promise<{ seq: number; manifestSm3: string | null }> {
  const { settings } = opened(workspace);
  if (settings['chain'] === 'unconfirmed') throw new FailureError('chain-unconfirmed');
  const seq = Number(settings['chainSeq'] ?? '0');
  return { seq, manifestSm3: settings['chainSm3'] || null };
}

async function approvedEntries(workspace: Workspace, { signal }: CallContext): Promise<Sealed[]> {
  const { reader } = opened(workspace).library;
  const sealed: Sealed[] = [];
  for await (const { entry, state, version } of eachEntry(reader)) {
    if (signal.aborted) throw new FailureError('cancelled');
    if (!SEALABLE.includes(state)) continue;
    const approved = await readVersion(reader, entry.id, version);
    if (approved) sealed.push({ entry: approved, version });
  }
  return sealed;
}

async function writePayload(
  workspace: Workspace,
  folder: string,
  sealed: readonly Sealed[],
  context: CallContext,
): Promise<{ path: string; source: Uint8Array | { file: string } }[]> {
  const { settings } = opened(workspace);
  const { resources } = workspace.host;
  const layout = resources.layouts.find((one) => one.id === 'national-2017')!;
  const workbook = join(folder, 'catalogue.xlsx');
  await writeWorkbook(
    workbook,
    sealed.map(({ entry }) => entry),
    {
      layout,
      codeTables: resources.codeTables,
      upload: true,
      signal: context.signal,
      onProgress: (done) => context.progress(done, sealed.length, '生成报送包'),
    },
  );
  const report = join(folder, 'review-report.docx');
  await writeReport(workspace, { kind: 'review', out: report }, context);
  const catalogue = {
    format: 'mulu-catalogue/1',
    department: settings['department'] ?? '',
    creditCode: settings['creditCode'] ?? '',
    region: settings['region'] ?? '',
    libraryId: settings['libraryId'] ?? '',
    entries: sealed.map(({ entry, version }) => ({ ...entry, version })),
  };
  return [
    { path: 'catalogue.json', source: new TextEncoder().encode(canonicalJson(catalogue)) },
    { path: 'catalogue.xlsx', source: { file: workbook } },
    { path: 'review-report.docx', source: { file: report } },
  ];
}

async function record(
  workspace: Workspace,
  file: string,
  made: { packageId: string; seq: number; manifestSm3: string },
  prevSm3: string | null,
  sealed: readonly Sealed[],
): Promise<void> {
  const { host } = workspace;
  const content = await readFile(file);
  const atMs = host.nowMs();
  await opened(workspace).library.write(async (tx) => {
    const stored: StoredPackage = {
      packageId: made.packageId,
      seq: made.seq,
      prevSm3,
      manifestSm3: made.manifestSm3,
      state: '待报送',
      file,
      entries: sealed.length,
      createdAtMs: atMs,
    };
    await addPackage(
      tx,
      { ...stored, content },
      sealed.map(({ entry, version }) => ({ id: entry.id, version })),
    );
    for (const { entry } of sealed) await setEntryState(tx, entry.id, { state: '待报送' });
    await appendAudit(tx, {
      atMs,
      by: '',
      action: 'package-made',
      subject: made.packageId,
      detail: { seq: made.seq, manifestSm3: made.manifestSm3, entries: sealed.length },
    });
  });
  host.emit('library.changed', { entries: [] });
}

export async function verify(
  workspace: Workspace,
  input: CallParsedInput<'package.verify'>,
): Promise<CallOutput<'package.verify'>> {
  const at = input.at === undefined ? new Date(workspace.host.nowMs()) : timeOf(input.at);
  const roots = (await Promise.all(input.roots.map(readCertificateFile))).flat();
  const crls = (await Promise.all((input.crls ?? []).map(readCrlFile))).flat();
  const key = input.key === undefined ? null : await unlockKey(input.key, input.passphrase ?? '');
  const result = valueOf(
    await verifyPackage(input.file, { roots, crls, at, ...(key ? { privateKey: key.privateKey } : {}) }),
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
        receipt: receipt
          ? { kind: receipt.kind, number: receipt.number, on: receipt.receivedOn, result: receipt.result }
          : null,
      };
    }),
  };
}
