import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mulu, muluProcess } from '#tests/support/mulu';
import { RESOURCES } from '#tests/support/open-workspace';
import { chance, SOAK } from '#tests/support/seed';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const SAMPLE = join(RESOURCES, 'samples', 'national-2017.xlsx');
const FAULTY = join(RESOURCES, 'samples', 'national-2017-faulty.xlsx');

async function library(file: string): Promise<void> {
  const { code, stderr } = await mulu([
    ...['init', file, '--department', '示例市信用办', '--credit-code', '119900009999000119'],
    ...['--region', '610000', '--rules', 'shaanxi-2017'],
  ]);
  expect(code, stderr).toBe(0);
}

describe('停电: the program is killed in the middle of an import', () => {
  const kills = SOAK ? 20 : 5;
  test(`${kills} kills: the library opens again whole, with all of the import or none, and what went in before`, async () => {
    const random = chance('kill during import');
    const base = join(folder, 'base.mulu');
    await library(base);
    await mulu(['import', base, FAULTY]);
    const totalOf = async (file: string): Promise<unknown> =>
      (await mulu(['list', file])).json.value!['total'];
    const before = await totalOf(base);
    const timed = join(folder, 'timed.mulu');
    copyFileSync(base, timed);
    const start = performance.now();
    await mulu(['import', timed, SAMPLE]);
    const whole = performance.now() - start;
    const after = await totalOf(timed);
    for (let i = 0; i < kills; i++) {
      const file = join(folder, `killed-${i}.mulu`);
      copyFileSync(base, file);
      const child = muluProcess(['import', file, SAMPLE]);
      const ended = once(child, 'exit');
      // The second half of the run is where it writes.
      await new Promise((resolve) => setTimeout(resolve, whole * (0.3 + 0.8 * random.next())));
      child.kill('SIGKILL');
      await ended;
      expect([before, after]).toContain(await totalOf(file));
      expect((await mulu(['doctor', file])).json.value).toMatchObject({ found: [] });
    }
    expect(after).not.toBe(before);
  }, 600_000);
});

describe('a full disk', () => {
  const place = join(folder, 'small-disk');
  let mounted = false;
  try {
    mkdirSync(place);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', place], { stdio: 'ignore' });
    mounted = true;
  } catch {
    process.stdout.write('full disk: skipped, no right to mount a small file system here\n');
  }
  afterAll(() => {
    if (mounted) execFileSync('umount', [place]);
  });

  test.skipIf(!mounted)('is told before or while writing, and takes nothing with it', async () => {
    const file = join(place, 'a.mulu');
    await library(file);
    expect((await mulu(['import', file, FAULTY])).code).toBe(1);
    const total = async (): Promise<unknown> => (await mulu(['list', file])).json.value!['total'];
    const before = await total();
    execFileSync('sh', ['-c', `head -c 30000000 /dev/zero > ${join(place, 'fill')} || true`], {
      stdio: 'ignore',
    });
    const full = await mulu(['import', file, SAMPLE]);
    expect([full.code, full.json.failure?.code]).toEqual([3, 'disk-space']);
    expect(full.json.failure?.message).toContain('磁盘空间不够');
    const out = await mulu(['export', file, '--to', 'xlsx', '--out', join(place, 'out.xlsx')]);
    expect([out.code, out.json.failure?.code]).toEqual([3, 'disk-space']);
    execFileSync('rm', [join(place, 'fill')]);
    expect(await total()).toBe(before);
    expect((await mulu(['doctor', file])).json.value).toMatchObject({ found: [] });
  });
});
