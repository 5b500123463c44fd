/** `resources/package-recipe.md`, run as it stands: openssl, unzip and jq alone judge, join and decrypt what we write. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RESOURCES } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';
import { addEntry, approveAll, openOffice, pack } from '#tests/sync/delivery-kit';

const folder = tempFolder();
const text = readFileSync(join(RESOURCES, 'package-recipe.md'), 'utf8');
const script = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');
writeFileSync(join(folder, 'package.sh'), script);

/** Where the machine has no `jq`: the few expressions of the recipe, answered by node. */
function path(): string {
  if (spawnSync('jq', ['--version']).status === 0) return process.env['PATH'] ?? '';
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'jq'),
    `#!${process.execPath}
const words = process.argv.slice(2).filter((word) => word !== '-r');
const [ask, file] = words;
const value = JSON.parse(require('node:fs').readFileSync(file, 'utf8'));
const answers = {
  '.file': () => [value.file], '.sm3': () => [value.sm3], '.seq': () => [value.seq],
  '.signer.unit': () => [value.signer.unit],
  '.entries[].path': () => value.entries.map((one) => one.path),
  '.parts[] | .sm3 + " " + .file': () => value.parts.map((one) => one.sm3 + ' ' + one.file),
  '.entries[] | .sm3 + " " + .sha256 + " " + (.size | tostring) + " " + .path': () =>
    value.entries.map((one) => [one.sm3, one.sha256, one.size, one.path].join(' ')),
};
process.stdout.write(answers[ask]().map((line) => line + '\\n').join(''));
`,
    { mode: 0o755 },
  );
  return `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
}

const PATH = path();
function judged(...words: string[]): { status: number | null; said: string } {
  const { status, stdout } = spawnSync('bash', [join(folder, 'package.sh'), ...words], {
    env: { ...process.env, PATH },
  });
  return { status, said: stdout.toString() };
}

const office = await openOffice();
const root = join(office.authority, 'root.crt');
const recipient = join(office.authority, 'encryption.crt');
const key = join(office.authority, 'encryption.key');

async function made(more = {}) {
  const desk = await office.newDesk();
  await addEntry(desk.core);
  await approveAll(desk.core);
  return { desk, ...(await pack(office, desk, more)) };
}

describe('the recipe for platforms', () => {
  test('accepts what the program writes, and names unit, number and SM3 of the manifest', async () => {
    const { desk, file, manifestSm3 } = await made();
    expect(judged(file, root)).toMatchObject({ status: 0 });
    expect(judged(file, root).said).toContain(`第1号，清单校验码（SM3）${manifestSm3}`);
    await desk.core.close();
  });

  test('decrypts what was encrypted to the platform, whole and in parts, with its key only', async () => {
    const { desk, file } = await made({ recipient });
    expect(judged(file, root, key)).toMatchObject({ status: 0 });
    expect(judged(file, root).said).toContain('须给出接收方密钥');
    expect(judged(file, root, join(office.authority, 'platform.key')).said).toContain('不是给这个密钥的');
    mkdirSync(desk.at('out'));
    const { files } = await desk.core.call('delivery.carry', { folder: desk.at('out'), partBytes: 16_384 });
    expect(judged(files.at(-1)!, root, key)).toMatchObject({ status: 0 });
    copyFileSync(files[0]!, files[1]!);
    expect(judged(files.at(-1)!, root, key)).toMatchObject({ status: 1 });
    await desk.core.close();
  });

  test('refuses another root, a changed byte of the content and of the manifest', async () => {
    const { desk, file } = await made();
    expect(judged(file, join(office.authority, 'platform.crt')).said).toContain('不是由这个根证书签发');
    for (const member of ['payload/catalogue.json', 'manifest.json']) {
      const copy = join(folder, 'copy');
      mkdirSync(copy, { recursive: true });
      copyFileSync(file, join(copy, 'p.zwml'));
      spawnSync('unzip', ['-q', '-o', 'p.zwml', member], { cwd: copy });
      const bytes = readFileSync(join(copy, member));
      bytes[bytes.length - 10]! ^= 1;
      writeFileSync(join(copy, member), bytes);
      spawnSync('zip', ['-q', 'p.zwml', member], { cwd: copy });
      expect(judged(join(copy, 'p.zwml'), root), member).toMatchObject({ status: 1 });
    }
    await desk.core.close();
  });
});
