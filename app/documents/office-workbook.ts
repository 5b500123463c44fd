/**
 * 处室核对表: the workbook that goes to an internal office and comes back. One sheet to tick and sign, one with the
 * whole content to mend in place.
 */
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CodeTable } from '#app/classification/code-table';
import { foldLabel } from '#app/classification/code-table';
import { exportColumns, furtherColumns } from './export-columns';
import type { Layout } from './layout';
import type { RawRow, RawSheet } from './raw-sheet';
import { readRawWorkbook } from './raw-workbook';
import { columnLetter } from './sheet-entry';
import { dataSheet } from './write-workbook';
import { writeXlsx, type OutCell, type OutRow, type OutSheet } from './write-xlsx';

export type OfficeAnswer = '无变化' | '有变化' | '停用';
export const OFFICE_ANSWERS: readonly OfficeAnswer[] = ['无变化', '有变化', '停用'];

/** Sheet with the whole content, in the layout of the export. */
export const CONTENT_SHEET = '目录明细';
const CHECK_SHEET = '处室核对表';
const FORMAT = 'mulu-office/1';

/** Fields shown beside the mark; a change made here counts like one made in the content. */
export const SHOWN_KEYS = ['name', 'summary', 'sharingType', 'updateCycle'] as const;
export type ShownKey = (typeof SHOWN_KEYS)[number];

interface CheckColumn {
  readonly header: string;
  readonly width: number;
  readonly hidden?: boolean;
  readonly value: (entry: CatalogueEntry, position: number) => string;
}

const UNTICKED = '□无变化 □有变化 □停用';
const TICKED = OFFICE_ANSWERS.map((answer) => UNTICKED.replace(`□${answer}`, `☑${answer}`));

const COLUMNS = [
  { header: '序号', width: 6, value: (_, position) => String(position) },
  { header: '信息资源代码', width: 20, value: (entry) => entry.code },
  { header: '信息资源名称', width: 28, value: (entry) => entry.name },
  { header: '信息资源摘要', width: 40, value: (entry) => entry.summary },
  { header: '共享类型', width: 14, value: (entry) => entry.sharingType },
  { header: '更新周期', width: 10, value: (entry) => entry.updateCycle },
  { header: '核对结果', width: 30, value: () => UNTICKED },
  { header: '变化说明', width: 30, value: () => '' },
  { header: '目录库标识', width: 38, hidden: true, value: (entry) => entry.id },
  { header: '发出时内容', width: 38, hidden: true, value: contentMark },
] as const satisfies readonly CheckColumn[];

type CheckHeader = (typeof COLUMNS)[number]['header'];

const FIELD_HEADERS: Readonly<Record<ShownKey, CheckHeader>> = {
  name: '信息资源名称',
  summary: '信息资源摘要',
  sharingType: '共享类型',
  updateCycle: '更新周期',
};

/** Tells whether an entry's content is still what it was when the sheet was handed out. */
export function contentMark(entry: CatalogueEntry): string {
  return sm3Hex(canonicalJson(entry)).slice(0, 32);
}

export interface OfficeSheetFacts {
  readonly department: string;
  readonly office: string;
  /** `YYYY-MM-DD`. */
  readonly handedOutOn: string;
}

