import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { dateText, decodeCellText, encodeCellText, numberText, serialDate } from '#app/documents/cell-text';
import { readRows, temporaryFolder, type FixtureCell } from './sheet-fixture';

const folder = temporaryFolder();
const HEAD = [
  '信息资源名称',
  '信息资源代码',
  '信息资源提供方',
  '信息资源摘要',
  '发布日期',
  '是否向社会开放',
  '数据存储总量（G）',
  '信息项名称',
  '数据类型',
  '数据长度',
];

async function row(cells: Partial<Record<(typeof HEAD)[number], FixtureCell>>, more = {}) {
  const full = HEAD.map(
    (header) =>
      cells[header] ?? (header === '信息资源名称' ? '甲信息' : header === '信息项名称' ? '姓名' : null),
  );
  const reading = await readRows(folder, [HEAD, full], more);
  return {
    reading,
    entry: reading.entries[0]?.fields ?? {},
    item: reading.entries[0]?.items[0]?.fields ?? {},
  };
}

describe('导入：日期', () => {
  it.each([
    ['2017年11月15日'],
    ['2017年11月15号'],
    ['2017/11/15'],
    ['2017.11.15'],
    ['20171115'],
    ['2017-11-15'],
    ['２０１７－１１－１５'],
    [' 2017 年 11 月 15 日 '],
    ['2017/11/15 0:00:00'],
    ['2017-11-15T00:00:00.000Z'],
  ])('%s is 2017-11-15 (发布日期 CCYY-MM-DD)', async (text) => {
    expect((await row({ 发布日期: text })).item.publishedOn).toBe('2017-11-15');
  });

  it('single-digit months and days get their zero', () => {
    expect(dateText('2017-1-5')).toBe('2017-01-05');
    expect(dateText('2017年1月5日')).toBe('2017-01-05');
  });

  it.each([
    ['2017年11月'],
    ['2017'],
    ['待定'],
    ['2017-02-30'],
    ['2017-13-01'],
    ['20171315'],
    ['15/11/2017'],
    ['长期'],
    ['99999999'],
  ])('%s is no full, real date and is kept as written', async (text) => {
    expect((await row({ 发布日期: text })).item.publishedOn).toBe(text);
  });

  it('serial numbers count with and without a date format, a year alone stays a year', async () => {
    expect((await row({ 发布日期: { xml: '<c r="{r}" s="1"><v>43054</v></c>' } })).item.publishedOn).toBe(
      '2017-11-15',
    );
    expect((await row({ 发布日期: { xml: '<c r="{r}" s="3"><v>43054.75</v></c>' } })).item.publishedOn).toBe(
      '2017-11-15',
    );
    expect((await row({ 发布日期: 43054 })).item.publishedOn).toBe('2017-11-15');
    expect((await row({ 发布日期: 20171115 })).item.publishedOn).toBe('2017-11-15');
    expect((await row({ 发布日期: 2017 })).item.publishedOn).toBe('2017');
    expect(
      (await row({ 发布日期: { xml: '<c r="{r}" t="d"><v>2017-11-15T00:00:00</v></c>' } })).item.publishedOn,
    ).toBe('2017-11-15');
  });

  it('workbooks of the 1904 system count from 1904-01-01', async () => {
    const cell = { xml: '<c r="{r}" s="1"><v>41592</v></c>' };
    expect((await row({ 发布日期: cell }, { date1904: true })).item.publishedOn).toBe('2017-11-15');
    expect((await row({ 发布日期: 41592 }, { date1904: true })).item.publishedOn).toBe('2017-11-15');
  });

  it('serials around the day that never was (1900-02-29) are right', () => {
    expect([1, 59, 61].map((serial) => serialDate(serial, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
    ]);
    expect(serialDate(0, true)).toBe('1904-01-01');
    expect(serialDate(-1, false)).toBeNull();
  });

  it('every day from 1955 to 2118 comes back from its serial', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_200, max: 79_900 }), (serial) => {
        const date = serialDate(serial, false)!;
        expect(Date.parse(`${date}T00:00:00Z`) / 86_400_000).toBe(serial - 25_569);
        expect(dateText(date)).toBe(date);
        expect(dateText(String(serial))).toBe(date);
      }),
    );
  });

  it('a date-formatted cell in a text column reads as the date it shows', async () => {
    expect((await row({ 信息资源摘要: { xml: '<c r="{r}" s="1"><v>43054</v></c>' } })).entry.summary).toBe(
      '2017-11-15',
    );
  });
});

