import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockLibrary } from '#app/storage/library-lock';
import { mulu } from '#tests/support/mulu';
import { RESOURCES } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const SAMPLE = join(RESOURCES, 'samples', 'national-2017.xlsx');
let made = 0;

async function library(creditCode = '11430000743187451F'): Promise<string> {
  const file = join(folder, `lib-${++made}.mulu`);
  const answer = await mulu([
    ...['init', file, '--department', '示例市信用办', '--credit-code', creditCode],
    ...['--region', '610000', '--rules', 'shaanxi-2017'],
  ]);
  expect(answer.code, answer.stderr).toBe(0);
  return file;
}

describe('exit codes: 0 done, 1 a negative answer, 2 usage, 3 failure', () => {
  test('init answers the rule stack; a credit code whose check digit fails is taken with a warning', async () => {
    const file = join(folder, 'warned.mulu');
    const { code, json } = await mulu([
      ...['init', file, '--department', '某厅', '--credit-code', '91350211M0000XUF46'],
      ...['--region', '610000', '--rules', 'shaanxi-2017'],
    ]);
    expect(code).toBe(0);
    expect(json.value).toMatchObject({
      department: '某厅',
      rules: ['national-2025', 'guide-2017', 'shaanxi-2017'],
    });
    expect((json.value!['warnings'] as string[]).join()).toContain('校验码');
  });

  test.each([
    ['no command', []],
    ['an unknown command', ['fly']],
    ['an inherited name', ['toString']],
    ['a missing option', ['init', 'x.mulu']],
    ['an unknown option', ['list', 'x.mulu', '--colour', 'red']],
    ['an option without its value', ['list', 'x.mulu', '--query']],
    ['too many words', ['undo', 'a', 'b']],
    ['a step that does not exist', ['review', 'a', 'bless', '--all', '--opinion', 'x', '--by', 'y']],
    [
      'all and some at once',
      ['review', 'a', 'submit', '--all', '--opinion', 'x', '--entry', '1', '--by', 'y'],
    ],
    ['all without an opinion', ['review', 'a', 'approve', '--all', '--by', 'y']],
    ['an export format that does not exist', ['export', 'a', '--to', 'doc', '--out', 'b']],
  ])('%s: 2', async (_what, args) => {
    expect((await mulu(args)).code).toBe(2);
  });

  test('a PDF needs the window: not-available', async () => {
    const { code, json } = await mulu([
      'report',
      await library(),
      '--kind',
      'review',
      '--out',
      join(folder, 'r.pdf'),
    ]);
    expect([code, json.failure?.code]).toEqual([3, 'not-available']);
  });
});

describe('wrong files: a clear message, ok:false, exit 3, the library untouched', () => {
  const wrong: [string, string, () => string][] = [
    ['a missing file', 'file-not-found', () => join(folder, 'missing.xlsx')],
    ['a folder', 'file-is-directory', () => folder],
    ['a text file', 'workbook-unreadable', () => written('text.xlsx', '这是文本')],
    ['an empty file', 'workbook-empty', () => written('empty.xlsx', '')],
    ['half a workbook', 'workbook-unreadable', () => half()],
  ];
  function written(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }
  function half(): string {
    const file = join(folder, 'half.xlsx');
    writeFileSync(file, readFileSync(SAMPLE));
    truncateSync(file, Math.floor(readFileSync(SAMPLE).length / 2));
    return file;
  }
  test.each(wrong)('%s: %s', async (_what, code, make) => {
    const file = await library();
    const answer = await mulu(['import', file, make()]);
    expect([answer.code, answer.json.failure?.code]).toEqual([3, code]);
    expect(answer.json.failure?.message.length).toBeGreaterThan(8);
    expect((await mulu(['list', file])).json.value).toMatchObject({ total: 0 });
  });

  test('two hosts on one library: the second gets library-in-use', async () => {
    const file = await library();
    const lock = await lockLibrary(file);
    const answer = await mulu(['list', file]);
    expect([answer.code, answer.json.failure?.code]).toEqual([3, 'library-in-use']);
    await lock.release();
    expect((await mulu(['list', file])).code).toBe(0);
  });

  test('a folder that does not exist and one that cannot be written', async () => {
    const answer = await mulu([
      ...['init', join(folder, 'no', 'such', 'a.mulu'), '--department', 'x', '--credit-code', '1'],
      ...['--region', '1', '--rules', 'shaanxi-2017'],
    ]);
    expect(answer.code).toBe(3);
    expect(answer.json.failure?.code).toBe('file-unwritable');
  });
});

