/**
 * Certification authorities, keys, signatures and revocation lists made by the `openssl` program, so that what is
 * tested is measured against another implementation. Every certificate carries the dates it is given.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The user id of GB/T 35276-2017; openssl's default is the empty one. */
export const GB_ID = '1234567812345678';
export const UNIT = '11610000016000123X';

export interface CertFiles {
  /** Paths of PEM files. */
  readonly crt: string;
  readonly key: string;
}

export interface IssueOptions {
  readonly name: string;
  /** OpenSSL form, for example `/C=CN/O=某厅/OU=…/CN=张三`. */
  readonly subject?: string;
  /** Lines of an extension section. */
  readonly extensions?: readonly string[];
  /** UTCTime or GeneralizedTime, for example `20260101000000Z`. */
  readonly from?: string;
  readonly to?: string;
  readonly userId?: string;
  readonly digest?: string;
  /** A key to certify instead of a new one. */
  readonly key?: string;
  readonly curve?: 'SM2' | 'prime256v1';
}

export interface RevokedRow {
  readonly cert: CertFiles;
  /** UTCTime, for example `261001000000Z`. */
  readonly date: string;
  readonly reason?: 'keyCompromise' | 'CACompromise' | 'superseded' | 'certificateHold' | 'removeFromCRL';
}

export interface CrlOptions {
  readonly name: string;
  readonly revoked?: readonly RevokedRow[];
  readonly from?: string;
  readonly to?: string;
  readonly userId?: string;
  readonly number?: number;
  /** Lines of the extension section; further sections may follow. */
  readonly extensions?: readonly string[];
}

const SIGNER_EXTENSIONS = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature,nonRepudiation',
];
export const CA_EXTENSIONS = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
const KEY_IDS = ['subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid'];

export function openssl(args: readonly string[], input?: Uint8Array | string): Buffer {
  return execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 2 ** 28 });
}

/** Null when the program fails. */
export function tryOpenssl(args: readonly string[]): Buffer | null {
  try {
    return openssl(args);
  } catch {
    return null;
  }
}

