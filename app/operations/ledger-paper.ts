/** A record book as a table for the workbook and for paper, both from the same definition. */
import type { CallOutput } from '#app/contract/calls';
import { DUTY_STATUS_LABELS } from '#app/deadlines/duty-row';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import type { OutRow, OutSheet } from '#app/documents/write-xlsx';
import { NONE, PAGE_NOTES, type ReportModel } from '#app/review/report-model';
import type { LedgerDefinition } from './ledger-clocks';

type Row = CallOutput<'ledger.rows'>['rows'][number];

export interface LedgerPrint {
  readonly definition: LedgerDefinition;
  readonly rows: readonly Row[];
  readonly year: number | null;
  readonly department: string;
  readonly today: string;
}

const WIDTHS = { text: 14, 'long-text': 26, choice: 10, date: 11, number: 10 } as const;

interface LedgerTable {
  readonly title: string;
  /** 依据 and the day of making. */
  readonly notes: readonly string[];
  /** `open`: an empty cell is still to come (a date, a result) and stays empty on paper instead of saying 无. */
  readonly heads: readonly { readonly title: string; readonly width: number; readonly open: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** The department's own limits of a row, the shortest first, and how each stands. */
function clockCells(row: Row): [string, string] {
  const own = row.duties.filter((duty) => duty.party === 'P').sort((a, b) => (a.due < b.due ? -1 : 1));
  return [
    own
      .map(
        (duty) =>
          `${duty.due}${duty.provisional ? '（暂定）' : ''} ${duty.label}（${duty.regulation}${duty.article}）`,
      )
      .join('\n'),
    own.map((duty) => DUTY_STATUS_LABELS[duty.status]).join('\n'),
  ];
}

export function ledgerTable({ definition, rows, year, department, today }: LedgerPrint): LedgerTable {
  const { pack, rule, columns } = definition;
  const clocked = (rule.clocks ?? []).length > 0;
  const heads = [
    { title: '序号', width: 8, open: false },
    ...columns.map(({ label, kind }) => ({
      title: label,
      width: WIDTHS[kind],
      open: kind === 'date' || kind === 'choice',
    })),
    ...(clocked
      ? [
          { title: '时限', width: 30, open: false },
          { title: '状态', width: 9, open: false },
        ]
      : []),
  ];
  return {
    title: `${department}${rule.label}台账${year === null ? '' : `（${year}年）`}`,
    notes: [
      `依据：《${pack.fullTitle}》${pack.documentNumber === null ? '' : `（${pack.documentNumber}）`}${rule.article}　生成日期：${today}　共${rows.length}条`,
    ],
    heads,
    rows: rows.map((row, index) => [
      String(index + 1),
      ...columns.map((column) => row.values[column.label] ?? ''),
      ...(clocked ? clockCells(row) : []),
    ]),
  };
}

export function ledgerSheet(print: LedgerPrint): OutSheet {
  const table = ledgerTable(print);
  const blanks = table.heads.slice(1).map(() => undefined);
  const rows: OutRow[] = [
    { cells: [{ text: table.title, style: 'title' }, ...blanks], height: 30 },
    ...table.notes.map((text): OutRow => ({ cells: [{ text, style: 'note' }, ...blanks] })),
    { cells: table.heads.map(({ title }) => ({ text: title, style: 'header' })), height: 24 },
    ...table.rows.map((cells): OutRow => ({ cells: cells.map((text) => ({ text, style: 'text' })) })),
  ];
  const last = letterOf(table.heads.length);
  const headRows = table.notes.length + 2;
  return {
    name: print.definition.rule.label.replace(/[\\/?*[\]:]/g, '').slice(0, 31),
    columns: table.heads.map(({ width }) => ({ width })),
    frozen: { rows: headRows, columns: 1 },
    rows,
    merges: () => Array.from({ length: headRows - 1 }, (_, i) => `A${i + 1}:${last}${i + 1}`),
  };
}

/** Column letter of a spreadsheet: 1 is A, 27 is AA. */
function letterOf(column: number): string {
  return column <= 26
    ? String.fromCharCode(64 + column)
    : `${letterOf(Math.floor((column - 1) / 26))}${letterOf(((column - 1) % 26) + 1)}`;
}

export function ledgerModel(print: LedgerPrint): ReportModel {
  const table = ledgerTable(print);
  const sm3 = sm3Hex(canonicalJson(print.rows.map(({ id, values }) => ({ id, values }))));
  return {
    title: table.title,
    header: PAGE_NOTES.unsealed,
    footer: { department: print.department, version: print.definition.rule.label, sm3: sm3.slice(0, 16) },
    sections: [
      {
        orientation: 'landscape',
        blocks: [
          { kind: 'title', text: table.title },
          { kind: 'meta', lines: table.notes },
          {
            kind: 'table',
            caption: '',
            columns: table.heads.map(({ title, width }) => ({ title, width })),
            rows: table.rows.map((row) =>
              row.map((text, i) => (text === '' && !table.heads[i]!.open ? NONE : text)),
            ),
          },
        ],
      },
    ],
    closing: [{ kind: 'note', text: `文件校验码（SM3）：${sm3}` }],
  };
}
