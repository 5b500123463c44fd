/** Judges a package by openssl and the ZIP alone, after the published recipe; answers why it is refused, or its manifest. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Readable } from 'node:stream';
import { open, type Entry, type Options, type ZipFile } from 'yauzl';
import { judgeChain } from './judge-chain';
import { DISTID, openssl, opensslSays, sm3OfFile } from './openssl';

export interface JudgedManifest {
  readonly packageId: string;
  readonly seq: number;
  readonly prev: string | null;
  readonly signer: { readonly unit: string };
  readonly entries: readonly { readonly path: string; readonly size: number; readonly sm3: string }[];
  readonly recipient?: { readonly unit: string; readonly certSm3?: string };
  readonly counts?: Readonly<Record<string, number>>;
}

export type Judgement =
  | {
      readonly ok: true;
      readonly manifest: JudgedManifest;
      readonly manifestSm3: string;
      /** `payload/catalogue.json`, '' where the package has none. */
      readonly catalogue: string;
    }
  | { readonly ok: false; readonly reason: string };

const SAFE_NAME = /^(mimetype|manifest\.json|META\/[A-Za-z0-9._-]+|payload\/[^\\:*?"<>|]+)$/;

async function unpack(file: string, folder: string): Promise<string[]> {
  const zip = await promisify<string, Options, ZipFile>(open)(file, { lazyEntries: true, autoClose: false });
  const openStream = promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<Readable>;
  const names: string[] = [];
  try {
    for (zip.readEntry(); ; zip.readEntry()) {
      const entry = await nextEntry(zip);
      if (entry === null) return names;
      const name = entry.fileName;
      if (!SAFE_NAME.test(name) || name.split('/').includes('..')) throw new Error(`文件名不允许：${name}`);
      if (names.includes(name)) throw new Error(`文件重复：${name}`);
      names.push(name);
      const target = join(folder, name);
      await mkdir(dirname(target), { recursive: true });
      await pipeline(await openStream(entry), createWriteStream(target));
    }
  } finally {
    zip.close();
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const done = (value: Entry | null): void => {
      zip.removeAllListeners();
      resolve(value);
    };
    zip.once('entry', done);
    zip.once('end', () => done(null));
    zip.once('error', reject);
  });
}

export async function judgePackage(file: string, root: string): Promise<Judgement> {
  const folder = await mkdtemp(join(tmpdir(), 'mulu-platform-'));
  const at = (name: string): string => join(folder, name);
  const refuse = (reason: string): Judgement => ({ ok: false, reason });
  try {
    const names = await unpack(file, folder);
    const chain = names.includes('META/chain.pem') ? await readFile(at('META/chain.pem'), 'utf8') : '';
    const distrust = await judgeChain(at('META/signer.crt'), chain, root, folder);
    if (distrust !== null) return refuse(`证书不可信：${distrust}`);
    await writeFile(
      at('signer.pub'),
      await openssl('x509', '-in', at('META/signer.crt'), '-noout', '-pubkey'),
    );
    const signed = await opensslSays(
      ...['dgst', '-sm3', '-verify', at('signer.pub'), '-sigopt', DISTID],
      ...['-signature', at('META/manifest.sig'), at('manifest.json')],
    );
    if (!signed.ok) return refuse('签名核验不通过');
    const manifest = JSON.parse(await readFile(at('manifest.json'), 'utf8')) as JudgedManifest;
    const subject = await openssl(
      'x509',
      '-in',
      at('META/signer.crt'),
      '-noout',
      '-subject',
      '-nameopt',
      'sep_multiline,utf8',
    );
    const unit = /^\s*OU\s?=\s?(.*)$/m.exec(subject)?.[1]?.trim();
    if (unit !== manifest.signer.unit)
      return refuse(`签名单位不符：证书为${unit ?? '空'}，清单为${manifest.signer.unit}`);
    const payload = names.filter((name) => name.startsWith('payload/')).sort();
    const listed = manifest.entries.map((entry) => entry.path).sort();
    if (JSON.stringify(payload) !== JSON.stringify(listed)) return refuse('包内文件与清单不一致');
    for (const entry of manifest.entries) {
      const { size } = await stat(at(entry.path));
      if (size !== entry.size || (await sm3OfFile(at(entry.path))) !== entry.sm3)
        return refuse(`文件被改动：${entry.path}`);
    }
    return {
      ok: true,
      manifest,
      manifestSm3: await sm3OfFile(at('manifest.json')),
      catalogue: await catalogueOf(at, payload),
    };
  } catch (error) {
    return refuse(`报送包不能读取：${(error as Error).message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function catalogueOf(at: (name: string) => string, payload: readonly string[]): Promise<string> {
  return payload.includes('payload/catalogue.json') ? readFile(at('payload/catalogue.json'), 'utf8') : '';
}