describe('the sample', () => {
  test('reports 79 entries and 1,049 items; its export imported again changes nothing', async () => {
    const file = await library();
    const first = await mulu(['import', file, SAMPLE]);
    expect(first.json.value).toMatchObject({
      entries: { created: 79, updated: 0, unchanged: 0, failed: 0 },
      items: { created: 1049 },
    });
    const out = join(folder, 'export.xlsx');
    expect((await mulu(['export', file, '--to', 'xlsx', '--out', out])).json.value).toMatchObject({
      entries: 79,
      items: 1049,
    });
    expect((await mulu(['import', file, out])).json.value).toMatchObject({
      entries: { created: 0, updated: 0, unchanged: 79, failed: 0 },
      items: { unchanged: 1049, removed: 0 },
    });
    const upload = join(folder, 'upload.xlsx');
    expect((await mulu(['export', file, '--to', 'xlsx', '--upload', '--out', upload])).code).toBe(0);
    expect((await mulu(['import', file, upload])).json.value).toMatchObject({ entries: { unchanged: 79 } });
  });

  test('the three 教育机构信息 of one office are reported as duplicates, the six 个人荣誉信息 are not', async () => {
    const file = await library();
    await mulu(['import', file, SAMPLE]);
    const { json } = await mulu(['check', file]);
    const findings = json.value!['findings'] as { rule: string; entry: { name: string } }[];
    const duplicates = findings.filter((finding) => finding.rule.startsWith('duplicate'));
    expect(duplicates.some((finding) => finding.entry.name === '教育机构信息')).toBe(true);
    expect(
      findings.filter((f) => /duplicate|near|drag/.test(f.rule) && f.entry.name === '个人荣誉信息'),
    ).toEqual([]);
  });

  test('list finds by part of a name and by item, and pages', async () => {
    const file = await library();
    await mulu(['import', file, SAMPLE]);
    expect((await mulu(['list', file, '--query', '荣誉'])).json.value!['total']).toBeGreaterThanOrEqual(7);
    const page = (await mulu(['list', file, '--limit', '10', '--offset', '75'])).json.value!;
    expect(page['total']).toBe(79);
    expect((page['entries'] as unknown[]).length).toBe(4);
  });

  test('backup, restore, doctor: the restored library is the same catalogue', async () => {
    const file = await library();
    await mulu(['import', file, SAMPLE]);
    const backup = join(folder, 'backup.mulu');
    expect((await mulu(['backup', file, '--out', backup])).code).toBe(0);
    const again = join(folder, 'again.mulu');
    expect((await mulu(['restore', backup, '--out', again])).json.value).toMatchObject({ entries: 79 });
    expect((await mulu(['restore', backup, '--out', again])).json.failure?.code).toBe('library-exists');
    expect((await mulu(['doctor', again])).json.value).toMatchObject({ found: [] });
  });
});

describe('the faulty sample', () => {
  test('every planted fault is found at its sheet and cell; good rows went in', async () => {
    const file = await library();
    const errors = join(folder, 'errors.xlsx');
    const { json } = await mulu([
      'import',
      file,
      join(RESOURCES, 'samples', 'national-2017-faulty.xlsx'),
      '--errors',
      errors,
    ]);
    const problems = json.value!['problems'] as {
      sheet: string;
      cell: string;
      rule: string;
      article?: string;
      message: string;
    }[];
    const planted = JSON.parse(
      readFileSync(join(RESOURCES, 'samples', 'national-2017-faulty.json'), 'utf8'),
    ) as { sheet: string; cell: string; rule: string }[];
    expect(planted.length).toBeGreaterThan(20);
    for (const { sheet, cell, rule } of planted) {
      const found = problems.filter(
        (problem) => problem.sheet === sheet && problem.cell === cell && problem.rule === rule,
      );
      expect(found, `${sheet}!${cell} ${rule}`).not.toEqual([]);
      expect(found[0]!.message.length).toBeGreaterThan(10);
    }
    expect((json.value!['entries'] as { created: number }).created).toBeGreaterThan(10);
    expect(existsSync(errors)).toBe(true);
  });
});

test('a library in a folder of Chinese name with spaces and signs works', async () => {
  const odd = join(folder, '目录 库#1%20?');
  mkdirSync(odd);
  const file = join(odd, '示例 库.mulu');
  const answer = await mulu([
    ...['init', file, '--department', '某厅', '--credit-code', '11430000743187451F'],
    ...['--region', '610000', '--rules', 'yunnan-2017'],
  ]);
  expect(answer.code, answer.stderr).toBe(0);
  expect((await mulu(['list', file])).code).toBe(0);
});
