import { describe, expect, test } from 'vitest';
import type { ReportModel } from '#app/review/report-model';
import { listReport } from '#app/review/report-list';
import { reviewReport } from '#app/review/report-review';
import {
  CELLS_PER_VOLUME,
  firstRows,
  reportVolumes,
  ROWS_PER_VOLUME,
  tableRows,
} from '#app/review/report-volumes';
import { reportText } from '#app/review/report-text';
import { sampleFacts, sampleLine, SM3 } from './report-facts-sample';

const many = (count: number): ReportModel =>
  listReport(
    sampleFacts({ entries: Array.from({ length: count }, (_, i) => sampleLine({ name: `资源${i}号` })) }),
  );
const names = (model: ReportModel): string[] => reportText(model).filter((text) => /^资源\d+号$/.test(text));

/** A paper of one narrow table. */
function narrow(count: number): ReportModel {
  const columns = ['序号', '名称'].map((title) => ({ title, width: 1 }));
  const rows = Array.from({ length: count }, (_, i) => [String(i + 1), `资源${i}号`]);
  const sections = [
    { orientation: 'portrait', blocks: [{ kind: 'table', caption: '清单', columns, rows }] },
  ] as const;
  return { ...many(1), sections };
}
const columnsOf = (model: ReportModel): number =>
  model.sections.flatMap((one) => one.blocks).find((block) => block.kind === 'table')!.columns.length;

describe('分册: 5,000 rows to a file', () => {
  test('a paper that fits is one document, itself', () => {
    const model = narrow(ROWS_PER_VOLUME);
    expect(reportVolumes(model)).toEqual([model]);
  });

  test('one row more makes two volumes that hold every row once, in order', () => {
    const volumes = reportVolumes(narrow(ROWS_PER_VOLUME + 1));
    expect(volumes.map(tableRows)).toEqual([ROWS_PER_VOLUME, 1]);
    const printed = volumes.flatMap(names);
    expect(printed).toHaveLength(ROWS_PER_VOLUME + 1);
    expect(new Set(printed).size).toBe(ROWS_PER_VOLUME + 1);
    expect(printed.at(-1)).toBe(`资源${ROWS_PER_VOLUME}号`);
  });

  test('a wide table ends its volume sooner, when 40,000 cells are full', () => {
    const model = many(ROWS_PER_VOLUME);
    const full = Math.floor(CELLS_PER_VOLUME / columnsOf(model));
    const volumes = reportVolumes(model);
    expect(full).toBeLessThan(ROWS_PER_VOLUME);
    expect(volumes.map(tableRows)).toEqual([full, ROWS_PER_VOLUME - full]);
    expect(new Set(volumes.flatMap(names)).size).toBe(ROWS_PER_VOLUME);
  });

  test('each volume has the title, which of how many it is, and the whole SM3', () => {
    const volumes = reportVolumes(many(25), { rows: 10, cells: 1000 });
    expect(volumes).toHaveLength(3);
    volumes.forEach((volume, i) => {
      const text = reportText(volume);
      expect(text).toContain(volume.title);
      expect(text).toContain(`第${i + 1}分册　共3分册`);
      expect(text.join()).toContain(SM3);
    });
  });

  test('what comes after a divided table stays in the last volume, once', () => {
    const entries = Array.from({ length: 30 }, (_, i) => sampleLine({ name: `资源${i}号` }));
    const volumes = reportVolumes(reviewReport(sampleFacts({ entries })), {
      rows: 20,
      cells: 10_000,
    });
    const excerpts = volumes.map((volume) => reportText(volume).includes('附件4　不予共享依据条文摘录'));
    expect(excerpts.filter(Boolean)).toHaveLength(1);
    expect(excerpts.at(-1)).toBe(true);
    expect(volumes.flatMap(names).length).toBe(30);
  });
});

describe('the page for print holds a bounded number of rows and says what it leaves out', () => {
  test('within the limit it is whole', () => {
    const model = many(10);
    expect(firstRows(model, 10)).toBe(model);
  });

  test('above it, the rest is counted in words', () => {
    const cut = firstRows(many(12), 10);
    expect(names(cut)).toHaveLength(10);
    expect(reportText(cut)).toContain('本表共12行，此处印10行；全部内容见 Word 文件各分册。');
  });
});
