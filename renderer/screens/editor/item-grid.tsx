import {
  useImperativeHandle,
  useRef,
  useState,
  type KeyboardEvent as ReactKeyboardEvent,
  type Ref,
} from 'react';
import { DataEditor, type DataEditorProps, type DataEditorRef } from '@glideapps/glide-data-grid';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { SeverityTag } from '#renderer/parts/severity-tag';
import { text } from '#renderer/text/zh-cn';
import { ChoiceEditor } from './choice-editor';
import { FindBar } from './find-bar';
import { gridTheme } from './grid-look';
import { useLook } from '#renderer/parts/look';
import { GridTools } from './grid-tools';
import type { Reading } from './reading';
import { TypeCatcher } from './type-catcher';
import type { EntryDraft } from './use-entry-draft';
import type { EntryFindings } from './use-live-check';
import { useCaretAtEnd } from './use-caret-at-end';
import { useGridActs } from './use-grid-acts';
import { useGridView } from './use-grid-view';
import { useSecondClick } from './use-second-click';

const words = text.editor.grid;
/** Cells are opened for editing by F2 as in any spreadsheet, beside the grid's own keys. */
const KEYS = {
  downFill: true,
  rightFill: true,
  search: false,
  clear: false,
  activateCell: ' |Enter|shift+Enter|F2',
};

/** One and the same at every drawing: with another one the grid begins the open editor anew, and all its text is marked. */
const provideEditor: NonNullable<DataEditorProps['provideEditor']> = (cell) =>
  'options' in cell ? { editor: ChoiceEditor as never, disablePadding: true } : undefined;

export interface ItemGridHandle {
  /**
   * Puts the cursor in the cell of an item's field; without an item in the first one with this value, without a value in
   * the first one with a finding. Answers whether there is one.
   */
  show(item: string | null, field: string, value?: string): boolean;
  /** Puts the cursor in the first cell, where the next item can be typed or pasted. */
  focus(): void;
}

export interface ItemGridProps {
  readonly entry: CatalogueEntry;
  readonly findings: EntryFindings;
  readonly readOnly: boolean;
  readonly edit: EntryDraft['edit'];
  readonly reading: Reading;
  readonly maximized: boolean;
  readonly onMaximize: () => void;
  readonly ref?: Ref<ItemGridHandle>;
}

