/** PKCS#12 files (RFC 7292) as far as they are made with PBES2; the schemes of old tools are recognised and refused. */
import { createHash, createHmac } from 'node:crypto';
import { FailureError } from '#app/contract/failure';
import { sm3 } from '#app/digest/sm3';
import { concat, equalBytes, fromBigInt, toBigInt } from './bytes';
import { parseCertificate, type Certificate } from './certificate';
import {
  contextPrimitiveTag,
  contextTag,
  DerError,
  readDer,
  readExplicit,
  readMembers,
  readOctets,
  readOid,
  readSequence,
  readSmallInteger,
  TAG,
  type DerNode,
} from './der';
import { hmacSm3 } from './gm/hmac-sm3';
import { withoutPadding } from './gm/sm4';
import { OID } from './oids';
import { pbes2Decrypt, refuseLegacy } from './pbes2';
import { parsePrivateKeyInfo } from './private-key';

export interface Pkcs12Contents {
  /** 32 bytes each. */
  readonly privateKeys: readonly Uint8Array[];
  readonly certificates: readonly Certificate[];
}

interface MacHash {
  readonly blockBytes: number;
  hash(bytes: Uint8Array): Uint8Array;
  hmac(key: Uint8Array, bytes: Uint8Array): Uint8Array;
}

const nodeHash = (name: string, blockBytes: number): MacHash => ({
  blockBytes,
  hash: (bytes) => new Uint8Array(createHash(name).update(bytes).digest()),
  hmac: (key, bytes) => new Uint8Array(createHmac(name, key).update(bytes).digest()),
});

const MAC_HASHES: Readonly<Record<string, MacHash>> = {
  [OID.sha1]: nodeHash('sha1', 64),
  [OID.sha224]: nodeHash('sha224', 64),
  [OID.sha256]: nodeHash('sha256', 64),
  [OID.sha384]: nodeHash('sha384', 128),
  [OID.sha512]: nodeHash('sha512', 128),
  [OID.sm3]: { blockBytes: 64, hash: sm3, hmac: hmacSm3 },
};

const MAX_BAG_DEPTH = 8;
// A signing and an encryption key with their certificates are four; each asks for a key derivation of its own.
const MAX_ENCRYPTED = 16;

/** True when the bytes begin like a PKCS#12 file: SEQUENCE, version 3, a content that is data. */
export function looksLikePkcs12(bytes: Uint8Array): boolean {
  try {
    const fields = readSequence(readDer(bytes));
    if (readSmallInteger(fields.next(), 3) !== 3) return false;
    return readOid(readSequence(fields.next()).next()) === OID.pkcs7Data;
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

/**
 * Throws `FailureError`: `key-legacy` (RC2, 3DES), `passphrase-wrong` (the file's own check value does not match),
 * `key-unreadable`; `DerError` when the structure is damaged.
 */
export async function readPkcs12(bytes: Uint8Array, passphrase: string): Promise<Pkcs12Contents> {
  const fields = readSequence(readDer(bytes));
  readSmallInteger(fields.next(), 3);
  const safe = dataContent(fields.next());
  const mac = fields.optional(TAG.sequence);
  fields.end();

  const contents = readMembers(readDer(safe)).map(readContent);
  for (const { algorithm, plain } of contents) {
    if (algorithm) refuseLegacy(algorithm);
    for (const bag of plain ? bagsOf(plain) : []) {
      if (bag.kind === OID.shroudedKeyBag) refuseLegacy(readSequence(bag.value).next());
    }
  }
  const proved = mac !== null && checkMac(mac, safe, passphrase);
  let encrypted = 0;
  const decrypt = (algorithm: DerNode, cipherText: Uint8Array): Promise<Uint8Array> => {
    if (++encrypted > MAX_ENCRYPTED) throw new DerError('too many encrypted parts');
    return decrypted(algorithm, cipherText, passphrase, proved);
  };
  const privateKeys: Uint8Array[] = [];
  const certificates: Certificate[] = [];
  for (const content of contents) {
    const plain = content.plain ?? (await decrypt(content.algorithm!, content.cipherText!));
    for (const bag of bagsOf(plain)) {
      if (bag.kind === OID.keyBag) privateKeys.push(parsePrivateKeyInfo(bag.value.bytes));
      if (bag.kind === OID.shroudedKeyBag) {
        const shrouded = readSequence(bag.value);
        const algorithm = shrouded.next();
        privateKeys.push(parsePrivateKeyInfo(await decrypt(algorithm, readOctets(shrouded.next()))));
      }
      if (bag.kind === OID.certBag) {
        const certificate = readSequence(bag.value);
        if (readOid(certificate.next()) !== OID.x509Certificate) continue;
        certificates.push(parseCertificate(readOctets(readExplicit(certificate.next(contextTag(0))))));
      }
    }
  }
  return { privateKeys, certificates };
}

interface Content {
  readonly plain: Uint8Array | null;
  readonly algorithm: DerNode | null;
  readonly cipherText: Uint8Array | null;
}

function readContent(node: DerNode): Content {
  const fields = readSequence(node);
  const kind = readOid(fields.next());
  if (kind === OID.pkcs7Data) return { plain: dataContent(node), algorithm: null, cipherText: null };
  if (kind !== OID.pkcs7EncryptedData)
    throw new FailureError('key-unreadable', { reason: 'scheme', scheme: kind });
  const data = readSequence(readExplicit(fields.next(contextTag(0))));
  readSmallInteger(data.next(), 2);
  const info = readSequence(data.next());
  readOid(info.next());
  const algorithm = info.next(TAG.sequence);
  return { plain: null, algorithm, cipherText: readOctets(info.next(), contextPrimitiveTag(0)) };
}

function dataContent(node: DerNode): Uint8Array {
  const fields = readSequence(node);
  if (readOid(fields.next()) !== OID.pkcs7Data) throw new DerError('not a data content');
  return readOctets(readExplicit(fields.next(contextTag(0))));
}

function bagsOf(safeContents: Uint8Array, depth = 0): { kind: string; value: DerNode }[] {
  if (depth > MAX_BAG_DEPTH) throw new DerError('bags within bags');
  return readMembers(readDer(safeContents)).flatMap((bag) => {
    const fields = readSequence(bag);
    const kind = readOid(fields.next());
    const value = readExplicit(fields.next(contextTag(0)));
    return kind === OID.safeContentsBag ? bagsOf(value.bytes, depth + 1) : [{ kind, value }];
  });
}

async function decrypted(
  algorithm: DerNode,
  cipherText: Uint8Array,
  passphrase: string,
  proved: boolean,
): Promise<Uint8Array> {
  const padded = await pbes2Decrypt(algorithm, cipherText, passphrase);
  try {
    const plain = withoutPadding(padded);
    readDer(plain);
    return plain;
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof DerError)) throw error;
    // With the check value matched the passphrase is right, so the fault lies in the file.
    throw new FailureError(proved ? 'key-unreadable' : 'passphrase-wrong', { reason: 'damaged' });
  }
}

