import { describe, expect, it } from 'vitest';
import { cellValue, formatCells, formatCellsAsHtml, parseCells } from '#renderer/screens/editor/paste-text';

describe('从 Excel、WPS 粘贴：剪贴板文本按单元格读取', () => {
  it('制表符分列、换行分行，末尾的换行不算一行', () => {
    expect(parseCells('名称\t类型\r\n代码\t字符型C\r\n')).toEqual([
      ['名称', '类型'],
      ['代码', '字符型C'],
    ]);
  });

  it('带引号的单元格可以含换行、制表符和双写的引号', () => {
    expect(parseCells('"第一行\n第二行"\t"称""甲""方"\n"a\tb"\t末')).toEqual([
      ['第一行\n第二行', '称"甲"方'],
      ['a\tb', '末'],
    ]);
  });

  it('不成对的引号是内容，不吞掉后面的单元格', () => {
    expect(parseCells('"未闭合\t乙\n丙\t丁')).toEqual([
      ['"未闭合', '乙'],
      ['丙', '丁'],
    ]);
    expect(parseCells('"5"寸\t乙')).toEqual([['"5"寸', '乙']]);
    expect(parseCells('5"\t"')).toEqual([['5"', '"']]);
  });

  it('空单元格和空行保留，空文本没有单元格', () => {
    expect(parseCells('\t\t甲\n\n乙')).toEqual([['', '', '甲'], [''], ['乙']]);
    expect(parseCells('""\t甲')).toEqual([['', '甲']]);
    expect(parseCells('\n')).toEqual([['']]);
    expect(parseCells('')).toEqual([]);
  });

  it('旧式的单独回车也是换行', () => {
    expect(parseCells('甲\r乙\r')).toEqual([['甲'], ['乙']]);
  });

  it('十万行的块也读得出来', () => {
    const rows = parseCells('代码\t名称\n'.repeat(100_000));
    expect(rows).toHaveLength(100_000);
    expect(rows.at(-1)).toEqual(['代码', '名称']);
  });

  it('单行单元格不收换行和前后空白，全角空格同样', () => {
    expect(cellValue('　企业\n名称\u00a0')).toBe('企业 名称');
  });
});

describe('复制到 Excel、WPS', () => {
  it('复制的内容粘贴回来一字不差，包括换行、制表符和引号', () => {
    const cells = [
      ['0012', '第一行\n第二行', '称"甲"方'],
      ['"引号开头', 'a\tb', ''],
    ];
    expect(parseCells(formatCells(cells))).toEqual(cells);
  });

  it('表格形式中的符号不会变成标记，数字按文本', () => {
    expect(formatCellsAsHtml([['<b>&"', '01']])).toBe(
      `<table><tr><td style="mso-number-format:'\\@'">&lt;b&gt;&amp;&quot;</td><td style="mso-number-format:'\\@'">01</td></tr></table>`,
    );
  });
});