describe('导入：数字与代码', () => {
  it('numbers have no float artefacts and no exponents', () => {
    expect(numberText('0.30000000000000004')).toBe('0.3');
    expect(numberText('3.3000000000000003')).toBe('3.3');
    expect(numberText('1E-3')).toBe('0.001');
    expect(numberText('1.5E+6')).toBe('1500000');
    expect(numberText('1.2300000000000001E-7')).toBe('0.000000123');
    expect(numberText('1.2345678901234568E+17')).toBe('123456789012345680');
    expect(numberText('-0')).toBe('0');
    expect(numberText('100')).toBe('100');
    expect(numberText('1e999')).toBe('1e999');
    expect(numberText('Infinity')).toBe('Infinity');
  });

  it('decimal numbers up to 15 digits come back as typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 5 }), (whole, places) => {
        const value = whole / 10 ** places;
        expect(Number(numberText(String(value)))).toBe(value);
        expect(numberText(String(value))).not.toMatch(/e/i);
      }),
    );
  });

  it('leading zeros of text cells and of zero-padded formats survive (代码的前导零)', async () => {
    expect((await row({ 信息资源代码: '000123' })).entry.code).toBe('000123');
    expect((await row({ 信息资源代码: { xml: '<c r="{r}" s="2"><v>123</v></c>' } })).entry.code).toBe(
      '000123',
    );
  });

  it('a code typed as a number of more than 15 digits is pointed at: its last digits are lost', async () => {
    const { entry, reading } = await row({
      信息资源代码: { xml: '<c r="{r}"><v>307021176000000200</v></c>' },
    });
    expect(entry.code).toBe('307021176000000200');
    expect(reading.problems.map(({ cell, code }) => [cell, code])).toEqual([['B2', 'number-precision']]);
  });

  it('numeric cells in text columns read as text', async () => {
    const { entry, item } = await row({ '数据存储总量（G）': 1.5, 数据长度: 20 });
    expect(entry.storedVolume).toBe('1.5');
    expect(item.dataLength).toBe('20');
  });
});

