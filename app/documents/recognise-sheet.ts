/** Finds the header of a sheet and says what each column holds. */
import { foldLabel } from '#app/classification/code-table';
import type { ColumnMapping, MappedTarget } from './column-mapping';
import { headerLabels, type HeaderLabels, type HeaderMatch } from './header-labels';
import type { Layout } from './layout';
import { mergeView, SHEET_LIMITS, type MergeView, type RawRow, type RawSheet } from './raw-sheet';
import { columnLetter, type ColumnMap, type ColumnTarget } from './sheet-entry';

/** A header further down than this is not looked for. */
const HEADER_DEPTH = 30;
/** With fewer recognised columns a sheet is taken for something else. */
const FEWEST_COLUMNS = 3;
const LONGEST_LABEL = 200;

export interface RecognisedSheet {
  readonly sheet: RawSheet;
  readonly layout: Layout;
  /** Row numbers of the header, one or two. */
  readonly headerRows: readonly number[];
  /** First row below the header, by position in `sheet.rows`. */
  readonly firstRow: number;
  readonly columns: readonly ColumnMap[];
  readonly view: MergeView;
  /** Recognised columns of the layout. */
  readonly score: number;
}

/** What was seen where no header was found, for the message to the user. */
export interface UnrecognisedSheet {
  readonly sheet: string;
  readonly headers: readonly string[];
  readonly missing: readonly string[];
}

interface Candidate {
  readonly at: number;
  readonly rows: readonly RawRow[];
  readonly matches: readonly (HeaderMatch | null)[];
  readonly score: number;
}

export function recogniseSheet(
  sheet: RawSheet,
  layouts: readonly Layout[],
  mapping: ColumnMapping | null,
): RecognisedSheet | UnrecognisedSheet {
  const width = sheet.rows.reduce((widest, row) => Math.max(widest, row.cells.length), 0);
  const view = mergeView(sheet, Math.min(width, SHEET_LIMITS.columns));
  let best: { layout: Layout; candidate: Candidate } | null = null;
  // Among layouts that fit equally well the one without its own classification columns is meant.
  const plainFirst = [...layouts].sort((a, b) => categoryColumns(a) - categoryColumns(b));
  for (const layout of plainFirst) {
    const labels = headerLabels(layout);
    for (const candidate of candidates(sheet, view, labels, width, mapping)) {
      if (!best || candidate.score > best.candidate.score) best = { layout, candidate };
    }
  }
  if (!best) return { sheet: sheet.name, headers: [], missing: ['信息资源名称'] };

  const { layout, candidate } = best;
  const columns = columnMaps(sheet, view, candidate, width, mapping);
  const placed = columns.some(
    ({ target }) => target?.level === 'entry' && (target.key === 'name' || target.key === 'code'),
  );
  const named = columns.some(({ target }) => target?.level === 'entry' && target.key === 'name');
  const known = columns.filter(({ target }) => target && target.level !== 'extra').length;
  if (mapping ? !placed : !named || known < FEWEST_COLUMNS) {
    return {
      sheet: sheet.name,
      headers: columns.map((column) => column.header).filter((header) => header !== ''),
      missing: missingHeaders(layout, columns),
    };
  }
  return {
    sheet,
    layout,
    headerRows: candidate.rows.map((row) => row.number),
    firstRow: candidate.at + candidate.rows.length,
    columns,
    view,
    score: candidate.score,
  };
}

export function isRecognised(result: RecognisedSheet | UnrecognisedSheet): result is RecognisedSheet {
  return 'columns' in result;
}

function categoryColumns(layout: Layout): number {
  return layout.columns.filter(({ target }) => target.level === 'category').length;
}

