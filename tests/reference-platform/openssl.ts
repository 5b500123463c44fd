/** The `openssl` program, by which the platform judges: none of the product's own cryptography has a say here. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** GB/T 35276: the user id that counts; openssl's own default is the empty one. */
export const DISTID = 'distid:1234567812345678';

export async function openssl(...args: string[]): Promise<string> {
  const { stdout } = await run('openssl', args, { maxBuffer: 64 * 1024 ** 2 });
  return stdout;
}

/** True when openssl ends with success; its complaint otherwise. */
export async function opensslSays(...args: string[]): Promise<{ ok: boolean; said: string }> {
  try {
    return { ok: true, said: await openssl(...args) };
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    return { ok: false, said: `${stdout ?? ''}${stderr ?? ''}`.trim() };
  }
}

/** SM3 of a file, lower-case hexadecimal. */
export async function sm3OfFile(file: string): Promise<string> {
  return (await openssl('dgst', '-sm3', '-r', file)).slice(0, 64);
}
