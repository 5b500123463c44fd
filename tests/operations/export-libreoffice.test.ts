/** Export → a real spreadsheet program opens it and saves it anew → import: nothing may have changed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { emptyItem, type CatalogueEntry, type InformationItem } from '#app/catalogue/entry';
import { newLibrary, RESOURCES, type TestCore } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { chance, SOAK } from '#tests/support/seed';
import { tempFolder } from '#tests/support/temp-folder';
import { uuidV7 } from '#app/operations/new-id';
import { newFile, writeEntries } from './import-support';

const folder = tempFolder();
let reached = false;

function present(): boolean {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function resaved(file: string, extension: 'xlsx' | 'xls'): string {
  const out = join(folder, `saved-${basename(file)}-${extension}`);
  mkdirSync(out);
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', extension, '--outdir', out, file], {
    stdio: 'ignore',
  });
  reached = true;
  return join(out, `${basename(file, '.xlsx')}.${extension}`);
}

const AWKWARD = [
  '😀👨‍👩‍👧‍👦',
  '𠮷𰻝',
  '长'.repeat(32_767),
  '0001234',
  '307021176000000200012345678901',
  '第一行\n第二行\n\n末行',
  '=SUM(A1:A9)',
  '+86-29-00000000',
  '-1.50',
  '@名称',
  "'已有撇号",
  '1e5',
  '2026-1-5',
  '12:30',
  'TRUE',
  '50%',
  '_x000D_',
  ' 前后有空格 ',
  '制\t表',
  '<b>&amp;</b>',
  '“引号”"双"',
  '全角ＡＢＣ１２３',
  '#N/A',
  '(100)',
  '1,234',
];

function generated(count: number, items: number): CatalogueEntry[] {
  const luck = chance('round trip');
  const text = (): string => AWKWARD[luck.below(AWKWARD.length)]!;
  // One cell may hold 32,767 characters; a name is shorter.
  const short = (): string => [...text().replace(/\s+/g, ' ').trim()].slice(0, 20).join('');
  return Array.from({ length: count }, (_, n) => {
    const made = sampleEntry({}, 0);
    const item = (i: number): InformationItem => ({
      ...emptyItem(uuidV7(Date.now())),
      name: `${i + 1}${short()}`,
      dataType: i % 2 ? '数值型N' : '字符型C',
      dataLength: `00${i}`,
      sharingType: made.sharingType,
      modeCategory: made.modeCategory,
      modeType: made.modeType,
      openToPublic: made.openToPublic,
      openCondition: short(),
      updateCycle: made.updateCycle,
      publishedOn: made.publishedOn,
    });
    return {
      ...made,
      name: `${n}${short()}`,
      code: `30799900${String(n).padStart(12, '0')}/${String(n + 1).padStart(6, '0')}`,
      summary: n % 100 === 3 ? AWKWARD[2]! : n < AWKWARD.length ? AWKWARD[n]! : short(),
      extra: { 自有列: short() },
      items: Array.from({ length: items }, (_one, i) => item(i)),
    };
  });
}

async function library(entries: readonly CatalogueEntry[]): Promise<TestCore> {
  const core = await newLibrary(folder);
  const first = await core.call('workbook.import', { file: await writeEntries(folder, entries) });
  expect(first.entries).toMatchObject({ created: entries.length, failed: 0 });
  return core;
}

/** Exports, has the file saved anew, imports it: every entry must be found unchanged. */
async function roundTrip(
  core: TestCore,
  extension: 'xlsx' | 'xls',
  entries: number,
  items: number,
): Promise<void> {
  const out = newFile(folder, 'xlsx');
  await core.call('workbook.export', { to: 'xlsx', out });
  const back = await core.call('workbook.import', { file: resaved(out, extension), dryRun: true });
  expect(back.differences.slice(0, 3)).toEqual([]);
  expect(back.entries).toEqual({ created: 0, updated: 0, unchanged: entries, failed: 0 });
  expect(back.items).toEqual({ created: 0, updated: 0, unchanged: items, removed: 0, failed: 0 });
}

// Skipped where LibreOffice (soffice) is not installed: only a real spreadsheet program can tell.
describe.skipIf(!present())('导出、另存、再导入：100% 无变化', () => {
  test.each(['xlsx', 'xls'] as const)(
    'the sample catalogue, saved anew as %s',
    { timeout: 300_000 },
    async (extension) => {
      const core = await newLibrary(folder);
      const file = join(RESOURCES, 'samples', 'national-2017.xlsx');
      const { entries, items } = await core.call('workbook.import', { file });
      await roundTrip(core, extension, entries.created, items.created);
      await core.close();
    },
  );

  test.each([
    ['xlsx', SOAK ? 5000 : 200],
    ['xls', SOAK ? 4000 : 200],
  ] as const)(
    'awkward values in generated entries, saved anew as %s (%i entries)',
    { timeout: 1_800_000 },
    async (extension, count) => {
      const core = await library(generated(count, 3));
      await roundTrip(core, extension, count, count * 3);
      await core.close();
    },
  );

  afterAll(() => expect(reached).toBe(true));
});