/** The information items as a spreadsheet. */
export function ItemGrid(props: ItemGridProps) {
  const { entry, findings, readOnly, edit, reading } = props;
  const askCaretAtEnd = useCaretAtEnd();
  const grid = useRef<DataEditorRef>(null);
  const { contrast } = useLook();
  const frame = useRef<HTMLDivElement>(null);
  const [finding, setFinding] = useState(false);
  /** A word composed over a cell with a list, on its way into the list. */
  const composed = useRef<string | null>(null);
  const isSecondClick = useSecondClick(frame);
  const view = useGridView(entry, findings, readOnly, reading, composed);
  const { columns, firstProblem } = view;
  const acts = useGridActs({ entry, columns, readOnly, edit, reading, grid, frame });
  const { selection, showCell } = acts;

  useImperativeHandle(
    props.ref,
    () => ({
      show: (item, field, value) => {
        const key = field.replace(/^item\./, '');
        const col = columns.findIndex((column) => column.field === key);
        const row =
          item === null ? firstProblem(key, value) : entry.items.findIndex((one) => one.id === item);
        if (row < 0) return false;
        showCell(Math.max(0, col), row);
        return true;
      },
      focus: () => showCell(0, 0),
    }),
    [entry.items, columns, firstProblem, showCell],
  );

  const openList = (typed: string) => {
    composed.current = typed;
    const canvas = frame.current?.querySelector('canvas[data-testid="data-grid-canvas"]');
    canvas?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }),
    );
    // The list has taken the word over by the time the grid has been drawn again.
    requestAnimationFrame(() => {
      composed.current = null;
    });
  };

  const onKey = (event: ReactKeyboardEvent) => {
    if (event.nativeEvent.isComposing || handedToCellEditor(event.nativeEvent)) return;
    const key = event.key.toLowerCase();
    askCaretAtEnd(event.key === 'F2');
    const act =
      event.ctrlKey && key === 'f'
        ? () => setFinding(true)
        : readOnly
          ? null
          : event.key === 'Insert'
            ? acts.insert
            : event.ctrlKey && key === '-'
              ? acts.remove
              : event.altKey && event.key === 'ArrowUp'
                ? () => acts.move(-1)
                : event.altKey && event.key === 'ArrowDown'
                  ? () => acts.move(1)
                  : null;
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  const current = selection.current?.cell;
  const here = current === undefined ? undefined : view.problemAt(current[0], current[1]);
  // On the line for new items there is no cell yet whose list could open; the word is read once it is typed.
  const isChoice =
    current !== undefined && current[1] < entry.items.length && view.options[current[0]] != null;

  return (
    <section className="item-pane" aria-label={text.editor.items} onKeyDownCapture={onKey}>
      <GridTools
        count={entry.items.length}
        rows={acts.chosenRows}
        readOnly={readOnly}
        maximized={props.maximized}
        onMaximize={props.onMaximize}
        onAdd={acts.append}
        onInsert={acts.insert}
        onRemove={acts.remove}
        onDuplicate={acts.duplicate}
        onMove={acts.move}
        onFind={() => setFinding(true)}
      />
      {finding && (
        <FindBar
          entry={entry}
          columns={columns}
          readOnly={readOnly}
          edit={edit}
          reading={reading}
          onShow={({ row, column }) => {
            acts.select(column, row);
            grid.current?.scrollTo(column, row);
          }}
          onClose={() => {
            setFinding(false);
            grid.current?.focus();
          }}
        />
      )}
      <div className="item-grid" ref={frame}>
        <DataEditor
          ref={grid}
          width="100%"
          height="100%"
          columns={view.gridColumns}
          rows={entry.items.length}
          rowHeight={30}
          headerHeight={32}
          getCellContent={view.getCellContent}
          getCellsForSelection
          rowMarkers={{ kind: 'both', width: 52 }}
          freezeColumns={1}
          fillHandle={!readOnly}
          drawCell={view.drawCell}
          smoothScrollX
          smoothScrollY
          rowSelectionMode="multi"
          cellActivationBehavior="double-click"
          gridSelection={selection}
          onGridSelectionChange={acts.setSelection}
          onCellsEdited={acts.onCellsEdited}
          onCellClicked={([column, row], event) => {
            const opens = isSecondClick(column, row) && event.isDoubleClick === true;
            if (!opens && event.isDoubleClick === true) event.preventDefault();
            askCaretAtEnd(opens);
            // A click on the cell that is selected already changes nothing, by which the grid would come by the focus.
            if (row < entry.items.length && !document.querySelector('#portal :is(input, textarea)'))
              grid.current?.focus();
          }}
          onPaste={false}
          onColumnResize={view.onColumnResize}
          keybindings={KEYS}
          provideEditor={provideEditor}
          theme={gridTheme(contrast)}
          {...(readOnly
            ? {}
            : {
                trailingRowOptions: { hint: words.trailing, tint: true, sticky: false },
                onRowAppended: () => {
                  acts.appendHere();
                  // The grid opens an editor on the new row a quarter of a second later, and what is typed until then is lost:
                  // it is left waiting, and the row is typed into like any other.
                  return new Promise<never>(() => {});
                },
              })}
        />
        {!readOnly && (
          <TypeCatcher
            frame={frame}
            grid={grid}
            cell={selection.current?.cell ?? null}
            limit={columns[selection.current?.cell[0] ?? -1]?.limit ?? 0}
            choice={isChoice}
            onCommit={acts.commitTyped}
            onChoose={openList}
          />
        )}
        {entry.items.length === 0 && <div className="item-grid-empty quiet">{words.empty}</div>}
      </div>
      <div className="item-remark" role="status">
        {here !== undefined && current !== undefined && (
          <>
            <span className="quiet">{words.cell(current[1] + 1, columns[current[0]]?.label ?? '')}</span>{' '}
            <SeverityTag severity={here.severity} /> {here.message}。{here.fix}
          </>
        )}
      </div>
    </section>
  );
}

/**
 * A key for the cell editor that is open. After a click the grid takes the focus back a moment later, and keys typed
 * meanwhile would be lost: they are handed on. Answers whether the key is none of the grid's.
 */
function handedToCellEditor(event: KeyboardEvent): boolean {
  const portal = document.getElementById('portal');
  const box = portal?.querySelector<HTMLElement>('input, textarea');
  if (!box) return false;
  if (event.target instanceof Node && portal?.contains(event.target)) return true;
  box.focus();
  event.stopPropagation();
  // A letter follows the focus by itself; other keys mean something to the editor's own handlers.
  if (event.key.length === 1 || event.key === 'Process') return true;
  event.preventDefault();
  const { key, code, shiftKey, ctrlKey, altKey } = event;
  box.dispatchEvent(
    new KeyboardEvent('keydown', { key, code, shiftKey, ctrlKey, altKey, bubbles: true, cancelable: true }),
  );
  return true;
}
