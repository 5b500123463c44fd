/**
 * Opinions of the authority in a workbook: any sheet with a column for the resource (code, name or both) and one for
 * the result or the opinion.
 */
import { FailureError } from '#app/contract/failure';
import { dateText } from './cell-text';
import type { RawSheet } from './raw-sheet';
import { readRawWorkbook } from './raw-workbook';

export interface OpinionRow {
  readonly sheet: string;
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly decision: 'approve' | 'return';
  /** The opinion in the authority's words, '' where it gave none. */
  readonly text: string;
  /** 补正期限, `YYYY-MM-DD`, null where the row names none. */
  readonly due: string | null;
}

type Column = 'code' | 'name' | 'result' | 'text' | 'due';

/** What a heading of each kind is called, spaces left out; the first match counts. */
const HEADINGS: Readonly<Record<Column, RegExp>> = {
  code: /^(?:政务)?(?:信息|数据)?资源代码$|^(?:目录|资源)?(?:代码|编码)$/,
  name: /^(?:政务)?(?:信息|数据)?资源名称$|^(?:目录|资源)?名称$/,
  result: /^(?:主管部门)?(?:审核|审查|核验|办理)?(?:结果|结论|状态)$/,
  text: /^(?:主管部门)?(?:审核|审查|退回|补正|修改)?(?:意见|原因|理由|说明)$/,
  due: /^(?:补正|整改|修改|完成)?(?:期限|时限|截止日期|截止时间)$/,
};
const LAST_HEADER_ROW = 20;
const RETURNED = /退回|不通过|未通过|不予|补正|修改|驳回|不同意/;
const APPROVED = /通过|同意|接收|发布|合格|无意见|^无$/;

/** Failures: those of reading a workbook; `workbook-shape-unknown` when no sheet has the columns. */
export async function readOpinionRows(file: string): Promise<OpinionRow[]> {
  const rows: OpinionRow[] = [];
  let recognised = false;
  await readRawWorkbook(file, (sheet) => {
    const found = sheet.hidden ? null : rowsOf(sheet);
    if (!found) return;
    recognised = true;
    rows.push(...found);
  });
  if (!recognised) {
    throw new FailureError('workbook-shape-unknown', { file, missing: '信息资源代码或名称、审核结果或意见' });
  }
  return rows;
}

function rowsOf(sheet: RawSheet): OpinionRow[] | null {
  const header = sheet.rows
    .filter(({ number }) => number <= LAST_HEADER_ROW)
    .map((row) => ({ row, columns: columnsOf(row.cells) }))
    .find(
      ({ columns }) =>
        (columns.has('code') || columns.has('name')) && (columns.has('result') || columns.has('text')),
    );
  if (!header) return null;
  return sheet.rows.flatMap(({ number, cells }) => {
    if (number <= header.row.number) return [];
    const value = (column: Column): string => (cells[header.columns.get(column) ?? -1] ?? '').trim();
    const decision = decisionOf(value('result'), value('text'));
    if (decision === null || value('code') + value('name') === '') return [];
    const due = dateText(value('due'), sheet.date1904)?.slice(0, 10) ?? null;
    const text = value('text') || value('result');
    return [
      { sheet: sheet.name, row: number, code: value('code'), name: value('name'), decision, text, due },
    ];
  });
}

function columnsOf(cells: readonly string[]): Map<Column, number> {
  const columns = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const heading = cell.normalize('NFKC').replace(/[\s*()（）:：]/g, '');
    for (const [column, pattern] of Object.entries(HEADINGS)) {
      if (!columns.has(column as Column) && pattern.test(heading)) columns.set(column as Column, index);
    }
  }
  return columns;
}

/** A remark without a verdict asks for something to be mended. */
function decisionOf(result: string, text: string): OpinionRow['decision'] | null {
  if (RETURNED.test(result)) return 'return';
  if (APPROVED.test(result)) return 'approve';
  if (text === '') return null;
  if (RETURNED.test(text)) return 'return';
  return text.length <= 10 && APPROVED.test(text) ? 'approve' : 'return';
}
