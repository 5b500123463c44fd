/**
 * Encrypted carry `.zwmlx`: a ZIP of `cek.sm2` (SM2Cipher to the recipient's key over a 16-byte SM4 key and a 32-byte
 * MAC key), `content.sm4` (iv‖SM4-CBC of the package) and `content.hmac` (HMAC-SM3 of `content.sm4`, hexadecimal). The
 * MAC is checked before anything is decrypted.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { failed, outcomeOf, type Outcome } from '#app/contract/failure';
import { concat, equalBytes, fromHex, toHex, utf8Text } from './bytes';
import type { Certificate } from './certificate';
import { hmacSm3Stream } from './gm/hmac-sm3';
import { sm2Decrypt, sm2Encrypt } from './gm/sm2-encryption';
import { SM4_BLOCK, sm4CbcDecryptStream, sm4CbcEncryptStream } from './gm/sm4';
import { problem, type PackageProblem } from './package-problem';
import { ZipPolicyError, type ZipMember } from './zip-policy';
import { fileFailure, type OpenZip } from './zip-reader';
import { writeThroughTemporary, writeZip } from './zip-writer';

const MEMBERS = ['cek.sm2', 'content.sm4', 'content.hmac'] as const;
const SM4_KEY_BYTES = 16;
const MAC_KEY_BYTES = 32;
const SMALL_MEMBER_BYTES = 4096;

export const isEnvelope = (zip: OpenZip): boolean =>
  zip.members.has('cek.sm2') && zip.members.has('content.sm4');

/**
 * Encrypts a package to a recipient. Failures: `certificate-mismatch` (`not-sm2`) when the recipient's key cannot be
 * encrypted to, and those of reading and writing.
 */
export async function encryptPackage(input: {
  readonly source: string;
  readonly out: string;
  readonly recipient: Certificate;
}): Promise<Outcome<void>> {
  const { publicKey } = input.recipient;
  if (publicKey === null) return failed('certificate-mismatch', { reason: 'not-sm2' });
  const sm4Key = randomBytes(SM4_KEY_BYTES);
  const macKey = randomBytes(MAC_KEY_BYTES);
  const mac = hmacSm3Stream(macKey);
  const content = async function* (): AsyncIterable<Uint8Array> {
    const iv = randomBytes(SM4_BLOCK);
    const cipher = sm4CbcEncryptStream(sm4Key, iv);
    const sealed = (part: Uint8Array): Uint8Array => {
      mac.update(part);
      return part;
    };
    yield sealed(iv);
    for await (const part of fileBytes(input.source)) yield sealed(cipher.update(part));
    yield sealed(cipher.end());
  };
  const hmac = async function* (): AsyncIterable<Uint8Array> {
    yield new TextEncoder().encode(toHex(mac.digest()));
  };
  // Members are written one after the other, so the MAC is complete when its turn comes.
  return outcomeOf(() =>
    writeZip(input.out, [
      { name: 'cek.sm2', data: sm2Encrypt(publicKey, concat(sm4Key, macKey)), compress: false },
      { name: 'content.sm4', data: content, compress: false },
      { name: 'content.hmac', data: hmac, compress: false },
    ]),
  );
}

async function* fileBytes(file: string): AsyncIterable<Uint8Array> {
  try {
    for await (const part of createReadStream(file)) yield part as Uint8Array;
  } catch (error) {
    throw fileFailure(error, file);
  }
}

/** Decrypts the content into `out`; a problem when the envelope is not for this key or was changed. */
export async function decryptEnvelope(
  zip: OpenZip,
  privateKey: Uint8Array,
  out: string,
): Promise<PackageProblem | null> {
  const extra = [...zip.members.keys()].find((name) => !(MEMBERS as readonly string[]).includes(name));
  if (extra !== undefined) throw new ZipPolicyError('加密报送包内有多余文件');
  const member = (name: (typeof MEMBERS)[number]): ZipMember => {
    const found = zip.members.get(name);
    if (!found) throw new ZipPolicyError('加密报送包内缺少文件');
    return found;
  };
  const content = member('content.sm4');
  const expected = macText(await zip.bytes(member('content.hmac'), SMALL_MEMBER_BYTES));
  const keys = sm2Decrypt(privateKey, await zip.bytes(member('cek.sm2'), SMALL_MEMBER_BYTES));
  if (keys?.length !== SM4_KEY_BYTES + MAC_KEY_BYTES)
    return problem('recipient', '这份加密报送包不能用本单位的密钥打开');
  const changed = problem('payload-digest', '加密报送包的内容与校验值不符');
  const mac = hmacSm3Stream(keys.subarray(SM4_KEY_BYTES));
  for await (const part of zip.stream(content)) mac.update(part);
  if (expected === null || !equalBytes(mac.digest(), expected)) return changed;
  try {
    await writeThroughTemporary(out, decrypted(zip, content, keys.subarray(0, SM4_KEY_BYTES)), 0o600);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return changed;
    throw error;
  }
}

// Exactly 64 lower-case digits; a line feed after them, as shell tools write one, does not count.
function macText(bytes: Uint8Array): Uint8Array | null {
  const match = /^([0-9a-f]{64})\n?$/.exec(utf8Text(bytes) ?? '');
  return match ? fromHex(match[1]!) : null;
}

async function* decrypted(zip: OpenZip, content: ZipMember, sm4Key: Uint8Array): AsyncIterable<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  let cipher: ReturnType<typeof sm4CbcDecryptStream> | null = null;
  for await (const part of zip.stream(content)) {
    if (cipher !== null) {
      yield cipher.update(part);
      continue;
    }
    head = concat(head, part);
    if (head.length < SM4_BLOCK) continue;
    cipher = sm4CbcDecryptStream(sm4Key, head.slice(0, SM4_BLOCK));
    yield cipher.update(head.subarray(SM4_BLOCK));
  }
  if (cipher === null) throw new RangeError('the content is shorter than one block');
  yield cipher.end();
}
