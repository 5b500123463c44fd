/** What a stick or disc brings: a file that may be in parts, encrypted, or both. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError } from '#app/contract/failure';
import { decryptEnvelope, isEnvelope } from './envelope';
import { withWholeFile } from './package-parts';
import { ZipPolicyError } from './zip-policy';
import { withZip } from './zip-reader';

/**
 * Hands `use` the plain file, in a temporary folder that is gone afterwards where it had to be made. Failures: those of
 * joining parts; `package-unreadable` with `details.reason` `encrypted` (no key was given), or with the sentence why
 * the key does not open it.
 */
export function withPlainFile<T>(
  file: string,
  privateKey: Uint8Array | null,
  use: (plain: string) => Promise<T>,
): Promise<T> {
  return withWholeFile(file, async (whole) => {
    if (!(await isEncrypted(whole))) return use(whole);
    if (privateKey === null) throw new FailureError('package-unreadable', { file, reason: 'encrypted' });
    const folder = await mkdtemp(join(tmpdir(), 'mulu-plain-'));
    try {
      const plain = join(folder, 'document.zwmlr');
      await decrypt(whole, privateKey, plain, file);
      return await use(plain);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** False also for what is no ZIP or no good one: whoever reads it says so. */
async function isEncrypted(file: string): Promise<boolean> {
  try {
    return await withZip(file, async (zip) => isEnvelope(zip));
  } catch (error) {
    if (error instanceof FailureError || error instanceof ZipPolicyError) return false;
    throw error;
  }
}

async function decrypt(whole: string, privateKey: Uint8Array, plain: string, file: string): Promise<void> {
  const refuse = (reason: string): FailureError => new FailureError('package-unreadable', { file, reason });
  try {
    const problem = await withZip(whole, (zip) => decryptEnvelope(zip, privateKey, plain));
    if (problem) throw refuse(problem.message);
  } catch (error) {
    throw error instanceof ZipPolicyError ? refuse(error.found) : error;
  }
}
