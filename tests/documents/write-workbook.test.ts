import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { ENTRY_FIELDS, ENTRY_FIELD_KEYS, ITEM_FIELDS, ITEM_FIELD_KEYS } from '#app/catalogue/entry-fields';
import { emptyEntry, emptyItem, type CatalogueEntry } from '#app/catalogue/entry';
import { rollUp } from '#app/catalogue/roll-up';
import { readWorkbook } from '#app/documents/read-workbook';
import type { SheetEntry } from '#app/documents/sheet-entry';
import { writeCsv } from '#app/documents/write-csv';
import { writeWorkbook } from '#app/documents/write-workbook';
import { closeArchive, openArchive, readMember } from '#app/documents/zip-archive';
import { codeTables, layouts, national, temporaryFolder } from './sheet-fixture';

const folder = temporaryFolder();
let files = 0;
const nextFile = (): string => join(folder, `written-${++files}.xlsx`);

/** Texts that spreadsheets and XML are known to spoil. */
const AWKWARD = [
  '=1+1',
  '+86',
  '-1',
  '@SUM(A1)',
  '000123',
  '1E5',
  '2017-1-5',
  '307021176000000200',
  'TRUE',
  '#REF!',
  '<b>&amp;"\'',
  'a\tb\nc',
  '_x000D_',
  '\u0001\u001f',
  '𠮷😀',
  '“双引号”、《书名》',
  ']]>',
  'zero\u0000byte',
  '\uffff',
  'DEL\u007f',
  ' 前后有空格 ',
  '末尾换行\n',
  '同上',
  '"',
];

const text = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constant(''),
);
// Spaces alone are a blank cell, and the line ends of a file are LF.
const kept = (value: string): string =>
  value.trim() === '' ? '' : value.toWellFormed().replace(/\r\n?/g, '\n');
const free = text.map(kept);

const extra = fc
  .dictionary(
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
      .filter((label) => label.trim() === label && label !== '__proto__' && kept(label) === label),
    free,
    { maxKeys: 2 },
  )
  .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')));

function fieldsOf<K extends string>(
  table: Record<K, { kind: string; codeTable?: string }>,
  keys: readonly K[],
): fc.Arbitrary<Record<K, string>> {
  const arbitraries = Object.fromEntries(
    keys.map((key) => {
      const { kind, codeTable } = table[key];
      const labels = codeTable ? codeTables[codeTable]!.values.map(({ label }) => label) : [];
      if (kind === 'choice') return [key, fc.constantFrom('', '不在表里的值', ...labels)];
      if (kind === 'date') return [key, fc.constantFrom('', '2017-11-15', '长期')];
      if (kind === 'code' || kind === 'number') return [key, free.map((value) => value.trim())];
      return [key, free];
    }),
  ) as Record<K, fc.Arbitrary<string>>;
  return fc.record(arbitraries) as fc.Arbitrary<Record<K, string>>;
}

const item = fc
  .tuple(fieldsOf(ITEM_FIELDS, ITEM_FIELD_KEYS), extra)
  .map(([fields, own]) => ({ ...fields, extra: own }));
