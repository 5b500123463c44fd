/**
 * The reference platform: takes packages, judges them with openssl, and answers with signed receipts. Over a folder
 * (`work`) and over HTTP (`http-server.ts`) it is the same platform with the same memory.
 *
 * Its folder: `requests/` for certificate requests, `certificates/` with what it issued, `inbox/` for packages,
 * `outbox/` with receipts and sequence heads.
 */
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { openAuthority, type Authority } from './authority';
import { decrypted, joinParts, sha256Of } from './carried';
import { judgePackage } from './judge-package';
import { DISTID, openssl, sm3OfFile } from './openssl';
import { openStore, type KnownPackage, type PlatformStore } from './store';

/** What the platform says of a sent entry: null when it is taken, else why it goes back. */
export type EntryJudge = (entry: {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}) => string | null;

export type Intake =
  /** The package itself is no good; nothing is remembered of it. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The id is known with other bytes. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'taken'; readonly fresh: boolean; readonly known: KnownPackage };

export interface GivenOpinion {
  readonly id: string;
  readonly packageId?: string;
  readonly entryId?: string;
  readonly code?: string;
  readonly decision: 'approve' | 'return';
  readonly opinion?: string;
  readonly at?: string;
  readonly due?: string;
}

export interface Platform {
  readonly authority: Authority;
  readonly folder: string;
  readonly store: PlatformStore;
  /** Judges entries; all are taken at first. */
  judgeEntry: EntryJudge;
  /** Receipts are given at once, or when `settlePending` is called. */
  answers: 'at-once' | 'later';
  /** The platform's clock is this far off, milliseconds. */
  clockOffMs: number;
  /** Works through requests and inbox once; answers one line per thing done. */
  work(now?: Date): Promise<string[]>;
  /** Takes a package file in. */
  take(file: string, now?: Date): Promise<Intake>;
  /** Gives the receipts that are still owed. */
  settlePending(): Promise<void>;
  /** Signs a document of the platform (`receipt`, `head`, `opinions`, `catalogue`) and writes it as a `.zwmlr`. */
  sign(
    name: string,
    value: unknown,
    out: string,
    signing?: { key: string; certificate: string },
  ): Promise<void>;
  /** The same, as bytes. */
  signed(name: string, value: unknown, signing?: { key: string; certificate: string }): Promise<Buffer>;
  head(unit: string, out: string): Promise<void>;
  headBytes(unit: string): Promise<Buffer>;
  opine(unit: string, opinions: readonly GivenOpinion[]): Promise<void>;
  opinionsBytes(unit: string, after: string): Promise<Buffer>;
  /** Publishes what the unit's accepted packages hold, or the entries given. */
  publish(unit: string, entries?: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

export async function openPlatform(folder: string): Promise<Platform> {
  const at = (...names: string[]): string => join(folder, ...names);
  for (const name of ['requests', 'certificates', 'inbox', 'outbox'])
    await mkdir(at(name), { recursive: true });
  const authority = await openAuthority(at('authority'));
  const store = await openStore(at('platform.db'));

  const sign: Platform['sign'] = async (name, value, out, signing) => {
    const { key, certificate } = signing ?? {
      key: authority.platformKey,
      certificate: authority.platformCertificate,
    };
    const temp = await mkdtemp(join(tmpdir(), 'mulu-sign-'));
    try {
      const json = join(temp, `${name}.json`);
      const signature = join(temp, `${name}.sig`);
      await writeFile(json, JSON.stringify(value));
      await openssl('dgst', '-sm3', '-sign', key, '-sigopt', DISTID, '-out', signature, json);
      const zip = new yazl.ZipFile();
      zip.addFile(json, `${name}.json`);
      zip.addFile(signature, `${name}.sig`);
      zip.addFile(certificate, 'platform.crt');
      zip.end();
      await pipeline(zip.outputStream, createWriteStream(`${out}.part`));
      await rename(`${out}.part`, out);
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  };
  const signed: Platform['signed'] = async (name, value, signing) => {
    const temp = await mkdtemp(join(tmpdir(), 'mulu-signed-'));
    try {
      await sign(name, value, join(temp, 'document.zwmlr'), signing);
      return await readFile(join(temp, 'document.zwmlr'));
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  };
  const nowOf = (): Date => new Date(Date.now() + platform.clockOffMs);

  /** What becomes of a package, and the receipt for it. A number that does not follow the last is rejected whole. */
  const decide = async (
    one: KnownPackage,
    prev: string | null,
    now: Date,
  ): Promise<[KnownPackage['result'], Buffer]> => {
    const last = await store.last(one.unit);
    const inOrder = one.seq === (last?.seq ?? 0) + 1 && prev === (last?.manifestSm3 ?? null);
    const entries = entriesOf(one.catalogue).map((entry) => ({
      entry,
      fault: inOrder ? platform.judgeEntry(entry) : '序号与平台记录不连续',
    }));
    const returned = entries.filter(({ fault }) => fault !== null).length;
    const result = !inOrder ? 'rejected' : returned > 0 ? 'partial' : 'accepted';
    const receipt = await signed('receipt', {
      format: 'zwml-receipt/1',
      packageId: one.packageId,
      seq: one.seq,
      manifestSm3: one.manifestSm3,
      received: now.toISOString(),
      result,
      items: entries.map(({ entry: { code, id }, fault }) => ({
        code,
        entryId: id,
        status: fault === null ? 'accepted' : 'returned',
        reason: fault,
      })),
    });
    return [result, receipt];
  };

  // One package after the other: the number of the next follows from what became of the last.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  const waitingPrev = new Map<string, string | null>();

  const take = async (file: string, now: Date): Promise<Intake> => {
    const temp = await mkdtemp(join(tmpdir(), 'mulu-take-'));
    try {
      const whole = file.endsWith('.parts.json') ? await joinParts(file, temp) : file;
      const plain = await decrypted(whole, authority.encryptionKey, temp);
      return await takeIn(plain, plain === whole ? null : await recipientOf(), await sha256Of(whole), now);
    } catch (error) {
      return { kind: 'refused', reason: (error as Error).message };
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  };

  /** Whom an encrypted package must name: the unit and the SM3 of the certificate (DER). */
  const recipientOf = async (): Promise<{ unit: string; certSm3: string }> => {
    const der = at('encryption.der');
    await openssl('x509', '-in', authority.encryptionCertificate, '-outform', 'DER', '-out', der);
    return { unit: 'PLATFORM', certSm3: await sm3OfFile(der) };
  };

  const takeIn = async (
    file: string,
    recipient: { unit: string; certSm3: string } | null,
    sha256: string,
    now: Date,
  ): Promise<Intake> => {
    const judged = await judgePackage(file, authority.root);
    if (!judged.ok) return { kind: 'refused', reason: judged.reason };
    const named = judged.manifest.recipient ?? null;
    if (recipient && (named?.unit !== recipient.unit || named.certSm3 !== recipient.certSm3))
      return { kind: 'refused', reason: '加密报送包内没有写明接收方是本平台' };
    const { manifest, manifestSm3, catalogue } = judged;
    const before = await store.package(manifest.packageId);
    if (before) {
      const same = before.sha256 === sha256 || before.manifestSm3 === manifestSm3;
      return same ? { kind: 'taken', fresh: false, known: before } : { kind: 'conflict' };
    }
    const { packageId, seq, prev, signer } = manifest;
    const one: KnownPackage = {
      packageId,
      unit: signer.unit,
      seq,
      manifestSm3,
      sha256,
      result: '',
      receipt: null,
      catalogue,
    };
    waitingPrev.set(packageId, prev);
    const [result, receipt] =
      platform.answers === 'at-once' ? await decide(one, prev, now) : (['', null] as const);
    const known = { ...one, result, receipt };
    await store.add(known);
    return { kind: 'taken', fresh: true, known };
  };

  const platform: Platform = {
    authority,
    folder,
    store,
    judgeEntry: () => null,
    answers: 'at-once',
    clockOffMs: 0,
    sign,
    signed,
    take: (file, now = nowOf()) => inTurn(() => take(file, now)),
    settlePending: () =>
      inTurn(async () => {
        for (const one of await store.packages()) {
          if (one.result !== '') continue;
          const [result, receipt] = await decide(one, waitingPrev.get(one.packageId) ?? null, nowOf());
          await store.settle(one.packageId, result, receipt);
        }
      }),
    headBytes: async (unit) => {
      const known = await store.last(unit);
      return signed('head', {
        format: 'zwml-head/1',
        unit,
        seq: known?.seq ?? 0,
        manifestSm3: known?.manifestSm3 ?? null,
        packageId: known?.packageId ?? null,
        issued: nowOf().toISOString(),
      });
    },
    head: async (unit, out) => writeFile(out, await platform.headBytes(unit)),
    opine: async (unit, opinions) => {
      for (const one of opinions) {
        await store.addOpinion(unit, one.id, JSON.stringify({ at: nowOf().toISOString(), ...one }));
      }
    },
    opinionsBytes: async (unit, after) =>
      signed('opinions', {
        format: 'zwml-opinions/1',
        unit,
        issued: nowOf().toISOString(),
        opinions: (await store.opinions(unit, after)).map((json) => JSON.parse(json) as unknown),
      }),
    publish: async (unit, entries) => {
      const known = (await store.packages()).filter((one) => one.unit === unit && one.result === 'accepted');
      const latest = new Map(
        known.flatMap((one) => entriesOf(one.catalogue)).map((entry) => [entry.id, entry]),
      );
      const document = await signed('catalogue', {
        format: 'zwml-catalogue/1',
        unit,
        issued: nowOf().toISOString(),
        entries: entries ?? [...latest.values()],
      });
      await store.publish(unit, document);
    },
    work: async (now = nowOf()) => {
      const done: string[] = [];
      for (const name of (await readdir(at('requests'))).filter((one) => one.endsWith('.csr')).sort()) {
        const certificate = at('certificates', name.replace(/\.csr$/, '.crt'));
        if (existsSync(certificate)) continue;
        await authority.issue(at('requests', name), certificate);
        done.push(`${name}：已签发证书`);
      }
      await mkdir(at('done'), { recursive: true });
      const inbox = await readdir(at('inbox'));
      for (const name of inbox.filter((one) => /\.(zwmlx?|zip|parts\.json)$/.test(one)).sort()) {
        const intake = await platform.take(at('inbox', name), now);
        done.push(`${name}：${lineOf(intake)}`);
        // A list whose parts are not all here waits for the next disc.
        if (intake.kind === 'refused' && intake.reason.startsWith('缺少分卷')) continue;
        const stem = name.endsWith('.parts.json') ? name.slice(0, -'.parts.json'.length) : null;
        const parts = inbox.filter((one) => stem !== null && one.startsWith(`${stem}.`));
        for (const one of stem === null ? [name] : parts) await rename(at('inbox', one), at('done', one));
      }
      for (const one of await store.packages()) {
        const receipt = at('outbox', `${one.packageId}.zwmlr`);
        if (one.receipt === null || existsSync(receipt)) continue;
        await writeFile(`${receipt}.part`, one.receipt);
        await rename(`${receipt}.part`, receipt);
      }
      return done;
    },
    close: () => store.close(),
  };
  return platform;
}

interface SentEntry {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

function entriesOf(catalogue: string): SentEntry[] {
  if (catalogue === '') return [];
  return (JSON.parse(catalogue) as { entries?: SentEntry[] }).entries ?? [];
}

const RESULTS = { accepted: '已接收', partial: '部分退回', rejected: '退回', '': '已收到，待办' } as const;

function lineOf(intake: Intake): string {
  if (intake.kind === 'refused') return `拒收，${intake.reason}`;
  if (intake.kind === 'conflict') return '拒收，编号已有其他内容';
  const { result, seq, catalogue } = intake.known;
  return `${RESULTS[result]}，第${seq}号，${entriesOf(catalogue).length}条`;
}
