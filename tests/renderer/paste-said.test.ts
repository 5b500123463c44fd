import { describe, expect, it } from 'vitest';
import { pasteSaid } from '#renderer/screens/editor/paste-said';

const all = { rows: 3, columns: 4, added: 2, leftOut: 0, beyond: 0 };

describe('粘贴后说明的内容', () => {
  it('一行全部贴入，表格里看得见，不另说；几行的说几行几列', () => {
    expect(pasteSaid(null, { ...all, rows: 1 })).toBeNull();
    expect(pasteSaid(null, all)?.content).toBe('已粘贴3行4列，其中新增2行');
  });

  it('带列名、有不取的列、超出项数的，一次说全', () => {
    const said = pasteSaid({ headerRows: 1, untaken: ['序号', '审核人'] }, { ...all, leftOut: 5 });
    expect(said).toMatchObject({
      type: 'warning',
      content:
        '首行是列名，没有作为信息项；各列按列名归位。已粘贴3行4列，其中新增2行。不是信息项的列，没有粘贴：序号、审核人。信息项不能超过10000项，有5行没有粘贴。按 Ctrl+Z 撤销',
    });
  });

  it('不取的列多的，列出几个并说共几列', () => {
    const untaken = Array.from({ length: 20 }, (_, i) => `列${i}`);
    expect(pasteSaid({ headerRows: 2, untaken }, all)?.content).toContain(
      '列0、列1、列2、列3、列4、列5、列6、列7等20列',
    );
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