/** Each row, alone and together with the next, as a possible header. */
function* candidates(
  sheet: RawSheet,
  view: MergeView,
  labels: HeaderLabels,
  width: number,
  mapping: ColumnMapping | null,
): Generator<Candidate> {
  const { rows } = sheet;
  for (let at = 0; at < Math.min(rows.length, HEADER_DEPTH); at++) {
    const row = rows[at]!;
    const next = rows[at + 1];
    const alone = candidate(view, labels, width, at, [row]);
    const below = next?.number === row.number + 1 ? candidate(view, labels, width, at, [row, next]) : null;
    if (mapping?.headerRow != null) {
      // The user says where the header ends; the row above it belongs to it if that helps.
      if (row.number === mapping.headerRow) yield { ...alone, score: alone.score + 0.5 };
      if (next?.number === mapping.headerRow && below) yield below;
    } else {
      yield alone;
      if (below) yield below;
    }
  }
}

function candidate(
  view: MergeView,
  labels: HeaderLabels,
  width: number,
  at: number,
  rows: readonly RawRow[],
): Candidate {
  const texts = headerTexts(view, rows, width);
  const taken = new Set<string>();
  let score = 0;
  const matches = texts.map(({ group, header }) => {
    if (group === '' && header === '') return null;
    const match = labels.match(group, header);
    if (!match?.target) return match;
    const key = JSON.stringify(match.target);
    // A label that comes twice names one column only; the second is kept as an own column.
    if (taken.has(key)) return null;
    taken.add(key);
    score += match.ofLayout ? match.confidence : match.confidence / 2;
    return match;
  });
  return { at, rows, matches, score };
}

interface HeaderText {
  readonly group: string;
  readonly header: string;
}

function headerTexts(view: MergeView, rows: readonly RawRow[], width: number): HeaderText[] {
  const [upper, lower] = rows;
  const texts: HeaderText[] = [];
  let group = '';
  for (let column = 0; column < width; column++) {
    if (!lower) {
      texts.push({ group: '', header: upper!.cells[column] ?? '' });
      continue;
    }
    const own = view.value(upper!, column);
    const header = lower.cells[column] ?? '';
    // Where merges were lost, a group's text stands over its first column only.
    if (own !== '') group = own;
    else if (header === '') group = '';
    texts.push(own === '' && header !== '' ? { group, header } : { group: own, header });
  }
  return texts;
}

function columnMaps(
  sheet: RawSheet,
  view: MergeView,
  chosen: Candidate,
  width: number,
  mapping: ColumnMapping | null,
): ColumnMap[] {
  const texts = headerTexts(view, chosen.rows, width);
  const labels = new Set<string>();
  return texts.map(({ group, header }, index) => {
    const text = header === '' ? group : header;
    const match = chosen.matches[index] ?? null;
    const label = tidyLabel(text);
    const ownLabel = (): ColumnTarget | null => {
      if (label === '') return null;
      let unique = label;
      for (let n = 2; labels.has(unique); n++) unique = `${label}（${n}）`;
      return { level: 'extra', label: unique, of: 'either' };
    };
    const mapped = mapping ? mappedTarget(mapping, index, text) : undefined;
    const target =
      mapped === undefined ? (match ? match.target : ownLabel()) : mapped === 'extra' ? ownLabel() : mapped;
    if (target?.level === 'extra') labels.add(target.label);
    return {
      sheet: sheet.name,
      letter: columnLetter(index),
      index,
      header: text,
      target,
      confidence: target === null ? 0 : mapped !== undefined ? 1 : (match?.confidence ?? 0.5),
    };
  });
}

function mappedTarget(mapping: ColumnMapping, index: number, header: string): MappedTarget | undefined {
  if (mapping.byIndex.has(index)) return mapping.byIndex.get(index);
  return mapping.byHeader.get(foldLabel(header));
}

function tidyLabel(text: string): string {
  const label = text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_LABEL).toWellFormed();
  // An object cannot carry this key as data.
  return label === '__proto__' ? '__proto__列' : label;
}

function missingHeaders(layout: Layout, columns: readonly ColumnMap[]): string[] {
  const found = new Set(columns.map(({ target }) => JSON.stringify(target)));
  return layout.columns
    .filter(({ target }) => target.level === 'entry' || target.level === 'item')
    .filter(({ target }) => !found.has(JSON.stringify(target)))
    .map((column) => column.header);
}
