/** Workbooks as departments really keep them: each is read right, or fails with a code that says why. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as xls from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readWorkbook, type ReadWorkbookOptions } from '#app/documents/read-workbook';
import type { WorkbookReading } from '#app/documents/sheet-entry';
import {
  codeTables,
  HEADERS,
  layouts,
  outline,
  temporaryFolder,
  writeFixture,
  type FixtureBook,
  type FixtureCell,
  type FixtureSheet,
} from './sheet-fixture';

const folder = temporaryFolder();
let files = 0;
const place = (extension: string): string => join(folder, `awkward-${++files}.${extension}`);

type Rows = readonly (readonly FixtureCell[])[];
const H = [...HEADERS];
const row = (
  name: FixtureCell,
  code: FixtureCell,
  item: FixtureCell,
  more: FixtureCell[] = [],
): FixtureCell[] => [name, code, '示例局', '一科', item, '字符型C', ...more];
const PLAIN: Rows = [H, row('甲信息', '307001/000001', '姓名'), row('甲信息', '307001/000001', '年龄')];
const READ_PLAIN = ['甲信息: 姓名, 年龄'];

const sheet = (rows: Rows, merges: string[] = [], more: Partial<FixtureSheet> = {}): FixtureSheet => ({
  name: '目录',
  rows,
  merges,
  ...more,
});
const formula = (cached: string): FixtureCell => ({
  xml: `<c r="{r}" t="str"><f>A1&amp;"x"</f><v>${cached}</v></c>`,
});
const rich = (...runs: string[]): FixtureCell => ({
  xml: `<c r="{r}" t="inlineStr"><is>${runs.map((run) => `<r><rPr><b/></rPr><t>${run}</t></r>`).join('')}<rPh sb="0" eb="1"><t>注音</t></rPh></is></c>`,
});

async function readBook(
  book: FixtureBook,
  options: Partial<ReadWorkbookOptions> = {},
): Promise<WorkbookReading | string> {
  return readFile(await writeFixture(place('xlsx'), book), options);
}

async function readFile(
  file: string,
  options: Partial<ReadWorkbookOptions> = {},
): Promise<WorkbookReading | string> {
  const read = await readWorkbook(file, { layouts, codeTables, ...options });
  return read.ok ? read.value : read.failure.code;
}

/** Entries as an outline, with `!` before rows that failed; or the code of the failure. */
function told(reading: WorkbookReading | string): string[] | string {
  if (typeof reading === 'string') return reading;
  return [...outline(reading), ...reading.failedRows.map(({ row: at, code }) => `!${at} ${code}`)];
}

const shifted = (rows: Rows, by: number): Rows => [
  ...Array.from({ length: by }, (_, i) => [i === 0 ? '××局政务信息资源目录' : `说明${i}`]),
  ...rows,
];

