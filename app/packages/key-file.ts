/**
 * Key files: written as PKCS#8 with PBES2 (PBKDF2-HMAC-SHA256, 600,000 rounds, SM4-CBC), read in the forms that other
 * tools write (PKCS#8 plain or PBES2, SEC1, PKCS#12).
 */
import { FailureError, outcomeOf, type Outcome } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import { equalBytes } from './bytes';
import type { Certificate } from './certificate';
import { subjectPublicKeyInfo } from './csr';
import { DerError, readDer, readOctets, readSequence } from './der';
import { newPrivateKey, publicKeyOf } from './gm/sm2-curve';
import { withoutPadding } from './gm/sm4';
import { passphraseFault } from './passphrase';
import { pbes2Decrypt, pbes2Encrypt, refuseLegacy, type KeyCipher } from './pbes2';
import { encodePem, looksLikePem, readPem } from './pem';
import { looksLikePkcs12, readPkcs12 } from './pkcs12';
import { encodePrivateKeyInfo, parseEcPrivateKey, parsePrivateKeyInfo } from './private-key';
import { writeThroughTemporary } from './zip-writer';

export interface KeyPair {
  /** 32 bytes. */
  readonly privateKey: Uint8Array;
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
}

export interface KeyFileContents extends KeyPair {
  /** Certificates that came along in a PKCS#12 file; the key's own first, where it is among them. */
  readonly certificates: readonly Certificate[];
  readonly format: 'pkcs8-encrypted' | 'pkcs8' | 'sec1' | 'pkcs12';
}

export function generateKeyPair(): KeyPair {
  return keyPairOf(newPrivateKey());
}

function keyPairOf(privateKey: Uint8Array): KeyPair {
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}

/** SM3 of the SubjectPublicKeyInfo, lower-case hexadecimal: the same for a key, its request and its certificate. */
export function publicKeyFingerprint(publicKey: Uint8Array): string {
  return sm3Hex(subjectPublicKeyInfo(publicKey));
}

/** PEM text of an encrypted key file. */
export async function keyFilePem(
  privateKey: Uint8Array,
  passphrase: string,
  options: { readonly cipher?: KeyCipher; readonly rounds?: number } = {},
): Promise<string> {
  const info = encodePrivateKeyInfo(privateKey);
  return encodePem(
    'ENCRYPTED PRIVATE KEY',
    await pbes2Encrypt(info, passphrase, options.cipher, options.rounds),
  );
}

/**
 * Writes an encrypted key file that only its owner may read. Failures: `passphrase-missing`, `invalid-input` with
 * `field: 'passphrase'` and the fault, and those of writing.
 */
