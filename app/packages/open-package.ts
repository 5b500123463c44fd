/**
 * Opens a signed package: judged whole before any of it is handed out. The steps and their order are the contract of
 * the format; the first failure ends the work and is the one reported.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError, outcomeOf, type Outcome } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import type { Certificate } from './certificate';
import type { Crl } from './crl';
import { decryptEnvelope, isEnvelope } from './envelope';
import { readManifest, type Manifest } from './manifest';
import {
  checkCertificate,
  checkContainer,
  checkPayload,
  checkRecipient,
  checkSequence,
  checkSignature,
  checkUnit,
  readManifestMember,
  readPayload,
  type Recipient,
  type SequenceState,
  type Watch,
} from './package-checks';
import { withWholeFile } from './package-parts';
import { PackageRefusal, problem, refuse, type PackageProblem } from './package-problem';
import { ZipPolicyError } from './zip-policy';
import { openZipFile, type OpenZip } from './zip-reader';

export interface VerifyOptions {
  /** Root certificates that the administrator imported. */
  readonly roots: readonly Certificate[];
  readonly crls?: readonly Crl[];
  /** Further authorities whose lists are believed, none of which vouches for a certificate by being here. */
  readonly authorities?: readonly Certificate[];
  /** The time at which certificates must be valid. */
  readonly at: Date;
  /** Who opens it: a package that names another recipient is refused, and an encrypted one that names none. */
  readonly expectedRecipient?: Recipient;
  /** Private key (32 bytes) for `.zwmlx`. */
  readonly privateKey?: Uint8Array;
  /** Told while the payload is compared, bytes done and in all; a cancel ends it with `FailureError` `cancelled`. */
  readonly watch?: Watch;
  /** What a library knows of the unit's sequence; packages are then taken once and in order. */
  readonly replay?: (unit: string, packageId: string) => Promise<SequenceState>;
}

export interface VerifyResult {
  readonly valid: boolean;
  /** Null as long as the manifest could not be believed to be one. */
  readonly packageId: string | null;
  readonly seq: number | null;
  /** Null as long as the certificate does not lead to an imported root. */
  readonly signer: {
    readonly subject: string;
    readonly unit: string | null;
    readonly fingerprintSm3: string;
  } | null;
  readonly revocation: 'checked' | 'not-checked';
  /** Number of payload files that the manifest lists. */
  readonly entries: number;
  readonly problems: readonly PackageProblem[];
}

export interface OpenedPackage {
  readonly manifest: Manifest;
  readonly manifestSm3: string;
  readonly certificate: Certificate;
  /** Names of the payload files without `payload/`. */
  readonly paths: readonly string[];
  /** A payload file, compared with its digests once more while read. Throws `FailureError` `file-too-large`, `package-invalid`. */
  read(path: string, limit: number): Promise<Uint8Array>;
}

/**
 * Judges `file` and hands the result to `use`, with the opened package when it is valid. Works for `.zwml` (also named
 * `.zip`) and, with a key, for `.zwmlx`; either whole or in parts, of which the list or any part is given. Failures: `file-not-found`, `file-is-directory`, `file-unreadable`,
 * `package-unreadable` (`details.reason` `empty`, `not-a-zip`, `encrypted`), and those of joining parts.
 */
export function openPackage<T>(
  file: string,
  options: VerifyOptions,
  use: (result: VerifyResult, opened: OpenedPackage | null) => Promise<T>,
): Promise<Outcome<T>> {
  return outcomeOf(() =>
    withWholeFile(file, async (whole) => {
      const cleanUp: (() => Promise<void>)[] = [];
      try {
        const { result, opened } = await judgeFile(whole, options, cleanUp);
        return await use(result, opened);
      } finally {
        for (const step of cleanUp.reverse()) await step();
      }
    }),
  );
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
/** What is known so far; it becomes the result. */
type State = Writable<Omit<VerifyResult, 'valid' | 'problems'>>;

interface Judgement {
  readonly result: VerifyResult;
  readonly opened: OpenedPackage | null;
}

/** Runs the steps; a refusal becomes a result that says no. The files stay open until `cleanUp` is run. */
async function judgeFile(
  file: string,
  options: VerifyOptions,
  cleanUp: (() => Promise<void>)[],
): Promise<Judgement> {
  const state: State = { packageId: null, seq: null, signer: null, revocation: 'not-checked', entries: 0 };
  const openTidily = async (path: string): Promise<OpenZip> => {
    const zip = await openZipFile(path);
    cleanUp.push(() => zip.close());
    return zip;
  };
  try {
    const outer = await openTidily(file);
    const encrypted = isEnvelope(outer);
    const zip = encrypted
      ? await openInner(await decryptedFile(outer, file, options, cleanUp), openTidily)
      : outer;
    const opened = await judge(zip, options, encrypted, state);
    return { result: { valid: true, ...state, problems: [] }, opened };
  } catch (error) {
    const found = problemOf(error);
    if (found === null) throw error;
    return { result: { valid: false, ...state, problems: [found] }, opened: null };
  }
}

// What decrypts to no ZIP at all is a fault of the sender's package, not a file that could not be read.
async function openInner(plain: string, open: (path: string) => Promise<OpenZip>): Promise<OpenZip> {
  try {
    return await open(plain);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return refuse('zip-policy', '加密报送包解密后的内容不是报送包');
  }
}

function problemOf(error: unknown): PackageProblem | null {
  if (error instanceof PackageRefusal) return error.problem;
  return error instanceof ZipPolicyError ? problem('zip-policy', error.found) : null;
}

/** The package inside an encrypted one, in a temporary folder that only this user can enter. */
async function decryptedFile(
  outer: OpenZip,
  file: string,
  { privateKey }: VerifyOptions,
  cleanUp: (() => Promise<void>)[],
): Promise<string> {
  if (!privateKey) throw new FailureError('package-unreadable', { file, reason: 'encrypted' });
  const folder = await mkdtemp(join(tmpdir(), 'mulu-'));
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  const plain = join(folder, 'package.zwml');
  const found = await decryptEnvelope(outer, privateKey, plain);
  if (found) throw new PackageRefusal(found);
  return plain;
}

async function judge(
  zip: OpenZip,
  options: VerifyOptions,
  wasEncrypted: boolean,
  state: State,
): Promise<OpenedPackage> {
  await checkContainer(zip);
  const bytes = await readManifestMember(zip);
  const certificate = await checkSignature(zip, bytes);
  const { manifest, fault } = readManifest(bytes);
  if (manifest === null) return refuse('not-canonical', fault);
  state.packageId = manifest.packageId;
  state.seq = manifest.seq;
  state.entries = manifest.entries.length;
  const { roots, crls = [], authorities = [], at } = options;
  const trust = { roots, crls, authorities, at };
  const judged = await checkCertificate(zip, certificate, trust, ({ subjectText, unit, fingerprintSm3 }) => {
    state.signer = { subject: subjectText, unit, fingerprintSm3 };
  });
  state.revocation = judged.revocation;
  if (judged.problem) throw new PackageRefusal(judged.problem);
  const files = await checkPayload(zip, manifest, options.watch);
  checkUnit(manifest, certificate);
  if (options.expectedRecipient) checkRecipient(manifest, options.expectedRecipient, wasEncrypted);
  if (options.replay) checkSequence(manifest, await options.replay(manifest.signer.unit, manifest.packageId));
  return {
    manifest,
    manifestSm3: sm3Hex(bytes),
    certificate,
    paths: [...files.keys()],
    read: (path, limit) => readPayload(zip, files, path, limit),
  };
}
