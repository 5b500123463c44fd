import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import { emptyEntry, emptyItem } from '#app/catalogue/entry';
import { rollUp } from '#app/catalogue/roll-up';
import { readWorkbook } from '#app/documents/read-workbook';
import { writeWorkbook } from '#app/documents/write-workbook';
import { codeTables, layouts, national, temporaryFolder } from './sheet-fixture';

const folder = temporaryFolder();

function present(): boolean {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('导出：LibreOffice 打开并另存', () => {
  // Skipped where LibreOffice (soffice) is not installed: only a real spreadsheet program can tell.
  it.skipIf(!present())(
    'keeps every row, text as text, and the drop-downs',
    { timeout: 180_000 },
    async () => {
      const file = join(folder, 'ours.xlsx');
      const texts = [
        '=1+1',
        '000123',
        '307021176000000200',
        '2017-1-5',
        '第一行\n第二行',
        '_x000D_',
        ' 前后 ',
      ];
      const entries = texts.map((text, i) =>
        rollUp({
          ...emptyEntry(`e${i}`),
          name: text,
          summary: text,
          items: [{ ...emptyItem(`i${i}`), name: `项${i}`, sharingType: '无条件共享' }],
        }),
      );
      const list = Array.from({ length: 100 }, (_, i) => `格式${i}`);
      const columns = national.columns.map((column, i) => (i === 7 ? { ...column, list } : column));
      const layout = { ...national, columns };
      await writeWorkbook(file, entries, { layout, codeTables, upload: false });
      const out = join(folder, 'saved');
      mkdirSync(out);
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      execFileSync('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', out, file], {
        stdio: 'ignore',
      });

      const saved = join(out, 'ours.xlsx');
      const read = await readWorkbook(saved, { layouts, codeTables });
      if (!read.ok) throw new Error(JSON.stringify(read.failure));
      expect(read.value.failedRows).toEqual([]);
      expect(read.value.entries.map(({ entryId, fields }) => [entryId, fields.summary])).toEqual(
        texts.map((text, i) => [`e${i}`, text]),
      );
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(saved);
      expect(book.worksheets[0]!.getCell('S3').dataValidation).toMatchObject({ type: 'list' });
      // A list that no rule can hold: LibreOffice too finds it on the hidden sheet.
      const rule = book.worksheets[0]!.getCell('H3').dataValidation as ExcelJS.DataValidation;
      expect([rule.type, rule.formulae[0]]).toEqual(['list', '下拉选项1']);
      expect(book.getWorksheet('下拉选项')).toMatchObject({ state: 'hidden', rowCount: 100 });
    },
  );
});