/** True when the check value was compared and matched; false when it is of a kind that is not checked here. */
function checkMac(mac: DerNode, safe: Uint8Array, passphrase: string): boolean {
  const fields = readSequence(mac);
  const digestInfo = readSequence(fields.next());
  const oid = readOid(readSequence(digestInfo.next()).next());
  const expected = readOctets(digestInfo.next());
  const salt = readOctets(fields.next());
  const rounds = fields.done ? 1 : readSmallInteger(fields.next(), 1_000_000);
  const hash = MAC_HASHES[oid];
  if (!hash) return false;
  if (expected.length !== hash.hash(new Uint8Array(0)).length)
    throw new DerError('the check value is damaged');
  const key = macKey(hash, passphrase, salt, rounds, expected.length);
  if (equalBytes(hash.hmac(key, safe), expected)) return true;
  throw new FailureError('passphrase-wrong');
}

/** Key derivation of RFC 7292 appendix B.2 for the MAC key (ID 3). */
function macKey(
  hash: MacHash,
  passphrase: string,
  salt: Uint8Array,
  rounds: number,
  size: number,
): Uint8Array {
  const v = hash.blockBytes;
  const filled = (bytes: Uint8Array): Uint8Array => {
    const length = Math.ceil(bytes.length / v) * v;
    return Uint8Array.from({ length }, (_, i) => bytes[i % bytes.length]!);
  };
  // BMPString with a terminating zero.
  const text = Buffer.from(`${passphrase.normalize('NFC')}\0`, 'utf16le').swap16();
  const diversifier = new Uint8Array(v).fill(3);
  let blocks = concat(filled(salt), filled(text));
  const parts: Uint8Array[] = [];
  for (let made = 0; made < size;) {
    let a = hash.hash(concat(diversifier, blocks));
    for (let round = 1; round < rounds; round++) a = hash.hash(a);
    parts.push(a);
    made += a.length;
    const b = toBigInt(filled(a).subarray(0, v)) + 1n;
    const modulus = 1n << BigInt(8 * v);
    const next: Uint8Array[] = [];
    for (let at = 0; at < blocks.length; at += v) {
      next.push(fromBigInt((toBigInt(blocks.subarray(at, at + v)) + b) % modulus, v));
    }
    blocks = concat(...next);
  }
  return concat(...parts).subarray(0, size);
}
