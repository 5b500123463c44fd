/** What arrives at the platform's hatch: packages in parts, and encrypted ones, opened with openssl and the ZIP alone. */
import { createHash } from 'node:crypto';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { openssl, sm3OfFile } from './openssl';

const run = promisify(execFile);

/** Joins the parts that a list names into `folder`; throws with the name of the part that is missing or damaged. */
export async function joinParts(listFile: string, folder: string): Promise<string> {
  const list = JSON.parse(await readFile(listFile, 'utf8')) as {
    file: string;
    size: number;
    sm3: string;
    parts: { file: string; size: number; sm3: string }[];
  };
  if (!/^[0-9a-f-]+\.zwmlx?$/.test(list.file)) throw new Error('分卷清单不合规定');
  const out = join(folder, list.file);
  await writeFile(out, '');
  for (const part of list.parts) {
    if (!/^[0-9a-f-]+\.zwmlx?\.\d{3}$/.test(part.file)) throw new Error('分卷清单不合规定');
    const own = join(dirname(listFile), part.file);
    const found = await stat(own).catch(() => null);
    if (!found) throw new Error(`缺少分卷${part.file}`);
    if (found.size !== part.size || (await sm3OfFile(own)) !== part.sm3)
      throw new Error(`分卷${part.file}损坏`);
    await appendFile(out, await readFile(own));
  }
  if ((await sm3OfFile(out)) !== list.sm3) throw new Error('分卷合并后与清单不符');
  return out;
}

/** The package inside an encrypted one, after the published recipe; `file` itself where it is not encrypted. */
export async function decrypted(file: string, key: string, folder: string): Promise<string> {
  const names = (await run('unzip', ['-Z1', file]).catch(() => ({ stdout: '' }))).stdout.split('\n');
  if (!names.includes('cek.sm2')) return file;
  await run('unzip', ['-q', '-o', file, 'cek.sm2', 'content.sm4', 'content.hmac', '-d', folder]);
  const at = (name: string): string => join(folder, name);
  await openssl('pkeyutl', '-decrypt', '-inkey', key, '-in', at('cek.sm2'), '-out', at('cek.bin'));
  const cek = (await readFile(at('cek.bin'))).toString('hex');
  if (cek.length !== 96) throw new Error('加密报送包不是给本平台的');
  const mac = await openssl(
    ...['dgst', '-sm3', '-mac', 'HMAC', '-macopt', `hexkey:${cek.slice(32)}`, '-r', at('content.sm4')],
  );
  if (mac.slice(0, 64) !== (await readFile(at('content.hmac'), 'utf8')).trim())
    throw new Error('加密报送包被改动');
  const content = await readFile(at('content.sm4'));
  await writeFile(at('content.bin'), content.subarray(16));
  const iv = content.subarray(0, 16).toString('hex');
  await openssl(
    ...['enc', '-d', '-sm4-cbc', '-K', cek.slice(0, 32), '-iv', iv],
    ...['-in', at('content.bin'), '-out', at('package.zwml')],
  );
  return at('package.zwml');
}

export const sha256Of = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
