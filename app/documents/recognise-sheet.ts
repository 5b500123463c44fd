/** Finds the header of a sheet and says what each column holds. */
import { foldLabel } from '#app/classification/code-table';
import type { ColumnMapping, MappedTarget } from './column-mapping';
import { headerLabels, type HeaderLabels, type HeaderMatch } from './header-labels';
import { headerTexts, MOST_HEADER_ROWS } from './header-rows';
import type { Layout } from './layout';
import { mergeView, SHEET_LIMITS, type MergeView, type RawRow, type RawSheet } from './raw-sheet';
import { columnLetter, type ColumnMap, type ColumnTarget } from './sheet-entry';

/** A header further down than this is not looked for. */
export const HEADER_DEPTH = 30;
/** With fewer recognised columns a sheet is taken for something else. */
const FEWEST_COLUMNS = 3;
const LONGEST_LABEL = 200;

export interface RecognisedSheet {
  readonly sheet: RawSheet;
  readonly layout: Layout;
  /** Row numbers of the header, one to three; none where the user says that the sheet has no header. */
  readonly headerRows: readonly number[];
  /** First row below the header, by position in `sheet.rows`. */
  readonly firstRow: number;
  readonly columns: readonly ColumnMap[];
  readonly view: MergeView;
  /** Recognised columns of the layout. */
  readonly score: number;
  /** False: enough for the items of resources on another sheet, not for resources of its own. */
  readonly standsAlone: boolean;
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
  const width = sheetWidth(sheet);
  const view = mergeView(sheet, width);
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
  const holds = (level: 'entry' | 'item', key: string): boolean =>
    columns.some(({ target }) => target?.level === level && target.key === key);
  const named = holds('entry', 'name');
  const placed = named || holds('entry', 'code');
  // Items that stand apart from their resources need no more than the resource and their own name.
  const ofItems = placed && holds('item', 'name');
  const known = columns.filter(({ target }) => target && target.level !== 'extra').length;
  if (mapping ? !placed : !ofItems && (!named || known < FEWEST_COLUMNS)) {
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
    standsAlone: mapping !== null || (named && known >= FEWEST_COLUMNS),
  };
}

export function sheetWidth(sheet: RawSheet): number {
  const width = sheet.rows.reduce((widest, row) => Math.max(widest, row.cells.length), 0);
  return Math.min(width, SHEET_LIMITS.columns);
}

export function isRecognised(result: RecognisedSheet | UnrecognisedSheet): result is RecognisedSheet {
  return 'columns' in result;
}

function categoryColumns(layout: Layout): number {
  return layout.columns.filter(({ target }) => target.level === 'category').length;
}

/** Each row, alone and together with those below it, as a possible header. */
function* candidates(
  sheet: RawSheet,
  view: MergeView,
  labels: HeaderLabels,
  width: number,
  mapping: ColumnMapping | null,
): Generator<Candidate> {
  if (mapping && (mapping.headerRow === 0 || mapping.headerRows?.length === 0)) {
    yield { at: 0, rows: [], matches: [], score: 1000 };
    return;
  }
  for (const rows of headerCandidates(sheet)) {
    const at = sheet.rows.indexOf(rows[0]!);
    if (mapping?.headerRows) {
      if (rows.map(({ number }) => number).join() === mapping.headerRows.join()) {
        yield { ...candidate(view, labels, width, at, rows), score: 1000 };
      }
    } else if (mapping?.headerRow == null) yield candidate(view, labels, width, at, rows);
    // The user says where the header ends; the rows above it belong to it if that helps.
    else if (rows.at(-1)!.number === mapping.headerRow) {
      const found = candidate(view, labels, width, at, rows);
      yield rows.length === 1 ? { ...found, score: found.score + 0.5 } : found;
    }
  }
}

/** Runs of adjoining rows near the top of a sheet that may be its header, shorter ones first. */
export function* headerCandidates(sheet: RawSheet): Generator<readonly RawRow[]> {
  const { rows } = sheet;
  const depth = Math.min(rows.length, HEADER_DEPTH);
  for (let count = 1; count <= MOST_HEADER_ROWS; count++) {
    for (let at = 0; at < depth && at + count <= rows.length; at++) {
      const run = rows.slice(at, at + count);
      if (run.at(-1)!.number - run[0]!.number === count - 1) yield run;
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
  const matches = texts.map(({ groups, header }) => {
    if (header === '') return null;
    const match = labels.match(groups, header);
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

function columnMaps(
  sheet: RawSheet,
  view: MergeView,
  chosen: Candidate,
  width: number,
  mapping: ColumnMapping | null,
): ColumnMap[] {
  const texts = headerTexts(view, chosen.rows, width);
  const labels = new Set<string>();
  return texts.map(({ header: text }, index) => {
    const match = chosen.matches[index] ?? null;
    const label = tidyLabel(text);
    const ownLabel = (given: string): ColumnTarget | null => {
      if (given === '') return null;
      let unique = given;
      for (let n = 2; labels.has(unique); n++) unique = `${given}（${n}）`;
      return { level: 'extra', label: unique, of: 'either' };
    };
    const mapped = mapping ? mappedTarget(mapping, index, text) : undefined;
    const target =
      mapped === undefined
        ? match
          ? match.target
          : ownLabel(label)
        : mapped === 'extra'
          ? ownLabel(label || `${columnLetter(index)}列`)
          : mapped;
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
