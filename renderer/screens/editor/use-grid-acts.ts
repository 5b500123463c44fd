import { useCallback, useMemo, useState, type RefObject } from 'react';
import { App } from 'antd';
import {
  CompactSelection,
  GridCellKind,
  type DataEditorRef,
  type EditableGridCell,
  type EditListItem,
  type GridSelection,
} from '@glideapps/glide-data-grid';
import { MOST_ITEMS, type CatalogueEntry } from '#app/catalogue/entry';
import { newId } from '#renderer/parts/new-id';
import { text } from '#renderer/text/zh-cn';
import { headedBlock } from './header-row';
import { itemColumns, itemValue, type ItemColumn } from './item-columns';
import type { Reading } from './reading';
import {
  cellText,
  duplicateRows,
  insertRows,
  moveRows,
  pasteBlock,
  removeRows,
  setCells,
} from './item-edits';
import { pasteSaid } from './paste-said';
import type { CellPlace } from './type-catcher';
import { useGridClipboard } from './use-grid-clipboard';
import type { EntryDraft } from './use-entry-draft';

const NOTHING: GridSelection = { columns: CompactSelection.empty(), rows: CompactSelection.empty() };
const makeId = () => newId();

export interface GridActsProps {
  readonly entry: CatalogueEntry;
  readonly columns: readonly ItemColumn[];
  readonly readOnly: boolean;
  readonly edit: EntryDraft['edit'];
  readonly reading: Reading;
  readonly grid: RefObject<DataEditorRef | null>;
  readonly frame: RefObject<HTMLElement | null>;
}

export interface GridActs {
  readonly selection: GridSelection;
  readonly setSelection: (selection: GridSelection) => void;
  /** Rows that an act concerns: those marked, else those of the selected cells. */
  readonly chosenRows: ReadonlySet<number>;
  readonly select: (col: number, row: number) => void;
  /** Selects a cell, brings it into view and puts the cursor there. */
  readonly showCell: (col: number, row: number) => void;
  readonly onCellsEdited: (edited: readonly EditListItem[]) => boolean;
  readonly commitTyped: (place: CellPlace, value: string, move: CellPlace) => void;
  readonly append: () => void;
  /** A new row below the others, in the column of the cursor where that is on the line for new items. */
  readonly appendHere: () => void;
  /** New rows above the chosen ones, as many as are chosen. */
  readonly insert: () => void;
  readonly remove: () => void;
  readonly duplicate: () => void;
  readonly move: (by: -1 | 1) => void;
}

