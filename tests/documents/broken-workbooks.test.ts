import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '#app/documents/read-workbook';
import { writeWorkbook } from '#app/documents/write-workbook';
import { emptyEntry, emptyItem } from '#app/catalogue/entry';
import {
  codeTables,
  HEADERS,
  layouts,
  national,
  temporaryFolder,
  writeFixture,
  writeParts,
  type FixtureBook,
} from './sheet-fixture';

const folder = temporaryFolder();
const A = ['甲信息', '307001/000001', '示例局', '一科', '姓名', '字符型C'] as const;
const good: FixtureBook = { sheets: [{ name: '表', rows: [[...HEADERS], [...A]] }] };

let files = 0;
const place = (extension = 'xlsx'): string => join(folder, `broken-${++files}.${extension}`);

async function failureOf(file: string): Promise<[string, string]> {
  const read = await readWorkbook(file, { layouts, codeTables });
  if (read.ok) return ['read', JSON.stringify(read.value.entries.map(({ fields }) => fields.name))];
  return [read.failure.code, String(read.failure.details['limit'] ?? read.failure.details['reason'] ?? '')];
}

const content = (bytes: Buffer | string, extension?: string): string => {
  const file = place(extension);
  writeFileSync(file, bytes);
  return file;
};

const withParts = async (parts: FixtureBook['parts']): Promise<string> =>
  writeFixture(place(), { ...good, ...(parts ? { parts } : {}) });