export function writeKeyFile(
  out: string,
  privateKey: Uint8Array,
  passphrase: string,
): Promise<Outcome<void>> {
  return outcomeOf(async () => {
    if (passphrase === '') throw new FailureError('passphrase-missing');
    const fault = passphraseFault(passphrase);
    if (fault !== null) throw new FailureError('invalid-input', { field: 'passphrase', reason: fault });
    const pem = await keyFilePem(privateKey, passphrase);
    await writeThroughTemporary(out, oneChunk(new TextEncoder().encode(pem)), 0o600);
  });
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/**
 * Reads a key file. Failures: `key-unreadable` (`details.reason` `empty`, `not-a-key`, `damaged`, `not-sm2`, `scheme`),
 * `key-legacy` (to be exported anew with AES or SM4), `passphrase-missing`, `passphrase-wrong`.
 */
export function readKeyFile(bytes: Uint8Array, passphrase: string | null): Promise<Outcome<KeyFileContents>> {
  return outcomeOf(async () => {
    try {
      return await readAny(bytes, passphrase);
    } catch (error) {
      if (error instanceof DerError) throw new FailureError('key-unreadable', { reason: 'damaged' });
      throw error;
    }
  });
}

async function readAny(bytes: Uint8Array, passphrase: string | null): Promise<KeyFileContents> {
  if (bytes.length === 0) throw new FailureError('key-unreadable', { reason: 'empty' });
  const blocks = readPem(bytes);
  if (blocks === null) {
    if (looksLikePem(bytes)) throw new FailureError('key-unreadable', { reason: 'damaged' });
    return readBinary(bytes, passphrase);
  }
  const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (!block) throw new FailureError('key-unreadable', { reason: 'not-a-key' });
  // Encryption by header lines is OpenSSL's old form, with a key derivation of one MD5 round.
  if (block.headers.some((line) => line.includes('ENCRYPTED')))
    throw new FailureError('key-legacy', { scheme: block.label });
  if (block.label === 'ENCRYPTED PRIVATE KEY') return readEncrypted(block.der, passphrase);
  if (block.label === 'PRIVATE KEY') return plain(parsePrivateKeyInfo(block.der), 'pkcs8');
  // OpenSSL 3 names the same structure after the curve.
  if (block.label === 'EC PRIVATE KEY' || block.label === 'SM2 PRIVATE KEY')
    return plain(parseEcPrivateKey(block.der), 'sec1');
  throw new FailureError('key-unreadable', { reason: 'not-sm2' });
}

/** DER: the shape tells PKCS#12, encrypted PKCS#8, PKCS#8 and SEC1 apart. */
async function readBinary(bytes: Uint8Array, passphrase: string | null): Promise<KeyFileContents> {
  if (bytes[0] !== 0x30) throw new FailureError('key-unreadable', { reason: 'not-a-key' });
  if (looksLikePkcs12(bytes)) return readPfx(bytes, passphrase);
  const fields = readSequence(readDer(bytes));
  const first = fields.next();
  if (first.tag === 0x30) return readEncrypted(bytes, passphrase);
  return fields.next().tag === 0x30
    ? plain(parsePrivateKeyInfo(bytes), 'pkcs8')
    : plain(parseEcPrivateKey(bytes), 'sec1');
}

function plain(privateKey: Uint8Array, format: KeyFileContents['format']): KeyFileContents {
  return { ...keyPairOf(privateKey), certificates: [], format };
}

async function readEncrypted(der: Uint8Array, passphrase: string | null): Promise<KeyFileContents> {
  const fields = readSequence(readDer(der));
  const algorithm = fields.next();
  const cipherText = readOctets(fields.next());
  fields.end();
  refuseLegacy(algorithm);
  if (passphrase === null || passphrase === '') throw new FailureError('passphrase-missing');
  const padded = await pbes2Decrypt(algorithm, cipherText, passphrase);
  try {
    return plain(parsePrivateKeyInfo(withoutPadding(padded)), 'pkcs8-encrypted');
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof DerError)) throw error;
    // The first block of a right decryption always reads as the head of a PrivateKeyInfo: then the passphrase was right
    // and the rest of the file is damaged.
    throw looksLikePrivateKeyInfo(padded)
      ? new FailureError('key-unreadable', { reason: 'damaged' })
      : new FailureError('passphrase-wrong');
  }
}

function looksLikePrivateKeyInfo(bytes: Uint8Array): boolean {
  const lengthBytes = bytes[1]! < 0x80 ? 0 : bytes[1]! & 0x7f;
  const head = bytes.subarray(2 + lengthBytes, 6 + lengthBytes);
  return bytes[0] === 0x30 && lengthBytes <= 2 && equalBytes(head, Uint8Array.of(2, 1, 0, 0x30));
}

async function readPfx(bytes: Uint8Array, passphrase: string | null): Promise<KeyFileContents> {
  if (passphrase === null) {
    // A file of an old tool is named as such before a passphrase is asked for.
    await readPkcs12(bytes, '').catch((error: unknown) => {
      if (error instanceof FailureError && error.failure.code === 'key-legacy') throw error;
    });
    throw new FailureError('passphrase-missing');
  }
  const { privateKeys, certificates } = await readPkcs12(bytes, passphrase);
  // Chinese authorities issue a signing and an encryption certificate, sometimes in one file.
  const pairs = privateKeys.map((privateKey) => {
    const pair = keyPairOf(privateKey);
    const own = certificates.filter(
      ({ publicKey }) => publicKey !== null && equalBytes(publicKey, pair.publicKey),
    );
    return { pair, own };
  });
  const signing = pairs.find(({ own }) =>
    own.some(({ keyUsage }) => keyUsage?.includes('digitalSignature') ?? true),
  );
  const chosen = signing ?? pairs[0];
  if (!chosen) throw new FailureError('key-unreadable', { reason: 'not-a-key' });
  const others = certificates.filter((certificate) => !chosen.own.includes(certificate));
  return { ...chosen.pair, certificates: [...chosen.own, ...others], format: 'pkcs12' };
}
