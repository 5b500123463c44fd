import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ProvideEditorComponent, TextCell } from '@glideapps/glide-data-grid';
import { text } from '#renderer/text/zh-cn';
import { choicesFor } from './choices-for';

/** A grid cell whose values come from a code table; the list travels with the cell. */
export interface ChoiceCell extends TextCell {
  readonly options: readonly string[];
  /** What the column takes of what was typed. */
  readonly read: (typed: string) => string;
  /** What an input method composed before the list was opened. */
  readonly typed?: string;
}

/**
 * The drop-down inside the grid: type part of the word or its first letters, choose with the arrow keys, take with
 * Enter or Tab. What fits nothing in the list is taken as typed; the check then points at it.
 */
export const ChoiceEditor: ProvideEditorComponent<TextCell> = (props) => {
  const { value, target, onChange, onFinishedEditing } = props;
  const { options, read, typed: composed } = value as ChoiceCell;
  const [initialValue] = useState(composed ?? props.initialValue);
  const room = innerHeight - target.y - target.height - 12;
  const [typed, setTyped] = useState(initialValue ?? '');
  const [touched, setTouched] = useState(initialValue !== undefined && initialValue !== '');
  const shown = touched ? choicesFor(options, typed, read) : options;
  const [at, setAt] = useState(() => (touched ? 0 : Math.max(0, options.indexOf(value.data))));
  const list = useRef<HTMLDivElement>(null);
  const composing = useRef(false);

  const take = (data: string) => onChange({ ...value, data, displayData: data } as TextCell);
  /** What Enter takes of what was typed. */
  const meant = (words: string): string =>
    words.trim() === '' ? '' : (choicesFor(options, words, read)[0] ?? words);

  useEffect(() => {
    // The first letter that opened the editor already narrows the list.
    if (initialValue !== undefined && initialValue !== '') take(meant(initialValue));
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, typed]);

  const type = (next: string) => {
    setTyped(next);
    setTouched(true);
    setAt(0);
    if (composing.current) return;
    take(meant(next));
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
