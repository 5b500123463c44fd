/** Password-based encryption PBES2 (RFC 8018), with the schemes that OpenSSL and Chinese tools write. */
import { createCipheriv, createDecipheriv, pbkdf2, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { pbkdf2Async } from '@noble/hashes/pbkdf2.js';
import { FailureError } from '#app/contract/failure';
import {
  derInteger,
  derNull,
  derOctets,
  DerError,
  derOid,
  derSequence,
  readInteger,
  readOctets,
  readOid,
  readSequence,
  readSmallInteger,
  TAG,
  type DerNode,
} from './der';
import { sm3Hash } from './gm/hmac-sm3';
import { sm4CbcDecryptRaw, sm4CbcEncrypt } from './gm/sm4';
import { isLegacyScheme, OID } from './oids';

/** Rounds of PBKDF2 that this program writes. */
export const PBKDF2_ROUNDS = 600_000;
// A file from outside must not keep the program busy: about two seconds each, and SM3 is computed here and not by
// OpenSSL.
const MAX_ROUNDS = 5_000_000;
const MAX_SM3_ROUNDS = 1_000_000;
const MAX_SCRYPT_BYTES = 128 * 2 ** 20;
const MAX_SCRYPT_WORK = 4 * MAX_SCRYPT_BYTES;

export type KeyCipher = 'sm4-cbc' | 'aes-256-cbc';

const CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyBytes: number }>> = {
  [OID.sm4Cbc]: { name: 'sm4-cbc', keyBytes: 16 },
  [OID.aes128Cbc]: { name: 'aes-128-cbc', keyBytes: 16 },
  [OID.aes192Cbc]: { name: 'aes-192-cbc', keyBytes: 24 },
  [OID.aes256Cbc]: { name: 'aes-256-cbc', keyBytes: 32 },
};
const PRFS: Readonly<Record<string, string>> = {
  [OID.hmacWithSha1]: 'sha1',
  [OID.hmacWithSha224]: 'sha224',
  [OID.hmacWithSha256]: 'sha256',
  [OID.hmacWithSha384]: 'sha384',
  [OID.hmacWithSha512]: 'sha512',
  [OID.hmacWithSm3]: 'sm3',
};
const deriveByPbkdf2 = promisify(pbkdf2);
const deriveByScrypt = promisify<string | Uint8Array, Uint8Array, number, object, Buffer>(scrypt);

/** The octets of a passphrase: UTF-8 of its NFC form, so that every keyboard gives the same ones. */
export function passphraseBytes(passphrase: string): Uint8Array {
  return new TextEncoder().encode(passphrase.normalize('NFC'));
}

/**
 * The plain text with its padding still on. Throws `FailureError` `key-legacy` for schemes of old tools, `key-unreadable`
 * for unknown or damaged ones, `DerError` for damaged structures.
 */
export async function pbes2Decrypt(
  algorithm: DerNode,
  cipherText: Uint8Array,
  passphrase: string,
): Promise<Uint8Array> {
  const { kdf, cipherOid, iv } = readScheme(algorithm);
  const cipher = CIPHERS[cipherOid];
  if (!cipher) {
    throw new FailureError(isLegacyScheme(cipherOid) ? 'key-legacy' : 'key-unreadable', {
      reason: 'scheme',
      scheme: cipherOid,
    });
  }
  if (iv.length !== 16 || cipherText.length === 0 || cipherText.length % 16 !== 0)
    throw new DerError('damaged cipher text');
  const key = await deriveKey(kdf, passphrase, cipher.keyBytes);
  if (cipherOid === OID.sm4Cbc) return sm4CbcDecryptRaw(key, iv, cipherText);
  const decipher = createDecipheriv(cipher.name, key, iv).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([decipher.update(cipherText), decipher.final()]));
}

/** Throws `key-legacy` when the algorithm is one of an old tool, without needing the passphrase. */
export function refuseLegacy(algorithm: DerNode): void {
  const oid = readOid(readSequence(algorithm).next());
  if (isLegacyScheme(oid)) throw new FailureError('key-legacy', { scheme: oid });
  if (oid === OID.pbes2 && isLegacyScheme(readScheme(algorithm).cipherOid)) {
    throw new FailureError('key-legacy', { scheme: readScheme(algorithm).cipherOid });
  }
}