const catalogue = fc
  .array(fc.tuple(fieldsOf(ENTRY_FIELDS, ENTRY_FIELD_KEYS), extra, fc.array(item, { maxLength: 3 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((entries) =>
    entries.map(([fields, own, items], i): CatalogueEntry =>
      rollUp({
        ...emptyEntry(`e${i}`),
        ...fields,
        extra: own,
        items: items.map((one, j) => ({ id: `e${i}-i${j}`, ...one })),
      }),
    ),
  );

/** The entry that a library would hold after taking the sheet's values over a blank one. */
function asEntry(sheet: SheetEntry): CatalogueEntry {
  const given = (values: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  return rollUp({
    ...emptyEntry(sheet.entryId),
    ...sheet.fields,
    extra: given(sheet.extra),
    items: sheet.items.map(({ itemId, fields, extra: own }) => ({
      ...emptyItem(itemId),
      ...fields,
      extra: given(own),
    })),
  });
}

async function roundTrip(entries: readonly CatalogueEntry[], layout = national): Promise<CatalogueEntry[]> {
  const file = nextFile();
  await writeWorkbook(file, entries, { layout, codeTables, upload: false });
  const read = await readWorkbook(file, { layouts, codeTables });
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  expect(read.value.failedRows).toEqual([]);
  return read.value.entries.map(asEntry);
}

const LONG_LIST = Array.from({ length: 60 }, (_, i) => `第${i + 1}种格式，含“逗号”,`);
const withLongList = {
  ...national,
  columns: national.columns.map((column, i) => (i === 0 ? { ...column, list: LONG_LIST } : column)),
};

const sample = (n: number): CatalogueEntry[] =>
  Array.from({ length: n }, (_, i) => {
    const fields = {
      name: `信息${i}`,
      code: `307001/${String(i).padStart(6, '0')}`,
      provider: '示例局',
      office: `处室${i % 3}`,
      sharingScope: i === 1 ? '本市各部门' : '',
    };
    const items = [0, 1, 2].map((j) => ({
      ...emptyItem(`i${i}-${j}`),
      name: `项${(j * 7) % 3}`,
      dataType: '字符型C',
      sharingType: '无条件共享',
      englishName: i === 1 ? 'name' : '',
    }));
    return rollUp({ ...emptyEntry(`e${i}`), ...fields, extra: i === 2 ? { 备注: '自有列' } : {}, items });
  });

describe('导出后再导入：内容不变', () => {
  it('any catalogue comes back exactly, own columns and fields without a column of the template included', async () => {
    await fc.assert(
      fc.asyncProperty(catalogue, async (entries) => {
        expect(await roundTrip(entries)).toEqual(entries);
      }),
      { numRuns: Number(process.env['MULU_SOAK'] ? 1000 : 60) },
    );
  });

  it.each(layouts.map((layout) => [layout.id, layout] as const))(
    'the same through the layout %s',
    async (_, layout) => {
      await fc.assert(
        fc.asyncProperty(catalogue, async (entries) => {
          expect(await roundTrip(entries, layout)).toEqual(entries);
        }),
        { numRuns: 15 },
      );
    },
  );

  it.each(AWKWARD)('%j stays text in every text column', async (value) => {
    const entry = {
      ...emptyEntry('e'),
      name: value,
      summary: value,
      office: value,
      extra: { 备注: value },
      items: [{ ...emptyItem('i'), name: value, dataLength: value }],
    };
    expect(await roundTrip([entry])).toEqual([rollUp(entry)]);
  });

  it('32,767 characters fit into a cell', async () => {
    const entry = { ...emptyEntry('e'), name: '甲', summary: '\u0001'.repeat(16_000) + '长'.repeat(16_767) };
    expect((await roundTrip([entry]))[0]!.summary).toBe(entry.summary);
  });

  it('rows sorted by another column still find their resource by the identifiers', async () => {
    const file = nextFile();
    const entries = sample(5);
    await writeWorkbook(file, entries, { layout: national, codeTables, upload: false });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    const sheet = book.worksheets[0]!;
    const column = 16; // 信息项名称
    const rows = sheet.getRows(3, sheet.rowCount - 2)!.map((row) => (row.values as unknown[]).slice(1));
    rows.sort((a, b) => String(a[column - 1]).localeCompare(String(b[column - 1])));
    rows.forEach((values, i) => (sheet.getRow(3 + i).values = values as ExcelJS.CellValue[]));
    const sorted = nextFile();
    await book.xlsx.writeFile(sorted);

    const read = await readWorkbook(sorted, { layouts, codeTables });
    if (!read.ok) throw new Error(JSON.stringify(read.failure));
    const byId = (list: CatalogueEntry[]): CatalogueEntry[] =>
      list
        .map((entry) => ({ ...entry, items: [...entry.items].sort((a, b) => (a.id < b.id ? -1 : 1)) }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(read.value.entries.map(asEntry))).toEqual(byId(entries));
    expect(read.value.failedRows).toEqual([]);
  });
});

describe('导出：平台上传表', () => {
  it('has the template’s 27 columns, one sheet, and nothing that the platform did not ask for', async () => {
    const file = nextFile();
    const counts = await writeWorkbook(file, sample(4), { layout: national, codeTables, upload: true });
    expect(counts).toEqual({ entries: 4, items: 12 });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['政务信息资源目录']);
    const sheet = book.worksheets[0]!;
    expect(sheet.columnCount).toBe(27);
    expect(sheet.rowCount).toBe(2 + 12);
    const headers = Array.from({ length: 27 }, (_, i) => sheet.getRow(2).getCell(i + 1).text);
    expect(headers).toEqual(national.columns.map(({ header }) => header));
    expect(readFileSync(file).includes('目录库标识')).toBe(false);
  });

  it('repeats name, code and provider on every row and merges nothing below the header', async () => {
    const file = nextFile();
    await writeWorkbook(file, sample(2), { layout: national, codeTables, upload: true });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    const sheet = book.worksheets[0]!;
    for (let row = 3; row <= 8; row++) {
      expect(sheet.getCell(`A${row}`).text).toBe(row < 6 ? '信息0' : '信息1');
      expect(sheet.getCell(`C${row}`).text).toBe('示例局');
      expect(sheet.getCell(`A${row}`).isMerged).toBe(false);
    }
    expect(sheet.getCell('A1').isMerged).toBe(true);
    expect(sheet.getCell('C1').text).toBe('信息资源提供方');
  });

  it('strings are written as strings, never as formulas, in cells formatted as text', async () => {
    const file = nextFile();
    const entries = AWKWARD.map((value, i) => ({
      ...emptyEntry(`e${i}`),
      name: value.toWellFormed(),
      summary: '=HYPERLINK("x")',
    }));
    await writeWorkbook(file, entries, { layout: national, codeTables, upload: true });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    const sheet = book.worksheets[0]!;
    for (let row = 3; row < 3 + AWKWARD.length; row++) {
      expect([ExcelJS.ValueType.String, ExcelJS.ValueType.RichText]).toContain(sheet.getCell(`A${row}`).type);
      expect(sheet.getCell(`F${row}`).value).toBe('=HYPERLINK("x")');
      expect(sheet.getCell(`A${row}`).numFmt).toBe('@');
    }
  });

  it('drop-downs stand over whole columns, few rules for any number of rows', async () => {
    const file = nextFile();
    await writeWorkbook(file, sample(50), { layout: national, codeTables, upload: true });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    const rule = book.worksheets[0]!.getCell('S100').dataValidation as ExcelJS.DataValidation;
    expect(rule).toMatchObject({ type: 'list', formulae: ['"无条件共享,有条件共享,不予共享"'] });
    const xml = await sheetXml(file);
    expect(xml.match(/<dataValidation /g)).toHaveLength(8);
  });

  it('the same content gives the same bytes', async () => {
    const digest = async (): Promise<string> => {
      const file = nextFile();
      await writeWorkbook(file, sample(3), { layout: national, codeTables, upload: false });
      return createHash('sha256').update(readFileSync(file)).digest('hex');
    };
    expect(await digest()).toBe(await digest());
  });

  it('nothing in the file tells when it was made: members and properties carry ZIP’s earliest time', async () => {
    const file = nextFile();
    await writeWorkbook(file, sample(1), { layout: national, codeTables, upload: true });
    const archive = await openArchive(file);
    try {
      const times = [...archive.members.values()].map((entry) => entry.getLastModDate().getFullYear());
      expect(new Set(times)).toEqual(new Set([1980]));
      let core = '';
      await readMember(archive, 'docProps/core.xml', (part) => void (core += part.toString('utf8')));
      expect(core.match(/\d{4}-\d\d-\d\dT/g)).toEqual(['1980-01-01T', '1980-01-01T']);
    } finally {
      closeArchive(archive);
    }
  });

  it('a list too long for a cell rule (ECMA-376: 255 characters) is left out of an upload', async () => {
    const file = nextFile();
    await writeWorkbook(file, sample(1), { layout: withLongList, codeTables, upload: true });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    expect(book.worksheets.map(({ name }) => name)).toEqual([national.sheet]);
    expect(book.worksheets[0]!.getCell('A10').dataValidation).toBeUndefined();
  });
});

describe('导出：本程序的导出', () => {
  it('adds only the further fields and own columns that are in use, then the hidden identifiers', async () => {
    const file = nextFile();
    await writeWorkbook(file, sample(3), { layout: national, codeTables, upload: false });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    const sheet = book.worksheets[0]!;
    const added = [28, 29, 30, 31, 32].map((column) => [
      sheet.getRow(1).getCell(column).text,
      sheet.getRow(2).getCell(column).text,
      sheet.getColumn(column).hidden ?? false,
    ]);
    expect(added).toEqual([
      ['扩展信息', '共享范围', false],
      ['信息项扩展信息', '信息项英文名', false],
      ['本单位自有列', '备注', false],
      ['程序标识（请勿修改）', '目录库标识', true],
      ['程序标识（请勿修改）', '信息项标识', true],
    ]);
  });

  it('an own column with the label of a field is kept apart from the field', async () => {
    const entry = rollUp({
      ...emptyEntry('e'),
      name: '甲',
      grading: '三级',
      extra: { 共享类型: '自写', 数据分类分级: '自评' },
      items: [
        {
          ...emptyItem('i'),
          name: '项',
          sharingType: '不予共享',
          grading: '二级',
          extra: { 共享类型: '项写' },
        },
      ],
    });
    expect(await roundTrip([entry])).toEqual([entry]);
  });

  it('takes entries that come once, and leaves no file beside the result', async () => {
    const file = nextFile();
    async function* once(): AsyncGenerator<CatalogueEntry> {
      yield* sample(3);
    }
    expect(await writeWorkbook(file, once(), { layout: national, codeTables, upload: false })).toEqual({
      entries: 3,
      items: 9,
    });
    expect(readdirSync(folder).filter((name) => !name.endsWith('.xlsx'))).toEqual([]);
    const same = nextFile();
    await writeWorkbook(same, sample(3), { layout: national, codeTables, upload: false });
    expect(readFileSync(file).equals(readFileSync(same))).toBe(true);
  });

  it('a list too long for a cell rule stands on a hidden sheet, and the drop-down points at it', async () => {
    const file = nextFile();
    const options = { layout: withLongList, codeTables, upload: false };
    await writeWorkbook(file, sample(2), options);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    const lists = book.getWorksheet('下拉选项')!;
    expect(lists.state).toBe('hidden');
    expect(lists.getColumn(1).values.slice(1)).toEqual(LONG_LIST);
    const rule = book.worksheets[0]!.getCell('A10').dataValidation as ExcelJS.DataValidation;
    expect(rule).toMatchObject({ type: 'list', formulae: ['下拉选项1'] });
    expect(book.definedNames.getRanges('下拉选项1').ranges).toEqual([
      `'下拉选项'!$A$1:$A$${LONG_LIST.length}`,
    ]);
    // The hidden sheet is no data.
    const read = await readWorkbook(file, { layouts, codeTables });
    expect(read.ok && read.value.entries.map(asEntry)).toEqual(sample(2));
  });

  it.skipIf(!existsSync('/dev/full'))('a disk that fills up while writing ends the export', async () => {
    const file = nextFile();
    symlinkSync('/dev/full', `${file}.partial`);
    const written = writeWorkbook(file, sample(3000), { layout: national, codeTables, upload: true });
    await expect(written).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(readdirSync(folder).filter((name) => name.startsWith(basename(file)))).toEqual([]);
  });

  it('a failing source or a cancelled export leaves nothing behind', async () => {
    const file = nextFile();
    async function* failing(): AsyncGenerator<CatalogueEntry> {
      yield* sample(1);
      throw new Error('source failed');
    }
    for (const upload of [true, false]) {
      await expect(writeWorkbook(file, failing(), { layout: national, codeTables, upload })).rejects.toThrow(
        'source failed',
      );
    }
    const stop = new AbortController();
    const cancelled = writeWorkbook(file, sample(2000), {
      layout: national,
      codeTables,
      upload: false,
      signal: stop.signal,
      onProgress: (done) => {
        if (done === 5) stop.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(folder).filter((name) => !name.endsWith('.xlsx'))).toEqual([]);
    await expect(
      writeWorkbook(join(folder, 'none', 'x.xlsx'), sample(1), {
        layout: national,
        codeTables,
        upload: true,
      }),
    ).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('an empty catalogue gives the header alone', async () => {
    const file = nextFile();
    expect(await writeWorkbook(file, [], { layout: national, codeTables, upload: false })).toEqual({
      entries: 0,
      items: 0,
    });
    expect(await readWorkbook(file, { layouts, codeTables })).toMatchObject({
      ok: false,
      failure: { code: 'workbook-empty' },
    });
  });
});

describe('导出：csv', () => {
  const csv = async (entries: readonly CatalogueEntry[], upload = false): Promise<string> => {
    const file = join(folder, `written-${++files}.csv`);
    await writeCsv(file, entries, { layout: national, codeTables, upload });
    return file;
  };

  it('any catalogue comes back from .csv as well, but for NUL characters', async () => {
    const plain = catalogue.filter((entries) => !JSON.stringify(entries).includes('\\u0000'));
    await fc.assert(
      fc.asyncProperty(plain, async (entries) => {
        const read = await readWorkbook(await csv(entries), { layouts, codeTables });
        if (!read.ok) throw new Error(JSON.stringify(read.failure));
        expect(read.value.entries.map(asEntry)).toEqual(entries);
      }),
      { numRuns: 40 },
    );
  });

  it('a text that looks like a formula stands behind an apostrophe', async () => {
    const entry = { ...emptyEntry('e'), name: '甲', summary: '=1+1', office: "'=2", provider: '普通,文字' };
    const text = readFileSync(await csv([entry], true), 'utf8');
    expect(text.startsWith('\ufeff信息资源名称,')).toBe(true);
    expect(text).toContain("甲,,\"普通,文字\",''=2,,'=1+1,");
    expect(text.split('\r\n')[0]!.split(',')).toHaveLength(27);
  });
});

async function sheetXml(file: string): Promise<string> {
  const { openArchive, readMember, closeArchive } = await import('#app/documents/zip-archive');
  const archive = await openArchive(file);
  const parts: Buffer[] = [];
  await readMember(archive, 'xl/worksheets/sheet1.xml', (part) => void parts.push(part));
  closeArchive(archive);
  return Buffer.concat(parts).toString('utf8');
}
