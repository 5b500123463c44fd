import { useCallback, useMemo, useState, type RefObject } from 'react';
import {
  GridCellKind,
  type DrawCellCallback,
  type GridCell,
  type GridColumn,
  type Item,
} from '@glideapps/glide-data-grid';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { useCall } from '#renderer/call';
import { readPreference, writePreference } from '#renderer/parts/preference';
import type { ChoiceCell } from './choice-editor';
import { useLook } from '#renderer/parts/look';
import { cellProblems, type CellProblems } from './cell-problems';
import { cellTheme, drawMarkedCell } from './grid-look';
import { itemColumns, itemValue, type ItemColumn } from './item-columns';
import { cellText } from './item-edits';
import type { Reading } from './reading';
import type { EntryFindings } from './use-live-check';

export interface GridView {
  readonly columns: readonly ItemColumn[];
  /** Values to choose from for each column; null where anything may be typed. */
  readonly options: readonly (readonly string[] | null)[];
  readonly gridColumns: readonly GridColumn[];
  readonly getCellContent: (cell: Item) => GridCell;
  readonly drawCell: DrawCellCallback;
  /** The worst finding about a cell. */
  readonly problemAt: (col: number, row: number) => EntryFindings[number] | undefined;
  /** The first row with a finding about this field, or with this faulty value; -1 where there is none. */
  readonly firstProblem: CellProblems['firstRow'];
  readonly onColumnResize: (column: GridColumn, width: number) => void;
}

/** What the item grid shows: columns, values, marks of findings. `composed`: a word on its way into a list. */
export function useGridView(
  entry: CatalogueEntry,
  findings: EntryFindings,
  readOnly: boolean,
  reading: Reading,
  composed: RefObject<string | null>,
): GridView {
  const described = useCall('fields.describe', {});
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>(() =>
    readPreference('items.widths', {}),
  );

  const columnKey = itemColumns(entry)
    .map((column) => column.field)
    .join('\n');
  // The same columns stay the same list, so that typing in a cell does not lay the grid out anew.
  const columns = useMemo(() => itemColumns(entry), [columnKey]);
  const required = useMemo(() => {
    const fields = described.value?.required ?? [];
    return new Set(
      fields.filter((field) => field.startsWith('item.')).map((field) => field.slice('item.'.length)),
    );
  }, [described.value]);
  const options = useMemo(() => {
    const tables = described.value?.codeTables ?? {};
    return columns.map((column) =>
      column.codeTable === null
        ? null
        : [...new Set((tables[column.codeTable] ?? []).map((value) => value.label))],
    );
  }, [columns, described.value]);

  const problems = useMemo(() => cellProblems(entry, findings), [entry, findings]);
  const problemAt = useCallback(
    (col: number, row: number) => {
      const item = entry.items[row];
      const column = columns[col];
      return item === undefined || column === undefined ? undefined : problems.at(item, column.field);
    },
    [entry.items, columns, problems],
  );
  const { contrast } = useLook();
  const drawCell = useMemo(
    () => drawMarkedCell((col, row) => problemAt(col, row)?.severity, contrast),
    [problemAt, contrast],
  );

  const gridColumns = useMemo(
    () =>
      columns.map((column) => ({
        id: column.field,
        title: `${required.has(column.field) || column.field === 'name' ? '* ' : ''}${column.label}`,
        width: widths[column.field] ?? column.width,
      })),
    [columns, required, widths],
  );

  const getCellContent = useCallback(
    ([col, row]: Item): GridCell => {
      const column = columns[col];
      const item = entry.items[row];
      const value = column === undefined || item === undefined ? '' : itemValue(item, column);
      const theme = cellTheme(problemAt(col, row)?.severity, contrast);
      const cell = {
        kind: GridCellKind.Text as const,
        data: value,
        displayData: value.replace(/\n/g, ' '),
        allowOverlay: true,
        readonly: readOnly,
        ...(theme ? { themeOverride: theme } : {}),
      };
      const list = options[col];
      if (column === undefined || !list || readOnly) return cell;
      const typed = composed.current === null ? {} : { typed: composed.current };
      const read = (words: string) => cellText(column, words, reading);
      return { ...cell, options: list, read, ...typed } as ChoiceCell;
    },
    [columns, entry.items, options, readOnly, reading, problemAt, composed, contrast],
  );

  const onColumnResize = useCallback(
    (column: GridColumn, width: number) => {
      const next = { ...widths, [column.id ?? '']: Math.round(width) };
      setWidths(next);
      writePreference('items.widths', next);
    },
    [widths],
  );

  return {
    columns,
    options,
    gridColumns,
    getCellContent,
    drawCell,
    problemAt,
    firstProblem: problems.firstRow,
    onColumnResize,
  };
}