function readScheme(algorithm: DerNode): { kdf: DerNode; cipherOid: string; iv: Uint8Array } {
  const fields = readSequence(algorithm);
  const oid = readOid(fields.next());
  if (isLegacyScheme(oid)) throw new FailureError('key-legacy', { scheme: oid });
  if (oid !== OID.pbes2) throw new FailureError('key-unreadable', { reason: 'scheme', scheme: oid });
  const parameters = readSequence(fields.next());
  const kdf = parameters.next(TAG.sequence);
  const cipher = readSequence(parameters.next());
  const cipherOid = readOid(cipher.next());
  const iv = isLegacyScheme(cipherOid) ? new Uint8Array(0) : readOctets(cipher.next());
  return { kdf, cipherOid, iv };
}

async function deriveKey(kdf: DerNode, passphrase: string, keyBytes: number): Promise<Uint8Array> {
  const fields = readSequence(kdf);
  const oid = readOid(fields.next());
  const parameters = readSequence(fields.next());
  const secret = passphraseBytes(passphrase);
  if (oid === OID.pbkdf2) {
    const salt = readOctets(parameters.next());
    const rounds = readSmallInteger(parameters.next(), MAX_ROUNDS);
    parameters.optional(TAG.integer);
    const prfNode = parameters.optional(TAG.sequence);
    const prf = PRFS[prfNode ? readOid(readSequence(prfNode).next()) : OID.hmacWithSha1];
    if (prf === undefined || rounds === 0 || (prf === 'sm3' && rounds > MAX_SM3_ROUNDS))
      throw new FailureError('key-unreadable', { reason: 'scheme', scheme: oid });
    if (prf === 'sm3') return pbkdf2Async(sm3Hash, secret, salt, { c: rounds, dkLen: keyBytes });
    return new Uint8Array(await deriveByPbkdf2(secret, salt, rounds, keyBytes, prf));
  }
  if (oid === OID.scrypt) {
    const salt = readOctets(parameters.next());
    const N = Number(readInteger(parameters.next()));
    const r = readSmallInteger(parameters.next(), 64);
    const p = readSmallInteger(parameters.next(), 64);
    const powerOfTwo = N > 1 && N <= 2 ** 24 && Number.isInteger(Math.log2(N));
    const tooMuch = 128 * N * r > MAX_SCRYPT_BYTES || 128 * N * r * p > MAX_SCRYPT_WORK;
    if (!powerOfTwo || r === 0 || p === 0 || tooMuch) throw new DerError('scrypt parameters');
    const maxmem = 2 * MAX_SCRYPT_BYTES;
    return new Uint8Array(await deriveByScrypt(secret, salt, keyBytes, { N, r, p, maxmem }));
  }
  throw new FailureError('key-unreadable', { reason: 'scheme', scheme: oid });
}

/** EncryptedPrivateKeyInfo (RFC 5958) of a PrivateKeyInfo: PBKDF2-HMAC-SHA256 over a 16-byte salt. */
export async function pbes2Encrypt(
  plain: Uint8Array,
  passphrase: string,
  cipher: KeyCipher = 'sm4-cbc',
  rounds = PBKDF2_ROUNDS,
): Promise<Uint8Array> {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const keyBytes = cipher === 'sm4-cbc' ? 16 : 32;
  const key = await deriveByPbkdf2(passphraseBytes(passphrase), salt, rounds, keyBytes, 'sha256');
  const kdf = derSequence(
    derOid(OID.pbkdf2),
    derSequence(derOctets(salt), derInteger(rounds), derSequence(derOid(OID.hmacWithSha256), derNull())),
  );
  const cipherOid = cipher === 'sm4-cbc' ? OID.sm4Cbc : OID.aes256Cbc;
  const scheme = derSequence(
    derOid(OID.pbes2),
    derSequence(kdf, derSequence(derOid(cipherOid), derOctets(iv))),
  );
  return derSequence(scheme, derOctets(encrypt(cipher, key, iv, plain)));
}

function encrypt(cipher: KeyCipher, key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  if (cipher === 'sm4-cbc') return sm4CbcEncrypt(key, iv, plain);
  const aes = createCipheriv(cipher, key, iv);
  return new Uint8Array(Buffer.concat([aes.update(plain), aes.final()]));
}
