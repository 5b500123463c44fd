import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ProvideEditorComponent, TextCell } from '@glideapps/glide-data-grid';
import { rankTyped } from '#renderer/parts/pinyin-initials';
import { text } from '#renderer/text/zh-cn';

/** A grid cell whose values come from a code table; the list travels with the cell. */
export interface ChoiceCell extends TextCell {
  readonly options: readonly string[];
  /** What an input method composed before the list was opened. */
  readonly typed?: string;
}

const identity = (option: string): string => option;

/**
 * The drop-down inside the grid: type part of the word or its first letters, choose with the arrow keys, take with
 * Enter or Tab. What fits nothing in the list is taken as typed; the check then points at it.
 */
export const ChoiceEditor: ProvideEditorComponent<TextCell> = (props) => {
  const { value, target, onChange, onFinishedEditing } = props;
  const { options, typed: composed } = value as ChoiceCell;
  const [initialValue] = useState(composed ?? props.initialValue);
  const room = innerHeight - target.y - target.height - 12;
  const [typed, setTyped] = useState(initialValue ?? '');
  const [touched, setTouched] = useState(initialValue !== undefined && initialValue !== '');
  const shown = touched ? rankTyped(options, typed, identity) : options;
  const [at, setAt] = useState(() => Math.max(0, options.indexOf(value.data)));
  const list = useRef<HTMLDivElement>(null);
  const composing = useRef(false);

  const take = (data: string) => onChange({ ...value, data, displayData: data } as TextCell);
  const chosen = (index: number, words: string): string =>
    words === '' && touched ? '' : (rankTyped(options, touched ? words : '', identity)[index] ?? words);

  useEffect(() => {
    // The first letter that opened the editor already narrows the list.
    if (initialValue !== undefined && initialValue !== '') take(chosen(0, initialValue));
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, typed]);

  const type = (next: string) => {
    setTyped(next);
    setTouched(true);
    setAt(0);
    if (composing.current) return;
    take(next === '' ? '' : (rankTyped(options, next, identity)[0] ?? next));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) {
      event.stopPropagation();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    if (shown.length === 0) return;
    const next = (at + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % shown.length;
    setAt(next);
    const option = shown[next];
    if (option !== undefined) take(option);
  };

  return (
    <div className="choice-editor">
      <input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="choice-editor-list"
        aria-label={text.editor.choose}
        value={touched ? typed : value.data}
        onFocus={(event) => {
          if (touched) event.target.setSelectionRange(typed.length, typed.length);
          else event.target.select();
        }}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKey}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          type(event.currentTarget.value);
        }}
      />
      <div
        className="choice-editor-list"
        id="choice-editor-list"
        role="listbox"
        aria-label={text.editor.choose}
        ref={list}
        style={{ maxHeight: Math.max(84, Math.min(220, room)) }}
      >
        {shown.map((option, index) => (
          <div
            key={option}
            role="option"
            aria-selected={index === at}
            className={index === at ? 'choice-current' : undefined}
            onMouseDown={(event) => {
              event.preventDefault();
              onFinishedEditing({ ...value, data: option, displayData: option } as TextCell, [0, 1]);
            }}
          >
            {option}
          </div>
        ))}
        {shown.length === 0 && <div className="quiet choice-none">{text.editor.notInList(typed)}</div>}
      </div>
    </div>
  );
};