/** Writes the workbook of one office, whole or not at all. Rejects with `cancelled`. */
export async function writeOfficeWorkbook(
  out: string,
  facts: OfficeSheetFacts,
  entries: readonly CatalogueEntry[],
  options: {
    readonly layout: Layout;
    readonly codeTables: Readonly<Record<string, CodeTable>>;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<void> {
  const further = furtherColumns(options.layout);
  for (const entry of entries) further.add(entry);
  const columns = exportColumns(options.layout, options.codeTables, further.found);
  async function* all(): AsyncGenerator<CatalogueEntry> {
    yield* entries;
  }
  const content = dataSheet({ ...options.layout, sheet: CONTENT_SHEET }, columns, all(), false);
  await writeXlsx(out, [checkSheet(facts, entries), content], options.signal);
}

function checkSheet(facts: OfficeSheetFacts, entries: readonly CatalogueEntry[]): OutSheet {
  const last = columnLetter(7);
  const across = (text: string, style: OutCell['style']): (OutCell | undefined)[] => [{ text, style }];
  const meta = JSON.stringify({ format: FORMAT, office: facts.office, handedOutOn: facts.handedOutOn });
  const about = `单位：${facts.department}　处室：${facts.office || '未填处室'}　发出日期：${facts.handedOutOn}　共${entries.length}条`;
  const head: OutRow[] = [
    { cells: across('处室核对确认表', 'title'), height: 30 },
    { cells: [...across(about, 'plain'), ...Array.from({ length: 7 }, () => undefined), plain(meta)] },
    {
      cells: across(
        `逐条核对后在“核对结果”中选一项；有变化的，在“变化说明”写明，并在“${CONTENT_SHEET}”表中直接改。`,
        'note',
      ),
    },
    { cells: COLUMNS.map(({ header }) => ({ text: header, style: 'header' as const })), height: 24 },
  ];
  const rows = entries.map((entry, i): OutRow => ({
    cells: (COLUMNS as readonly CheckColumn[]).map(({ value }) => ({
      text: value(entry, i + 1),
      style: 'text' as const,
    })),
  }));
  const signature = head.length + rows.length + 2;
  return {
    name: CHECK_SHEET,
    columns: (COLUMNS as readonly CheckColumn[]).map(({ width, hidden = false }) => ({ width, hidden })),
    frozen: { rows: head.length, columns: 3 },
    rows: [
      ...head,
      ...rows,
      { cells: [] },
      { cells: [plain('处室负责人（签名）：　　　　　　　　　　日期：　　　　年　　月　　日')], height: 36 },
    ],
    merges: () => [1, 2, 3, signature].map((row) => `A${row}:${last}${row}`),
    lists: [
      {
        column: COLUMNS.findIndex(({ header }) => header === '核对结果'),
        fromRow: head.length + 1,
        values: TICKED,
      },
    ],
  };
}

const plain = (text: string): OutCell => ({ text, style: 'plain' });

export interface CheckedRow {
  readonly row: number;
  readonly entryId: string;
  readonly code: string;
  /** What the sheet now says; a column that is gone leaves its key out. */
  readonly shown: Partial<Record<ShownKey, string>>;
  /** Null where no one mark can be made out. */
  readonly answer: OfficeAnswer | null;
  readonly note: string;
  readonly mark: string;
}

export interface OfficeWorkbook {
  /** '' where the sheet does not say. */
  readonly office: string;
  readonly handedOutOn: string;
  readonly rows: readonly CheckedRow[];
  readonly hasContent: boolean;
}

/** Reads a workbook that came back; null when it holds no sheet to tick. Rejects as `readRawWorkbook` does. */
export async function readOfficeWorkbook(file: string, signal?: AbortSignal): Promise<OfficeWorkbook | null> {
  let found: Omit<OfficeWorkbook, 'hasContent'> | null = null;
  let hasContent = false;
  await readRawWorkbook(
    file,
    (sheet) => {
      if (sheet.name === CONTENT_SHEET) hasContent = true;
      else found ??= checkedSheet(sheet);
    },
    { signal },
  );
  return found === null ? null : { ...(found as Omit<OfficeWorkbook, 'hasContent'>), hasContent };
}

/** The header is looked for in the first rows only. */
const HEADER_DEPTH = 30;

function checkedSheet(sheet: RawSheet): Omit<OfficeWorkbook, 'hasContent'> | null {
  const at = sheet.rows.slice(0, HEADER_DEPTH).findIndex((row) => {
    const places = headerPlaces(row);
    return places.has('核对结果') && (places.has('目录库标识') || places.has('信息资源名称'));
  });
  if (at < 0) return null;
  const places = headerPlaces(sheet.rows[at]!);
  const meta = sheet.rows
    .slice(0, at)
    .flatMap(({ cells }) => cells)
    .find((text) => text.includes(FORMAT));
  const rows: CheckedRow[] = [];
  for (const row of sheet.rows.slice(at + 1)) {
    const cell = (header: CheckHeader): string => {
      const column = places.get(header);
      return column === undefined ? '' : (row.cells[column] ?? '').trim();
    };
    const text = cell('核对结果');
    // The place for the signature has none of these.
    if (cell('目录库标识') === '' && (text === '' || cell('信息资源名称') === '')) continue;
    const shown: Partial<Record<ShownKey, string>> = {};
    for (const key of SHOWN_KEYS) if (places.has(FIELD_HEADERS[key])) shown[key] = cell(FIELD_HEADERS[key]);
    rows.push({
      row: row.number,
      entryId: cell('目录库标识'),
      code: cell('信息资源代码'),
      shown,
      answer: readAnswer(text),
      note: cell('变化说明'),
      mark: cell('发出时内容'),
    });
  }
  return { ...readMeta(meta), rows };
}

function headerPlaces(row: RawRow): Map<CheckHeader, number> {
  const places = new Map<CheckHeader, number>();
  row.cells.forEach((text, column) => {
    const known = COLUMNS.find(({ header }) => foldLabel(header) === foldLabel(text));
    if (known && !places.has(known.header)) places.set(known.header, column);
  });
  return places;
}

function readMeta(text: string | undefined): { office: string; handedOutOn: string } {
  try {
    const meta = JSON.parse(text ?? '') as Partial<Record<string, unknown>>;
    return { office: String(meta['office'] ?? ''), handedOutOn: String(meta['handedOutOn'] ?? '') };
  } catch {
    return { office: '', handedOutOn: '' };
  }
}

const TICK = '[☑☒✓✔√■▣◼●◆★✅🗹×✗✘xXvVR]';
const WORDS: readonly (readonly [OfficeAnswer, string])[] = [
  ['无变化', '(?:无变化|没有变化|没变化|无变动|不变)'],
  ['有变化', '(?:(?<!没)有变化|有变动|有变更)'],
  ['停用', '(?:应停用|停用|停止使用)'],
];

/** The one answer that a cell marks: a tick before or after its words, or its words alone. */
export function readAnswer(text: string): OfficeAnswer | null {
  const ticked = WORDS.filter(([, words]) =>
    new RegExp(
      `${TICK}\\s*[)）\\]】]?\\s*${words}|${words}\\s*[（(\\[【]?\\s*${TICK}(?!\\s*${anyWord()})`,
      'u',
    ).test(text),
  );
  if (ticked.length > 0) return ticked.length === 1 ? ticked[0]![0] : null;
  if (/[□☐○◯▢]/.test(text)) return null;
  const named = WORDS.filter(([, words]) => new RegExp(words, 'u').test(text));
  return named.length === 1 ? named[0]![0] : null;
}

function anyWord(): string {
  return `(?:${WORDS.map(([, words]) => words).join('|')})`;
}