describe('难读的工作簿：各有各的读法', () => {
  const READ: readonly (readonly [title: string, book: readonly FixtureSheet[], told: readonly string[]])[] =
    [
      ['header in the 30th row, below remarks', [sheet(shifted(PLAIN, 29))], READ_PLAIN],
      [
        'headers of three levels, merged above each other',
        [
          sheet(
            [
              ['资源情况', null, '提供单位', null, '信息项', null],
              ['标识', null, '单位', null, '定义', null],
              ['信息资源名称', '信息资源代码', '信息资源提供方', '提供方内部部门', '信息项名称', '数据类型'],
              row('甲信息', '307001/000001', '姓名'),
            ],
            ['A1:B1', 'C1:D1', 'E1:F1', 'A2:B2', 'C2:D2', 'E2:F2'],
          ),
        ],
        ['甲信息: 姓名'],
      ],
      [
        'a group and a short word below it, which only make the name together',
        [
          sheet(
            [
              ['信息资源', null, '信息资源提供方', '信息项', null],
              ['名称', '代码', null, '名称', '数据类型'],
              ['甲信息', '307001/000001', '示例局', '姓名', '字符型C'],
            ],
            ['A1:B1', 'C1:C2', 'D1:E1'],
          ),
        ],
        ['甲信息: 姓名'],
      ],
      [
        'merges lost on the way: the group stands over its first column only',
        [
          sheet([
            ['信息资源名称', '信息资源代码', '信息资源提供方', null, '信息项信息', null],
            [null, null, '信息资源提供方', '提供方内部部门', '信息项名称', '数据类型'],
            row('甲信息', '307001/000001', '姓名'),
          ]),
        ],
        ['甲信息: 姓名'],
      ],
      [
        'full-width letters, spaces and line breaks in headers',
        [
          sheet([
            [
              '信 息 资 源\n名 称',
              '信息资源　代码',
              '信息资源提供方',
              '提供方内部部门',
              '信息项\r\n名称',
              '数据类型',
            ],
            ...PLAIN.slice(1),
          ]),
        ],
        READ_PLAIN,
      ],
      [
        'headers with stars, numbers and remarks',
        [
          sheet([
            [
              '*1.信息资源名称（必填）',
              '2、信息资源代码',
              '★信息资源提供方',
              '提供方内部部门',
              '信息项名称【必填】',
              '数据类型(下拉选择)',
            ],
            ...PLAIN.slice(1),
          ]),
        ],
        READ_PLAIN,
      ],
      [
        'other words for the same columns, in another order, among own columns',
        [
          sheet([
            ['序号', '数据项名称', '备注', '资源名称', '资源代码', '业务处室', '摘要'],
            [1, '姓名', '旧', '甲信息', '307001/000001', '一科', '说明'],
            [2, '年龄', '旧', '甲信息', '307001/000001', '一科', '说明'],
          ]),
        ],
        READ_PLAIN,
      ],
      [
        'resources merged over their items',
        [
          sheet(
            [
              H,
              row('甲信息', '307001/000001', '姓名'),
              row(null, null, '年龄'),
              row('乙信息', '307001/000002', '地址'),
            ],
            ['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3'],
          ),
        ],
        ['甲信息: 姓名, 年龄', '乙信息: 地址'],
      ],
      [
        'blank cells below the first row of a resource',
        [
          sheet([
            H,
            row('甲信息', '307001/000001', '姓名'),
            [null, null, null, null, '年龄', '字符型C'],
            row('乙信息', '307001/000002', '地址'),
          ]),
        ],
        ['甲信息: 姓名, 年龄', '乙信息: 地址'],
      ],
      [
        'one code typed wrong among the rows of a resource',
        [
          sheet([
            H,
            row('甲信息', '307001/000001', '姓名'),
            row('甲信息', '307001/000009', '年龄'),
            row('甲信息', '307001/000001', '住址'),
          ]),
        ],
        ['甲信息: 姓名, 住址', '!3 row-code-differs'],
      ],
      [
        'sorted by item: rows of a resource apart from each other',
        [
          sheet([
            H,
            row('甲信息', '307001/000001', '姓名'),
            row('乙信息', '307001/000002', '地址'),
            row('甲信息', '307001/000001', '年龄'),
          ]),
        ],
        ['甲信息: 姓名, 年龄', '乙信息: 地址'],
      ],
      [
        'three resources of one name in three offices, without codes',
        [
          sheet([
            H,
            ...['一科', '二科', '三科'].map((office, i) => [
              '机构信息',
              '',
              '示例局',
              office,
              `项${i}`,
              '字符型C',
            ]),
          ]),
        ],
        ['机构信息: 项0', '机构信息: 项1', '机构信息: 项2'],
      ],
      [
        'a formula with its stored result',
        [sheet([H, row(formula('甲信息'), '307001/000001', '姓名')])],
        ['甲信息: 姓名'],
      ],
      [
        'a formula without a stored result in the name',
        [sheet([H, row({ xml: '<c r="{r}"><f>A1</f></c>' }, '307001/000001', '姓名')])],
        ['!2 cell-error'],
      ],
      [
        'rich text with phonetic marks',
        [sheet([H, row(rich('甲', '信息'), '307001/000001', rich('姓', '名'))])],
        ['甲信息: 姓名'],
      ],
      [
        'an error value in the name',
        [
          sheet([
            H,
            row({ xml: '<c r="{r}" t="e"><v>#REF!</v></c>' }, '307001/000001', '姓名'),
            row('乙信息', '307001/000002', '地址'),
          ]),
        ],
        ['乙信息: 地址', '!2 cell-error'],
      ],
      [
        'codes typed as numbers, one with a format of leading zeros',
        [
          sheet([
            H,
            row('甲信息', { xml: '<c r="{r}" s="2"><v>307</v></c>' }, '姓名'),
            row('乙信息', 307001, '地址'),
          ]),
        ],
        ['甲信息: 姓名', '乙信息: 地址'],
      ],
      [
        'sums, remarks, signatures and numberings around the table',
        [
          sheet([
            ['填报单位：示例局'],
            H,
            ['1', '2', '3', '4', '5', '6'],
            ['必填', '必填', '选填', '选填', '必填', '单选'],
            row('甲信息', '307001/000001', '姓名'),
            ['合计', null, null, null, null, '1'],
            ['填报人：张某　审核人：李某　填报日期：2026年3月'],
            ['注：本表一式两份'],
          ]),
        ],
        ['甲信息: 姓名'],
      ],
      ['the header repeated on every printed page', [sheet([H, PLAIN[1]!, H, PLAIN[2]!])], READ_PLAIN],
      [
        'one sheet per office, with the same header',
        [
          sheet([H, row('甲信息', '307001/000001', '姓名')], [], { name: '一科' }),
          sheet([H, row('乙信息', '307001/000002', '地址')], [], { name: '二科' }),
        ],
        ['甲信息: 姓名', '乙信息: 地址'],
      ],
      [
        'a cover sheet and a code list beside the catalogue',
        [
          sheet([['政务信息资源目录'], ['2026年']], [], { name: '封面' }),
          sheet(PLAIN),
          sheet(
            [
              ['代码', '含义'],
              ['C', '字符型'],
            ],
            [],
            { name: '代码表' },
          ),
        ],
        READ_PLAIN,
      ],
      [
        'a hidden sheet with an old version beside it',
        [
          sheet(PLAIN),
          sheet([H, row('旧信息', '307001/000009', '旧项')], [], { name: '旧', state: 'hidden' }),
        ],
        READ_PLAIN,
      ],
      [
        'resources and items on two sheets, joined by code',
        [
          sheet(
            [
              ['信息资源名称', '信息资源代码', '信息资源摘要', '信息资源格式分类', '更新周期'],
              ['甲信息', '307001/000001', '说明', '数据库', '每月'],
              ['乙信息', '307001/000002', '说明', '数据库', '每年'],
            ],
            [],
            { name: '资源' },
          ),
          sheet(
            [
              ['信息资源代码', '信息项名称', '数据类型'],
              ['307001/000002', '地址', '字符型C'],
              ['307001/000001', '姓名', '字符型C'],
              ['307001/000001', '年龄', '数值型N'],
            ],
            [],
            { name: '信息项' },
          ),
        ],
        ['甲信息: 姓名, 年龄', '乙信息: 地址'],
      ],
      [
        'resources and items on two sheets, joined by name, one item of nobody',
        [
          sheet(
            [
              ['信息资源名称', '信息资源摘要', '信息资源格式分类', '信息资源提供方'],
              ['甲信息', '说明', '数据库', '示例局'],
            ],
            [],
            { name: '资源' },
          ),
          sheet(
            [
              ['所属信息资源名称', '信息项名称', '数据类型'],
              ['甲信息', '姓名', '字符型C'],
              ['丙信息', '地址', '字符型C'],
            ],
            [],
            { name: '信息项' },
          ),
        ],
        ['甲信息: 姓名', '!3 row-without-resource'],
      ],
      [
        'items on another sheet that name two resources of one name',
        [
          sheet(
            [
              ['信息资源名称', '提供方内部部门', '信息资源摘要', '信息资源格式分类'],
              ['机构信息', '一科', '甲', '数据库'],
              ['机构信息', '二科', '乙', '数据库'],
            ],
            [],
            { name: '资源' },
          ),
          sheet(
            [
              ['信息资源名称', '信息项名称', '数据类型'],
              ['机构信息', '名称', '字符型C'],
            ],
            [],
            { name: '信息项' },
          ),
        ],
        ['机构信息: ', '机构信息: ', '!2 resource-ambiguous'],
      ],
      [
        'a column twice: the second is kept as an own column',
        [sheet([[...H, '信息资源名称'], row('甲信息', '307001/000001', '姓名', ['旧名'])])],
        ['甲信息: 姓名'],
      ],
      [
        'text that begins with =, +, - and @',
        [sheet([H, row('=甲信息', '307001/000001', '+姓名'), row('=甲信息', '307001/000001', '@年龄')])],
        ['=甲信息: +姓名, @年龄'],
      ],
      [
        'characters beyond the first plane and joined emoji',
        [sheet([H, row('𠮷野家👨‍👩‍👧信息', '307001/000001', '𰻝')])],
        ['𠮷野家👨‍👩‍👧信息: 𰻝'],
      ],
      [
        'a million formatted rows without content below the table',
        [
          sheet([
            ...PLAIN,
            ...Array.from({ length: 400 }, () => [{ xml: '<c r="{r}" s="1"/>' } as FixtureCell]),
          ]),
        ],
        READ_PLAIN,
      ],
      [
        'a resource without any item',
        [
          sheet([
            H,
            ['甲信息', '307001/000001', '示例局', '一科', null, null],
            row('乙信息', '307001/000002', '地址'),
          ]),
        ],
        ['甲信息: ', '乙信息: 地址'],
      ],
      [
        'an item row before any resource',
        [sheet([H, [null, null, null, null, '姓名', '字符型C'], row('乙信息', '307001/000002', '地址')])],
        ['乙信息: 地址', '!2 row-without-name'],
      ],
      ['a name that only has digits', [sheet([H, row(2025, '307001/000001', '姓名')])], ['2025: 姓名']],
      [
        'space around everything',
        [sheet([H.map((text) => ` ${text} `), row(' 甲信息 ', ' 307001/000001 ', ' 姓名 ')])],
        ['甲信息: 姓名'],
      ],
    ];

  it.each(READ)('%s', async (_title, sheets, expected) => {
    expect(told(await readBook({ sheets }))).toEqual(expected);
  });

  const FAIL: readonly (readonly [title: string, book: FixtureBook, code: string])[] = [
    ['nothing but a header', { sheets: [sheet([H])] }, 'workbook-empty'],
    ['no content at all', { sheets: [sheet([])] }, 'workbook-empty'],
    [
      'a table of something else',
      {
        sheets: [
          sheet([
            ['姓名', '电话'],
            ['张某', '1'],
          ]),
        ],
      },
      'workbook-shape-unknown',
    ],
    ['the header below the 30th row', { sheets: [sheet(shifted(PLAIN, 40))] }, 'workbook-shape-unknown'],
    [
      'the catalogue on a hidden sheet only',
      { sheets: [sheet(PLAIN, [], { state: 'veryHidden' })] },
      'workbook-shape-unknown',
    ],
    [
      'a document type in a part',
      { sheets: [sheet(PLAIN)], parts: { 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' } },
      'workbook-unreadable',
    ],
    [
      'a sheet that is missing',
      { sheets: [sheet(PLAIN)], parts: { 'xl/worksheets/sheet1.xml': null } },
      'workbook-unreadable',
    ],
    [
      'a sheet cut short',
      { sheets: [sheet(PLAIN)], parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1">' } },
      'workbook-unreadable',
    ],
    [
      'shared texts that are missing',
      { sheets: [sheet(PLAIN)], parts: { 'xl/sharedStrings.xml': '<sst/>' } },
      'workbook-unreadable',
    ],
    [
      'a part that is no UTF-8',
      { sheets: [sheet(PLAIN)], parts: { 'xl/workbook.xml': Buffer.from([0x3c, 0xff, 0xfe]) } },
      'workbook-unreadable',
    ],
    [
      'content in column 300',
      {
        sheets: [
          sheet([H, [...row('甲信息', '1', '姓名'), ...Array.from({ length: 300 }, () => null), '远']]),
        ],
      },
      'workbook-limit',
    ],
  ];

  it.each(FAIL)('%s: fails clearly', async (_title, book, code) => {
    expect(told(await readBook(book))).toBe(code);
  });

  it('rows and columns hidden by a filter are read like any other', async () => {
    const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const line = (texts: readonly string[], hidden: string): string =>
      `<row${hidden}>${texts.map(cell).join('')}</row>`;
    const reading = await readBook({
      sheets: [sheet(PLAIN)],
      parts: {
        'xl/worksheets/sheet1.xml': `<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>${line(H, '')}${line(['甲信息', '1', '示例局', '一科', '姓名', 'C'], ' hidden="1"')}${line(['甲信息', '1', '示例局', '一科', '年龄', 'C'], '')}</sheetData><autoFilter ref="A1:F3"/></worksheet>`,
      },
    });
    expect(told(reading)).toEqual(READ_PLAIN);
  });

  it('macros, embedded objects and printer settings in the package are not looked at', async () => {
    const reading = await readBook({
      sheets: [sheet(PLAIN)],
      parts: {
        'xl/vbaProject.bin': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        'xl/embeddings/oleObject1.bin': 'MZ\u0000',
        'xl/printerSettings/printerSettings1.bin': 'x',
      },
    });
    expect(told(reading)).toEqual(READ_PLAIN);
  });

  it('links to other files are told, and their stored results taken', async () => {
    const link = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const file = await writeFixture(place('xlsx'), {
      sheets: [sheet(PLAIN)],
      parts: {
        'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${link}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId90" Type="${link}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId5" Type="${link}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>`,
      },
    });
    const reading = await readFile(file);
    expect(told(reading)).toEqual(READ_PLAIN);
    expect((reading as WorkbookReading).problems.map(({ rule }) => rule)).toContain('external-links');
  });

  it('what was recognised and what was not is explained, sheet by sheet', async () => {
    const reading = (await readBook({
      sheets: [
        sheet(PLAIN),
        sheet(
          [
            ['代码', '含义'],
            ['C', '字符型'],
          ],
          [],
          { name: '代码表' },
        ),
      ],
    })) as WorkbookReading;
    expect(reading.sheets).toEqual([{ name: '目录', use: 'whole', headerRows: [1] }]);
    expect(reading.unused).toMatchObject([{ name: '代码表', headers: ['代码', '含义'] }]);
    expect(reading.unused[0]!.missing).toContain('信息资源名称');
  });
});

describe('旧格式 .xls、.et（BIFF）', () => {
  type Value = string | number | boolean | Date | null;
  function oldBook(
    sheets: Readonly<Record<string, readonly (readonly Value[])[]>>,
    change: (book: xls.WorkBook) => void = () => undefined,
    bookType: xls.BookType = 'biff8',
    extension = 'xls',
  ): string {
    const book = xls.utils.book_new();
    for (const [name, rows] of Object.entries(sheets)) {
      const cells = rows.map((line) => [...line]);
      xls.utils.book_append_sheet(book, xls.utils.aoa_to_sheet(cells), name);
    }
    change(book);
    const file = place(extension);
    writeFileSync(file, xls.write(book, { type: 'buffer', bookType }) as Buffer);
    return file;
  }
  const rows = PLAIN as readonly (readonly Value[])[];

  it('a plain one, under any name: what counts is what the file is', async () => {
    for (const extension of ['xls', 'et', 'xlsx']) {
      expect(told(await readFile(oldBook({ 目录: rows }, undefined, 'biff8', extension)))).toEqual(
        READ_PLAIN,
      );
    }
  });

  it('dates, leading zeros, truth values, numbers of many digits', async () => {
    const file = oldBook({ 目录: [[...H, '发布日期', '是否向社会开放', '备注']] }, (book) => {
      const page = book.Sheets['目录']!;
      xls.utils.sheet_add_aoa(
        page,
        [['甲信息', 7, '示例局', '一科', '姓名', '字符型C', 46082, true, 1234567890123456]],
        {
          origin: 'A2',
        },
      );
      page['B2'] = { t: 'n', v: 7, z: '000000' };
      page['G2'] = { t: 'n', v: 46082, z: 'yyyy/m/d' };
    });
    const reading = (await readFile(file)) as WorkbookReading;
    expect(reading.entries[0]!.fields.code).toBe('000007');
    expect(reading.entries[0]!.items[0]!.fields).toMatchObject({
      publishedOn: '2026-03-01',
      openToPublic: '是',
    });
    expect(reading.problems.map(({ rule }) => rule)).toContain('number-precision');
  });

  it('merged cells and several sheets', async () => {
    const file = oldBook(
      {
        一科: [
          H,
          ['甲信息', '307001/000001', '示例局', '一科', '姓名', '字符型C'],
          [null, null, null, null, '年龄', '字符型C'],
        ],
        二科: [H, ['乙信息', '307001/000002', '示例局', '二科', '地址', '字符型C']],
      },
      (book) => {
        book.Sheets['一科']!['!merges'] = ['A2:A3', 'B2:B3'].map((ref) => xls.utils.decode_range(ref));
      },
    );
    expect(told(await readFile(file))).toEqual(['甲信息: 姓名, 年龄', '乙信息: 地址']);
  });

  it('a file of the nineties (BIFF5) with Chinese text in its code page', async () => {
    const file = oldBook({ list: rows }, undefined, 'biff5');
    const reading = await readFile(file);
    expect(['workbook-shape-unknown', READ_PLAIN]).toContainEqual(told(reading));
  });

  it.each([
    [
      'random bytes behind the magic ones',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4000, 0x5a)]),
    ],
    ['a header and nothing else', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a file cut in half', null],
  ])('%s: workbook-unreadable, and the program goes on', async (_title, bytes) => {
    const file = place('xls');
    const whole = xls.write(
      { SheetNames: ['目录'], Sheets: { 目录: xls.utils.aoa_to_sheet(rows.map((line) => [...line])) } },
      { type: 'buffer', bookType: 'biff8' },
    ) as Buffer;
    writeFileSync(file, bytes ?? whole.subarray(0, whole.length / 2));
    const answer = told(await readFile(file));
    expect(['workbook-unreadable', 'workbook-empty', 'workbook-shape-unknown']).toContain(answer);
  });

  it('text under the name .xls is not given to the parser of .xls', async () => {
    const file = place('xls');
    writeFileSync(file, `${H.join(',')}\n甲信息,1,示例局,一科,姓名,字符型C\n`);
    expect(told(await readFile(file))).toBe('workbook-unreadable');
  });

  it('a cancelled reading stops', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(told(await readFile(oldBook({ 目录: rows }), { signal: stop.signal }))).toBe('cancelled');
  });
});