/** Everything that can be done with the items: cursor, typing, rows, copy and paste. */
export function useGridActs({
  entry,
  columns,
  readOnly,
  edit,
  reading,
  grid,
  frame,
}: GridActsProps): GridActs {
  const { message } = App.useApp();
  const [selection, setSelection] = useState<GridSelection>(NOTHING);

  const onCellsEdited = useCallback(
    (edited: readonly EditListItem[]) => {
      edit((before) =>
        setCells(
          before,
          edited.flatMap(({ location: [col, row], value }) => {
            const column = columns[col];
            if (column === undefined) return [];
            return [{ row, column, value: cellText(column, textOf(value), reading) }];
          }),
        ),
      );
      return true;
    },
    [columns, edit, reading],
  );

  const chosenRows = useMemo<ReadonlySet<number>>(() => {
    const marked = selection.rows.toArray();
    if (marked.length > 0) return new Set(marked.filter((row) => row < entry.items.length));
    const range = selection.current?.range;
    if (range === undefined) return new Set();
    const rows = Array.from({ length: range.height }, (_, i) => range.y + i);
    return new Set(rows.filter((row) => row < entry.items.length));
  }, [selection, entry.items.length]);

  const select = useCallback((col: number, row: number, width = 1, height = 1) => {
    setSelection({
      ...NOTHING,
      current: { cell: [col, row], range: { x: col, y: row, width, height }, rangeStack: [] },
    });
  }, []);
  const showCell = useCallback(
    (col: number, row: number) => {
      select(col, row);
      const show = () => {
        // Until it has measured itself the grid has nothing to scroll, or to give the focus to.
        if (frame.current?.querySelector('canvas') === null) requestAnimationFrame(show);
        else {
          grid.current?.scrollTo(col, row, 'both', 40, 20);
          grid.current?.focus();
        }
      };
      show();
    },
    [select, frame, grid],
  );
  const first = Math.min(...chosenRows, Infinity);
  const isFull = (): boolean => {
    const full = entry.items.length >= MOST_ITEMS;
    if (full) void message.warning(text.editor.grid.full);
    return full;
  };
  const insertAt = (at: number, count: number, col = 0) => {
    if (isFull()) return;
    edit((before) => insertRows(before, at, count, makeId));
    select(col, at);
    // The row is there only once the grid has been drawn again.
    requestAnimationFrame(() => showCell(col, at));
  };
  const remove = () => {
    if (chosenRows.size === 0) return;
    edit((before) => removeRows(before, chosenRows));
    const left = entry.items.length - chosenRows.size;
    if (left > 0) select(0, Math.min(first, left - 1));
    else setSelection(NOTHING);
  };
  const move = (by: -1 | 1) => {
    if (chosenRows.size === 0) return;
    const edge = by === -1 ? first : Math.max(...chosenRows);
    if (edge + by < 0 || edge + by >= entry.items.length) return;
    edit((before) => moveRows(before, chosenRows, by));
    setSelection((before) => ({
      ...before,
      rows: before.rows.length > 0 ? before.rows.offset(by) : before.rows,
      ...(before.current === undefined
        ? {}
        : {
            current: {
              ...before.current,
              cell: [before.current.cell[0], before.current.cell[1] + by] as const,
              range: { ...before.current.range, y: before.current.range.y + by },
            },
          }),
    }));
  };

  const paste = (cells: readonly (readonly string[])[]) => {
    const range = selection.current?.range;
    const marked = selection.rows.toArray();
    const at = range
      ? { row: range.y, column: range.x, rows: range.height, columns: range.width }
      : { row: marked[0] ?? entry.items.length, column: 0, rows: 1, columns: 1 };
    const start = { ...at, row: Math.min(at.row, entry.items.length) };
    const headed = headedBlock(cells, columns, start.column, reading);
    const { columns: into, rows } = headed ?? { columns: columns.slice(start.column), rows: cells };
    // What is left of a block with a header is pasted as it stands, one value too: the selection is not filled with it.
    const room = headed === null ? start : { ...start, rows: 1, columns: 1 };
    const result = pasteBlock(entry, into, { ...room, column: 0 }, rows, reading, makeId);
    edit(() => result.entry);
    // Columns that stand where their names say may lie apart: all from the first to the last of them.
    const taken = new Set(into.slice(0, Math.max(1, result.columns)).map(({ field }) => field));
    const places = itemColumns(result.entry).flatMap(({ field }, place) => (taken.has(field) ? [place] : []));
    const left = Math.min(...places);
    select(left, start.row, Math.max(...places) - left + 1, Math.max(1, result.rows));
    const said = pasteSaid(headed, result);
    // In the place of what was said of the block before.
    if (said !== null) void message.open({ key: 'pasted-block', ...said });
  };
  const commitTyped = ([col, row]: CellPlace, value: string, [right, down]: CellPlace) => {
    const column = columns[col];
    if (column === undefined) return;
    const isNew = row >= entry.items.length;
    if (isNew && isFull()) return;
    edit((before) => {
      const rows = isNew ? insertRows(before, before.items.length, 1, makeId) : before;
      const at = isNew ? rows.items.length - 1 : row;
      return setCells(rows, [{ row: at, column, value: cellText(column, value, reading) }]);
    });
    if (right === 0 && down === 0) return;
    // Below the last item lies the line for new ones: whoever types one below the other goes on there.
    const lastLine = Math.max(entry.items.length, isNew ? row + 1 : 0);
    const next = [
      Math.min(columns.length - 1, Math.max(0, col + right)),
      Math.min(lastLine, Math.max(0, row + down)),
    ] as const;
    select(...next);
    grid.current?.scrollTo(...next);
  };
  useGridClipboard(frame, {
    copy: () => {
      const range = selection.current?.range;
      const marked = selection.rows.toArray();
      const rows = marked.length > 0 ? marked : [...chosenRows];
      const from = marked.length > 0 || range === undefined ? 0 : range.x;
      const to = marked.length > 0 || range === undefined ? columns.length : range.x + range.width;
      const shown = columns.slice(from, to);
      return rows.flatMap((row) => {
        const item = entry.items[row];
        return item === undefined ? [] : [shown.map((column) => itemValue(item, column))];
      });
    },
    clear: readOnly
      ? null
      : () => {
          const range = selection.current?.range;
          if (range === undefined) return;
          const cleared = columns.slice(range.x, range.x + range.width);
          const edits = [...chosenRows].flatMap((row) =>
            cleared.map((column) => ({ row, column, value: '' })),
          );
          edit((before) => setCells(before, edits));
        },
    paste: readOnly ? null : paste,
    takesLines: () => columns[selection.current?.cell[0] ?? -1]?.kind === 'long-text',
  });

  return {
    selection,
    setSelection,
    chosenRows,
    select,
    showCell,
    onCellsEdited,
    commitTyped,
    append: () => insertAt(entry.items.length, 1),
    appendHere: () => {
      const [col = 0, row = -1] = selection.current?.cell ?? [];
      insertAt(entry.items.length, 1, row === entry.items.length ? col : 0);
    },
    insert: () =>
      chosenRows.size === 0 ? insertAt(entry.items.length, 1) : insertAt(first, chosenRows.size),
    remove,
    duplicate: () => edit((before) => duplicateRows(before, chosenRows, makeId)),
    move,
  };
}

function textOf(cell: EditableGridCell): string {
  return cell.kind === GridCellKind.Text ? cell.data : '';
}
