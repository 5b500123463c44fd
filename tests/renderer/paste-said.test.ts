import { describe, expect, it } from 'vitest';
import { pasteSaid } from '#renderer/screens/editor/paste-said';

const all = { rows: 3, columns: 4, added: 2, leftOut: 0, beyond: 0, newColumns: [] };
const headed = { titleRows: 0, headerRows: 1, untaken: { unknown: [], known: [] }, resources: 0 } as const;

describe('粘贴后说明的内容', () => {
  it('一行全部贴入，表格里看得见，不另说；几行的说几行几列', () => {
    expect(pasteSaid(null, { ...all, rows: 1 })).toBeNull();
    expect(pasteSaid(null, all)?.content).toBe('已粘贴3行4列，其中新增2行');
  });

  it('带列名、有不取的列、超出项数的，一次说全，认不出的列在先', () => {
    const untaken = { unknown: ['审核人'], known: ['序号'] };
    const said = pasteSaid({ ...headed, untaken }, { ...all, leftOut: 5, newColumns: ['数据元'] });
    expect(said).toMatchObject({
      type: 'warning',
      content:
        '首行是列名，没有作为信息项；各列按列名归位。已粘贴3行4列，其中新增2行。表格最后新增列：数据元。没有认出的列，没有粘贴：审核人。信息项不能超过10000项，有5行没有粘贴。不是信息项内容的列，没有粘贴：序号。按 Ctrl+Z 撤销',
    });
  });

  it.each([
    [{ unknown: ['审核人'], known: ['序号'] }, 'warning'],
    [{ unknown: [], known: ['序号', '信息资源名称'] }, 'info'],
  ])('有内容的列没有认出的是警告，只有序号和信息资源的列是说明：%j', (untaken, type) => {
    expect(pasteSaid({ ...headed, untaken }, all)?.type).toBe(type);
  });

  it('认不出的列，二十列以内都说出；其余的列说出三个', () => {
    const names = (mark: string, count: number) => Array.from({ length: count }, (_, i) => `${mark}${i + 1}`);
    const said = (unknown: string[], known: string[]) =>
      pasteSaid({ ...headed, untaken: { unknown, known } }, all)!.content;
    expect(said(names('列', 20), [])).toContain('、列20。');
    expect(said(names('列', 21), [])).toContain('、列20等21列。');
    expect(said([], names('号', 4))).toContain('：号1、号2、号3等4列。');
  });

  it.each([
    [0, 1, '首行是列名'],
    [0, 2, '前两行是列名'],
    [1, 2, '前3行是标题和列名'],
  ] as const)('说出前面几行没有作为信息项：标题%d行、列名%d行', (titleRows, headerRows, start) => {
    expect(pasteSaid({ ...headed, titleRows, headerRows }, all)?.content).toMatch(
      new RegExp(`^${start}，没有作为信息项`),
    );
  });

  it('出自几条信息资源的，警告都贴入了本条', () => {
    expect(pasteSaid({ ...headed, resources: 1 }, all)).toMatchObject({ type: 'info' });
    const said = pasteSaid({ ...headed, resources: 3 }, all)!;
    expect(said.type).toBe('warning');
    expect(said.content).toContain('这些行出自3条信息资源，已全部贴入本条');
    expect(said.content).toContain('按 Ctrl+Z 撤销');
  });

  it('一行也贴不进的，不说已粘贴', () => {
    const none = { ...all, rows: 0, added: 0, leftOut: 3 };
    expect(pasteSaid(null, none)?.content).toBe('信息项不能超过10000项，有3行没有粘贴');
  });

  it('按位置粘贴超出最后一列的，说有几列', () => {
    expect(pasteSaid(null, { ...all, rows: 1, beyond: 2 })).toMatchObject({
      type: 'warning',
      content: '已粘贴1行4列，其中新增2行。超出表格最后一列，有2列没有粘贴。按 Ctrl+Z 撤销',
    });
  });
});