export function newKey(file: string, curve: 'SM2' | 'prime256v1' = 'SM2'): string {
  openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`, '-out', file]);
  return file;
}

/** DER signature over a file. */
export function signFile(key: string, file: string, userId = GB_ID): Buffer {
  return openssl(['dgst', '-sm3', '-sign', key, '-sigopt', `distid:${userId}`, file]);
}

let serial = 0x1000;

/** Makes a folder of authorities under `folder`. */
export function opensslCa(folder: string) {
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);

  function config(
    name: string,
    rows: string,
    crlNumber: number,
    crlExtensions: readonly string[] = [],
  ): string {
    writeFileSync(at(`${name}.index`), rows);
    writeFileSync(at(`${name}.index.attr`), 'unique_subject = no\n');
    writeFileSync(at(`${name}.serial`), `${(serial++).toString(16).padStart(4, '0')}\n`);
    writeFileSync(at(`${name}.crlnumber`), `${crlNumber.toString(16).padStart(4, '0')}\n`);
    const text = [
      '[ca]',
      'default_ca = own',
      '[own]',
      `database = ${at(`${name}.index`)}`,
      `serial = ${at(`${name}.serial`)}`,
      `crlnumber = ${at(`${name}.crlnumber`)}`,
      `new_certs_dir = ${folder}`,
      'default_md = sm3',
      'default_days = 3650',
      'default_crl_days = 30',
      'policy = any',
      'email_in_dn = no',
      'crl_extensions = crl',
      '[any]',
      ...['countryName', 'organizationName', 'organizationalUnitName', 'commonName'].map(
        (field) => `${field} = optional`,
      ),
      '[crl]',
      'authorityKeyIdentifier = keyid',
      ...crlExtensions,
      '[req]',
      'distinguished_name = dn',
      'string_mask = utf8only',
      'utf8 = yes',
      '[dn]',
    ].join('\n');
    writeFileSync(at(`${name}.cnf`), `${text}\n`);
    return at(`${name}.cnf`);
  }

  /** A certificate by an authority, or by itself when `issuer` is null. */
  function issue(issuer: CertFiles | null, options: IssueOptions): CertFiles {
    const { name, userId = GB_ID, digest = 'sm3', curve = 'SM2' } = options;
    const subject = options.subject ?? `/C=CN/O=省住房城乡建设厅/OU=${UNIT}/CN=${name}`;
    const key = options.key ?? newKey(at(`${name}.key`), curve);
    const cnf = config(name, '', 1);
    const csrDigest = curve === 'SM2' ? ['-sm3', '-sigopt', `distid:${GB_ID}`] : ['-sha256'];
    openssl([
      'req',
      '-new',
      '-utf8',
      '-config',
      cnf,
      '-key',
      key,
      ...csrDigest,
      '-subj',
      subject,
      '-out',
      at(`${name}.csr`),
    ]);
    const extensions = options.extensions ?? SIGNER_EXTENSIONS;
    const usesIds = !extensions.some((line) => line.startsWith('authorityKeyIdentifier'));
    writeFileSync(
      at(`${name}.ext`),
      `${[...extensions, ...(usesIds ? KEY_IDS : [])].filter((line) => !line.endsWith('=')).join('\n')}\n`,
    );
    const signer =
      issuer === null ? ['-selfsign', '-keyfile', key] : ['-cert', issuer.crt, '-keyfile', issuer.key];
    const sm2Issuer = digest === 'sm3' ? ['-sigopt', `distid:${userId}`] : [];
    openssl([
      ...[
        'ca',
        '-batch',
        '-notext',
        '-utf8',
        '-preserveDN',
        '-config',
        cnf,
        '-in',
        at(`${name}.csr`),
        '-out',
        at(`${name}.crt`),
      ],
      ...(curve === 'SM2' ? ['-vfyopt', `distid:${GB_ID}`] : []),
      ...['-md', digest, ...sm2Issuer, ...signer, '-extfile', at(`${name}.ext`)],
      ...['-startdate', options.from ?? '20260101000000Z', '-enddate', options.to ?? '20351231000000Z'],
    ]);
    return { crt: at(`${name}.crt`), key };
  }

  function root(name: string, options: Partial<IssueOptions> = {}): CertFiles {
    return issue(null, {
      subject: `/C=CN/O=省电子认证中心/CN=${name}`,
      extensions: CA_EXTENSIONS,
      ...options,
      name,
    });
  }

  /** A PEM revocation list by an authority. */
  function crl(issuer: CertFiles, options: CrlOptions): string {
    const rows = (options.revoked ?? []).map(({ cert, date, reason }) => {
      const fields = openssl(['x509', '-in', cert.crt, '-noout', '-serial']).toString().trim().split('=')[1]!;
      return `R\t351231000000Z\t${date}${reason ? `,${reason}` : ''}\t${fields}\tunknown\t/CN=${fields}\n`;
    });
    const cnf = config(options.name, rows.join(''), options.number ?? 1, options.extensions);
    const out = at(`${options.name}.crl`);
    openssl([
      ...[
        'ca',
        '-gencrl',
        '-config',
        cnf,
        '-cert',
        issuer.crt,
        '-keyfile',
        issuer.key,
        '-md',
        'sm3',
        '-out',
        out,
      ],
      ...['-sigopt', `distid:${options.userId ?? GB_ID}`],
      ...[
        '-crl_lastupdate',
        options.from ?? '20261101000000Z',
        '-crl_nextupdate',
        options.to ?? '20261231000000Z',
      ],
    ]);
    return out;
  }

  return { folder, at, root, issue, crl };
}

export type OpensslCa = ReturnType<typeof opensslCa>;

/** The DER bytes of a PEM certificate. */
export function derOf(pemFile: string): Buffer {
  const body = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(readFileSync(pemFile, 'latin1'))![1]!;
  return Buffer.from(body, 'base64');
}

/** SM3 of the DER inside a PEM text, lower-case hexadecimal. */
export function opensslSm3Der(pem: string): string {
  const body = Buffer.from(/-----BEGIN [^-]+-----([^-]+)-----END/.exec(pem)![1]!, 'base64');
  return openssl(['dgst', '-sm3', '-r'], body).toString().slice(0, 64);
}