describe('导入：其他单元格', () => {
  it('values of a code table are taken by label or other wording, unknown ones stay as written', async () => {
    expect((await row({ 数据类型: '字符串型C' })).item.dataType).toBe('字符型C');
    expect((await row({ 数据类型: ' 日期型 ' })).item.dataType).toBe('日期型D');
    expect((await row({ 数据类型: '未知型' })).item.dataType).toBe('未知型');
  });

  it('truth values say 是 and 否', async () => {
    expect((await row({ 是否向社会开放: true })).item.openToPublic).toBe('是');
    expect((await row({ 是否向社会开放: false })).item.openToPublic).toBe('否');
    expect((await row({ 是否向社会开放: 1 })).item.openToPublic).toBe('是');
  });

  it('a formula gives its stored result; without one it is said at the cell', async () => {
    const formula = { xml: '<c r="{r}" t="str"><f>A1&amp;"x"</f><v>摘要一</v></c>' };
    expect((await row({ 信息资源摘要: formula })).entry.summary).toBe('摘要一');
    const { entry, reading } = await row({ 信息资源摘要: { xml: '<c r="{r}"><f>A1</f></c>' } });
    expect(entry.summary).toBe('');
    expect(reading.problems.map(({ cell, code }) => [cell, code])).toEqual([['D2', 'formula-without-value']]);
  });

  it.each([['#REF!'], ['#N/A'], ['#VALUE!']])(
    'an error value %s in a field is said and read as blank',
    async (error) => {
      const { entry, reading } = await row({
        信息资源摘要: { xml: `<c r="{r}" t="e"><f>X1</f><v>${error}</v></c>` },
      });
      expect(entry.summary).toBe('');
      expect(reading.problems.map(({ cell, code }) => [cell, code])).toEqual([['D2', 'cell-error']]);
      expect(reading.problems[0]!.message).toContain(error);
    },
  );

  it('an error value in the name or the code fails the row and the blank rows below it', async () => {
    const broken = { xml: '<c r="{r}" t="e"><v>#REF!</v></c>' };
    const reading = await readRows(folder, [
      HEAD,
      [broken, null, '示例局', null, null, null, null, '姓名'],
      [null, null, null, null, null, null, null, '年龄'],
      ['乙信息', null, null, null, null, null, null, '名称'],
    ]);
    expect(reading.entries.map(({ fields }) => fields.name)).toEqual(['乙信息']);
    expect(reading.failedRows.map(({ row: number, code }) => [number, code])).toEqual([
      [2, 'cell-error'],
      [3, 'row-above-failed'],
    ]);
  });

  it('rich text is flattened and its phonetic guide left out (LibreOffice writes plain text as runs)', async () => {
    const rich =
      '<c r="{r}" t="inlineStr"><is><r><t>信息</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 摘要</t></r><rPh sb="0" eb="1"><t>xinxi</t></rPh></is></c>';
    expect((await row({ 信息资源摘要: { xml: rich } })).entry.summary).toBe('信息 摘要');
    const shared = {
      'xl/sharedStrings.xml':
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>信息</t></r><r><t>资源名称</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t>信息资源代码</t></si><si><t>信息项名称</t></si><si><r><t>甲</t></r><r><t>信息</t></r></si></sst>',
    };
    const reading = await readRows(
      folder,
      [
        ['信息资源名称', '信息资源代码', '信息项名称'],
        ['甲信息', null, '甲信息'],
      ],
      { parts: shared },
    );
    expect(reading.entries[0]!.fields.name).toBe('甲信息');
  });

  it('inner line breaks stay, line ends become LF, ends are trimmed, spaces alone are blank', async () => {
    expect((await row({ 信息资源摘要: ' 第一行_x000D_\n第二行 ' })).entry.summary).toBe('第一行\n第二行');
    expect((await row({ 信息资源摘要: '  \u3000 ' })).entry.summary).toBe('');
  });

  it('characters outside the basic plane and half surrogates do no harm', async () => {
    expect((await row({ 信息资源摘要: '𠮷😀' })).entry.summary).toBe('𠮷😀');
    expect((await row({ 信息资源摘要: 'a_xD83D_b' })).entry.summary).toBe('a\uFFFDb');
  });

  it('text longer than its field takes fails the row and names the cell', async () => {
    const reading = await readRows(folder, [
      HEAD,
      ['甲'.repeat(501), null, null, null, null, null, null, '姓名'],
      ['乙信息', null, null, '摘'.repeat(32_767), null, null, null, '名称'],
    ]);
    expect(reading.failedRows).toMatchObject([
      { row: 2, code: 'text-too-long', reason: 'A列“信息资源名称”有501个字符，超过500个' },
    ]);
    expect(reading.entries.map(({ fields }) => fields.summary?.length)).toEqual([32_767]);
  });

  it('an item too long fails its row only; the resource is then known to be incomplete', async () => {
    const base = ['甲信息', '307001/000001', null, null, null, null, null];
    const reading = await readRows(folder, [
      HEAD,
      [...base, '姓名'],
      [...base, '长'.repeat(501)],
      [...base, '年龄'],
    ]);
    expect(reading.failedRows).toMatchObject([{ row: 3, code: 'text-too-long', related: [2, 3, 4] }]);
    expect(reading.entries[0]!.items.map(({ fields }) => fields.name)).toEqual(['姓名', '年龄']);
    expect(reading.entries[0]!.incomplete).toBe(true);
    expect(reading.entries[0]!.rows).toEqual([2, 4]);
  });

  it('any text survives being written into a cell and read back, but for line ends and half surrogates', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const stored = encodeCellText(text)
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&amp;/g, '&');
        expect(decodeCellText(stored)).toBe(text.toWellFormed().replace(/\r\n?/g, '\n'));
      }),
    );
    expect(decodeCellText(encodeCellText('_x000D_ _x005F_'))).toBe('_x000D_ _x005F_');
  });
});