describe('导入：不能读的文件有各自的说法，程序不停摆', () => {
  it('missing file, folder, path through a file', async () => {
    expect((await failureOf(join(folder, 'none.xlsx')))[0]).toBe('file-not-found');
    expect((await failureOf(folder))[0]).toBe('file-is-directory');
    expect((await failureOf(join(content('x'), 'inside.xlsx')))[0]).toBe('file-not-found');
  });

  it('a pipe or a device is not waited for', async () => {
    const pipe = place();
    execFileSync('mkfifo', [pipe]);
    expect((await failureOf(pipe))[0]).toBe('file-unreadable');
    const device = place();
    symlinkSync('/dev/zero', device);
    expect((await failureOf(device))[0]).toBe('file-unreadable');
  });

  it.skipIf(process.getuid?.() === 0)(
    'a file without permission (skipped for root, who may read everything)',
    async () => {
      const file = content('x');
      chmodSync(file, 0);
      expect((await failureOf(file))[0]).toBe('file-unreadable');
    },
  );

  it('no bytes, text, an image, an old or encrypted workbook', async () => {
    expect((await failureOf(content('')))[0]).toBe('workbook-empty');
    expect((await failureOf(content('信息资源名称,信息资源代码')))[0]).toBe('workbook-unreadable');
    expect((await failureOf(content(Buffer.from('89504e470d0a1a0a', 'hex'))))[0]).toBe('workbook-unreadable');
    const old = await failureOf(
      content(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'xls'),
    );
    expect(old[0]).toBe('workbook-unreadable');
    expect(old[1]).toContain('.xls');
    expect((await failureOf(content('PK')))[0]).toBe('workbook-unreadable');
    expect((await failureOf(content(Buffer.from('504b0304', 'hex'))))[0]).toBe('workbook-unreadable');
  });

  it('a workbook without content, with a header alone, and a Word document', async () => {
    expect((await failureOf(await writeFixture(place(), { sheets: [{ name: '表', rows: [] }] })))[0]).toBe(
      'workbook-empty',
    );
    expect(
      (await failureOf(await writeFixture(place(), { sheets: [{ name: '表', rows: [['  ', '']] }] })))[0],
    ).not.toBe('read');
    expect(
      (await failureOf(await writeFixture(place(), { sheets: [{ name: '表', rows: [[...HEADERS]] }] })))[0],
    ).toBe('workbook-empty');
    const word = place();
    await writeParts(word, { '_rels/.rels': '<Relationships/>', 'word/document.xml': '<w/>' });
    expect(await failureOf(word)).toEqual(['workbook-unreadable', '这是其他类型的文件，不是 .xlsx 工作簿']);
    const plain = place();
    await writeParts(plain, { 'a.txt': 'x' });
    expect((await failureOf(plain))[0]).toBe('workbook-unreadable');
  });

  it('a workbook cut short anywhere', async () => {
    const whole = readFileSync(await withParts({}));
    for (const part of [0.1, 0.5, 0.9, 0.99]) {
      expect((await failureOf(content(whole.subarray(0, Math.floor(whole.length * part)))))[0]).toBe(
        'workbook-unreadable',
      );
    }
  });

  it('a damaged byte inside a member is found by its CRC-32', async () => {
    const file = place();
    const shared = '<sst>' + '<si><t>甲</t></si>'.repeat(10) + '</sst>';
    await writeFixture(file, { ...good, parts: { 'xl/sharedStrings.xml': shared } });
    const bytes = readFileSync(file);
    const at = bytes.indexOf('xl/sharedStrings.xml') + 'xl/sharedStrings.xml'.length + 8;
    bytes[at]! ^= 0xff;
    expect((await failureOf(content(bytes)))[0]).toBe('workbook-unreadable');
  });

  it('missing parts, malformed parts, parts in the wrong encoding', async () => {
    for (const parts of [
      { 'xl/sharedStrings.xml': null },
      { 'xl/worksheets/sheet1.xml': null },
      { 'xl/workbook.xml': null },
      { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' },
      { 'xl/worksheets/sheet1.xml': '' },
      {
        'xl/worksheets/sheet1.xml': Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0xfd, 0x3c, 0x2f, 0x61, 0x3e]),
      },
      { 'xl/sharedStrings.xml': '<sst><si><t>只有一条</t></si></sst>' },
      { 'xl/workbook.xml': '<workbook><sheets/></workbook>' },
      { 'xl/workbook.xml': 'not xml' },
    ]) {
      expect((await failureOf(await withParts(parts)))[0]).toBe('workbook-unreadable');
    }
  });

  it('document types, entities and endless nesting are refused (XML bombs)', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
    const files = [
      { 'xl/worksheets/sheet1.xml': `${bomb}<worksheet><sheetData/></worksheet>` },
      { 'xl/sharedStrings.xml': `${bomb}<sst><si><t>&b;</t></si></sst>` },
      { 'xl/sharedStrings.xml': '<sst><si><t>&b;</t></si></sst>' },
      { 'xl/worksheets/sheet1.xml': '<a>'.repeat(5000) },
      {
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData a="${'x'.repeat(9 * 1024 * 1024)}"/></worksheet>`,
      },
    ];
    for (const parts of files)
      expect((await failureOf(await withParts(parts)))[0]).toBe('workbook-unreadable');
  });

  it('names that differ in case only, and encrypted members, are refused', async () => {
    expect((await failureOf(await withParts({ 'XL/workbook.xml': 'x' })))[0]).toBe('workbook-unreadable');
    const bytes = readFileSync(await withParts({}));
    for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
      bytes[at + 8]! |= 1;
    const [code, reason] = await failureOf(content(bytes));
    expect(code).toBe('workbook-unreadable');
    expect(reason).toContain('加密');
  });

  it('a name that leads out of the package is refused', async () => {
    const bytes = readFileSync(await withParts({ 'aa/aa/evil.xml': 'x' }));
    for (let at = bytes.indexOf('aa/aa/evil'); at >= 0; at = bytes.indexOf('aa/aa/evil', at + 4))
      bytes.write('../../evil', at);
    expect((await failureOf(content(bytes)))[0]).toBe('workbook-unreadable');
  });
});

describe('导入：数量限制，超过时说明是哪一个', () => {
  const cells = (column: string, n: number): string =>
    `<row r="${n}"><c r="${column}${n}"><v>1</v></c></row>`;

  it('more than 256 columns in use', async () => {
    const sheet = `<worksheet><sheetData>${cells('IW', 1)}</sheetData></worksheet>`;
    expect(await failureOf(await withParts({ 'xl/worksheets/sheet1.xml': sheet }))).toEqual([
      'workbook-limit',
      'columns',
    ]);
  });

  it('more than 300,000 rows; a million formatted rows without content are none', async () => {
    const row = '<row><c t="inlineStr"><is><t>a</t></is></c></row>';
    const full = `<worksheet><sheetData>${row.repeat(300_001)}</sheetData></worksheet>`;
    expect(await failureOf(await withParts({ 'xl/worksheets/sheet1.xml': full }))).toEqual([
      'workbook-limit',
      'rows',
    ]);
    const fixture = await withParts({});
    expect((await failureOf(fixture))[0]).toBe('read');
    const blank = '<row><c s="1"/><c s="1"/></row>'.repeat(400_000);
    const head = [...HEADERS].map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
    const data = A.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
    const sheet = `<worksheet><sheetData><row>${head}</row><row>${data}</row>${blank}</sheetData></worksheet>`;
    expect(await failureOf(await withParts({ 'xl/worksheets/sheet1.xml': sheet }))).toEqual([
      'read',
      '["甲信息"]',
    ]);
  });

  it('a member that unpacks to far more than it weighs', async () => {
    const file = await withParts({ 'xl/media/image1.bin': Buffer.alloc(64 * 1024 * 1024) });
    expect(await failureOf(file)).toEqual(['workbook-limit', 'ratio']);
  });

  it('announced sizes beyond 1 GB', async () => {
    const bytes = readFileSync(await withParts({ 'xl/media/image1.bin': 'x'.repeat(1000) }));
    const at = bytes.lastIndexOf('PK\u0001\u0002');
    bytes.writeUInt32LE(0x7fffffff, at + 24);
    expect(await failureOf(content(bytes))).toEqual(['workbook-limit', 'unzipped-bytes']);
  });

  it('too many members', async () => {
    const parts = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`x/${i}`, '']));
    expect(await failureOf(await withParts(parts))).toEqual(['workbook-limit', 'members']);
  });

  it('a merge over the whole sheet, or merges without end', async () => {
    const sheet = (merges: string): string =>
      `<worksheet><sheetData>${cells('A', 1)}</sheetData><mergeCells>${merges}</mergeCells></worksheet>`;
    expect(
      (
        await failureOf(
          await withParts({ 'xl/worksheets/sheet1.xml': sheet('<mergeCell ref="A1:XFD1048576"/>') }),
        )
      )[0],
    ).toBe('workbook-shape-unknown');
    expect(
      await failureOf(
        await withParts({ 'xl/worksheets/sheet1.xml': sheet('<mergeCell ref="A1:IV9"/>'.repeat(20_000)) }),
      ),
    ).toEqual(['workbook-limit', 'merges']);
  });

  it('a file over 200 MB is not opened', async () => {
    const file = place();
    execFileSync('truncate', ['-s', '201M', file]);
    expect(await failureOf(file)).toEqual(['workbook-limit', 'file-bytes']);
  });
});

describe('导入：取消与进度', () => {
  it('stops when asked to, and tells how far it is', async () => {
    const file = place();
    const entries = Array.from({ length: 1500 }, (_, i) => ({
      ...emptyEntry(`e${i}`),
      name: `信息${i}`,
      summary: `${i}`.repeat(200),
      items: [0, 1, 2].map((j) => ({ ...emptyItem(`i${i}-${j}`), name: `项${j}` })),
    }));
    await writeWorkbook(file, entries, { layout: national, codeTables, upload: true });
    const stop = new AbortController();
    const seen: number[] = [];
    const cancelled = await readWorkbook(file, {
      layouts,
      codeTables,
      signal: stop.signal,
      onProgress: (done, total) => {
        seen.push(done / total);
        if (done > total / 4) stop.abort();
      },
    });
    expect(cancelled).toEqual({ ok: false, failure: { code: 'cancelled', details: {} } });
    expect(seen.at(-1)!).toBeLessThan(1);
    seen.length = 0;
    const read = await readWorkbook(file, {
      layouts,
      codeTables,
      onProgress: (done, total) => seen.push(done / total),
    });
    expect(read.ok && read.value.entries.length).toBe(1500);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});

describe('导入：任意改坏的文件', () => {
  const runs = process.env['MULU_SOAK'] ? 10_000 : 300;
  const seed = Number(process.env['MULU_SEED'] ?? 20_261_121);

  /** Numerical Recipes' generator: the same seed gives the same files everywhere. */
  function randomNumbers(start: number): (below: number) => number {
    let state = start >>> 0;
    return (below) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
  }

  it(
    `each gives an outcome, never a crash or a halt (${runs} files, seed ${seed})`,
    { timeout: 1_800_000 },
    async () => {
      const random = randomNumbers(seed);
      const rows = Array.from({ length: 30 }, (_, i) => [
        `信息${i % 5}`,
        `307001/00000${i % 5}`,
        '示例局',
        '一科',
        `项${i}`,
        '字符型C',
      ]);
      const fixture = readFileSync(
        await writeFixture(place(), {
          sheets: [{ name: '表', rows: [[...HEADERS], ...rows], merges: ['A2:A3'] }],
        }),
      );
      const ours = place();
      await writeWorkbook(
        ours,
        [{ ...emptyEntry('e'), name: '甲', items: [{ ...emptyItem('i'), name: '项' }] }],
        { layout: national, codeTables, upload: false },
      );
      const originals = [fixture, readFileSync(ours)];
      const codes = new Map<string, number>();
      for (let run = 0; run < runs; run++) {
        let bytes = Buffer.from(originals[run % 2]!);
        for (let change = random(4); change >= 0; change--) {
          const at = random(bytes.length);
          const kind = random(5);
          if (kind === 0) bytes[at] = random(256);
          else if (kind === 1) bytes = bytes.subarray(0, at + 1);
          else if (kind === 2)
            bytes = Buffer.concat([
              bytes.subarray(0, at),
              bytes.subarray(Math.min(bytes.length, at + 1 + random(40))),
            ]);
          else if (kind === 3)
            bytes = Buffer.concat([
              bytes.subarray(0, at),
              Buffer.from(Array.from({ length: 1 + random(20) }, () => random(256))),
              bytes.subarray(at),
            ]);
          else bytes.writeUInt32LE(random(2 ** 32), Math.min(at, Math.max(0, bytes.length - 4)));
          if (bytes.length < 8) break;
        }
        const [code] = await failureOf(content(bytes)).catch((error: unknown) => {
          throw new Error(`run ${run} of seed ${seed}`, { cause: error });
        });
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
      expect(
        [...codes.keys()].filter(
          (code) =>
            ![
              'read',
              'workbook-unreadable',
              'workbook-limit',
              'workbook-empty',
              'workbook-shape-unknown',
            ].includes(code),
        ),
      ).toEqual([]);
      expect(codes.get('workbook-unreadable')).toBeGreaterThan(runs / 10);
    },
  );

  it(
    `text changed inside the sheet gives an outcome as well (${runs} files)`,
    { timeout: 1_800_000 },
    async () => {
      const random = randomNumbers(seed + 1);
      const pieces = [
        '<',
        '>',
        '&',
        '"',
        '</c>',
        '<c',
        ' r="ZZZ99"',
        ' t="s"',
        '<v>9</v>',
        '&#0;',
        '&amp;',
        ' t="d"',
        '<mergeCell ref="B2:A1"/>',
        'r="-1"',
        '\u0000',
        '<is><t>x</t></is>',
        '甲',
      ];
      const xml =
        '<worksheet><sheetData>' +
        [HEADERS, A, A]
          .map(
            (row, r) =>
              `<row r="${r + 1}">${row.map((text, c) => `<c r="${'ABCDEF'[c]}${r + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
          )
          .join('') +
        '</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>';
      for (let run = 0; run < runs; run++) {
        let changed = xml;
        for (let change = random(3); change >= 0; change--) {
          const at = random(changed.length);
          changed = changed.slice(0, at) + pieces[random(pieces.length)]! + changed.slice(at + random(6));
        }
        await failureOf(await withParts({ 'xl/worksheets/sheet1.xml': changed })).catch((error: unknown) => {
          throw new Error(`run ${run} of seed ${seed}: ${changed}`, { cause: error });
        });
      }
    },
  );
});
