/** Builds `.zwml` packages without the program's own code: manifest by hand, signature by openssl, ZIP by hand. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificates, type Certificate } from '#app/packages/certificate';
import { readCrls, type Crl } from '#app/packages/crl';
import { opensslCa, openssl, signFile, UNIT, type CertFiles } from './openssl-ca';
import { rawZip, type RawMember, type RawZipOptions } from './raw-zip';

export const AT = new Date('2026-11-21T02:00:00Z');
export const PACKAGE_ID = '0192f0c1-2d3e-7a4b-8c5d-0123456789ab';

export interface Kit {
  readonly folder: string;
  readonly ca: ReturnType<typeof opensslCa>;
  readonly root: CertFiles;
  readonly signer: CertFiles;
}

export function newKit(): Kit {
  const folder = mkdtempSync(join(tmpdir(), 'mulu-packages-'));
  const ca = opensslCa(join(folder, 'ca'));
  const root = ca.root('测试根');
  const signer = ca.issue(root, { name: 'signer' });
  return { folder, ca, root, signer };
}

export function certificateOf(file: string): Certificate {
  const read = readCertificates(readFileSync(file));
  if (!read.ok) throw new Error(`${file}: ${read.failure.code}`);
  return read.value[0];
}

export function crlOf(file: string): Crl {
  const read = readCrls(readFileSync(file));
  if (!read.ok) throw new Error(`${file}: ${read.failure.code}`);
  return read.value[0];
}

export type Payload = Readonly<Record<string, Uint8Array | string>>;

export const PAYLOAD: Payload = {
  'payload/catalogue.json': '{"entries":[{"name":"公积金缴存信息"}]}',
  'payload/信息资源目录.csv': '信息资源名称,信息资源代码\r\n公积金缴存信息,3040100000/000001\r\n',
  'payload/附件/空文件.txt': '',
};

/** SM3 by openssl. */
export function opensslSm3(data: Uint8Array | string): string {
  return openssl(['dgst', '-sm3', '-r'], data).toString().slice(0, 64);
}

/** Canonical JSON of plain values whose member names are ASCII: sorted names, no spaces. */
export function plainCanonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainCanonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${plainCanonical((value as Record<string, unknown>)[name])}`).join(',')}}`;
}

export function manifestOf(payload: Payload, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    format: 'zwml/1',
    packageId: PACKAGE_ID,
    seq: 1,
    prev: null,
    created: '2026-11-20T08:00:00Z',
    signer: { unit: UNIT },
    entries: Object.keys(payload)
      .sort()
      .map((path) => {
        const data = Buffer.from(payload[path] as string);
        return {
          path,
          size: data.length,
          sm3: opensslSm3(data),
          sha256: createHash('sha256').update(data).digest('hex'),
        };
      }),
    ...change,
  };
}

export interface BuildOptions {
  readonly payload?: Payload;
  /** Changed members of the manifest. */
  readonly manifest?: Record<string, unknown>;
  /** The bytes that are signed and packed, in place of the manifest. */
  readonly manifestBytes?: Uint8Array | string;
  readonly signer?: CertFiles;
  readonly userId?: string;
  readonly chain?: readonly string[];
  /** The last word on the members before they are packed. */
  readonly members?: (members: RawMember[]) => readonly RawMember[];
  readonly zip?: RawZipOptions;
}

let built = 0;

/** Members of a package, signed by openssl. */
export function membersOf(kit: Kit, options: BuildOptions = {}): RawMember[] {
  const payload = options.payload ?? PAYLOAD;
  const manifest = Buffer.from(
    (options.manifestBytes as string) ?? plainCanonical(manifestOf(payload, options.manifest)),
  );
  const manifestFile = join(kit.folder, `${++built}.json`);
  writeFileSync(manifestFile, manifest);
  const signer = options.signer ?? kit.signer;
  return [
    { name: 'mimetype', data: 'application/vnd.zwml+zip' },
    { name: 'manifest.json', data: manifest, deflate: true },
    { name: 'META/manifest.sig', data: signFile(signer.key, manifestFile, options.userId) },
    { name: 'META/signer.crt', data: readFileSync(signer.crt) },
    ...(options.chain
      ? [{ name: 'META/chain.pem', data: Buffer.concat(options.chain.map((file) => readFileSync(file))) }]
      : []),
    ...Object.entries(payload).map(([name, data]) => ({ name, data, deflate: name.endsWith('.csv') })),
  ];
}

/** Writes a package and gives its path. */
export function buildPackage(kit: Kit, options: BuildOptions = {}): string {
  const members = membersOf(kit, options);
  const file = join(kit.folder, `package-${++built}.zwml`);
  writeFileSync(file, rawZip(options.members?.(members) ?? members, options.zip));
  return file;
}

/** The member of that name replaced by a changed one. */
export function changed(
  members: readonly RawMember[],
  name: string,
  change: Partial<RawMember>,
): RawMember[] {
  if (!members.some((member) => member.name === name)) throw new Error(`no member ${name}`);
  return members.map((member) => (member.name === name ? { ...member, ...change } : member));
}
