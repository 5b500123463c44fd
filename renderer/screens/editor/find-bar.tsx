import { useMemo, useRef, useState } from 'react';
import { App, Button, Input, type InputRef } from 'antd';
import { CloseOutlined } from '@ant-design/icons';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { text } from '#renderer/text/zh-cn';
import type { ItemColumn } from './item-columns';
import { findCells, replaceInCells, type FoundCell } from './item-edits';
import type { Reading } from './reading';
import type { EntryDraft } from './use-entry-draft';

const words = text.editor.find;

export interface FindBarProps {
  readonly entry: CatalogueEntry;
  readonly columns: readonly ItemColumn[];
  readonly readOnly: boolean;
  readonly edit: EntryDraft['edit'];
  readonly reading: Reading;
  readonly onShow: (cell: FoundCell) => void;
  readonly onClose: () => void;
}

/** Find and replace in the items; one replacement of all is one step of undo. */
export function FindBar({ entry, columns, readOnly, edit, reading, onShow, onClose }: FindBarProps) {
  const { message } = App.useApp();
  const [wanted, setWanted] = useState('');
  const [by, setBy] = useState('');
  const [at, setAt] = useState(-1);
  const box = useRef<InputRef>(null);
  const found = useMemo(() => findCells(entry, columns, wanted), [entry, columns, wanted]);
  const place = at >= 0 && at < found.length ? at : -1;

  const next = () => {
    if (found.length === 0) return;
    const index = (place + 1) % found.length;
    setAt(index);
    onShow(found[index]!);
  };
  const replaceOne = () => {
    const cell = found[place];
    if (cell === undefined) {
      next();
      return;
    }
    edit((before) => replaceInCells(before, columns, [cell], wanted, by, reading));
    onShow(cell);
  };
  const replaceAll = () => {
    const count = found.length;
    edit((before) =>
      replaceInCells(before, columns, findCells(before, columns, wanted), wanted, by, reading),
    );
    void message.info(words.replaced(count));
    // The button has nothing left to do; the keys stay with the bar.
    box.current?.focus();
  };

  return (
    <div
      className="find-bar"
      role="search"
      aria-label={words.title}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          event.preventDefault();
          next();
        }
      }}
    >
      <Input
        ref={box}
        autoFocus
        size="small"
        placeholder={words.wanted}
        aria-label={words.wanted}
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
          setAt(-1);
        }}
      />
      <span className="quiet find-count" role="status">
        {wanted !== '' && words.found(place + 1, found.length)}
      </span>
      <Button size="small" onClick={next} disabled={found.length === 0}>
        {words.next}
      </Button>
      {!readOnly && (
        <>
          <Input
            size="small"
            placeholder={words.by}
            aria-label={words.by}
            value={by}
            onChange={(event) => setBy(event.target.value)}
          />
          <Button size="small" onClick={replaceOne} disabled={found.length === 0}>
            {words.one}
          </Button>
          <Button size="small" onClick={replaceAll} disabled={found.length === 0}>
            {words.all}
          </Button>
        </>
      )}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={words.close} onClick={onClose} />
    </div>
  );
}
