import { Button, Segmented } from 'antd';
import {
  ArrowLeftOutlined,
  LeftOutlined,
  RedoOutlined,
  RightOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { minuteOf } from '#renderer/parts/day';
import { StateTag } from '#renderer/parts/state-tag';
import type { Neighbours } from '#renderer/screens/entries/neighbours';
import { text } from '#renderer/text/zh-cn';
import type { EntryDraft, EntryMeta } from './use-entry-draft';

const words = text.editor;
export type EditorTab = 'edit' | 'changes' | 'versions' | 'opinions' | 'attachments';
const TABS: readonly EditorTab[] = ['edit', 'changes', 'versions', 'opinions', 'attachments'];

export interface EditorHeadProps {
  readonly entry: CatalogueEntry;
  readonly meta: EntryMeta;
  readonly draft: EntryDraft;
  readonly tab: EditorTab;
  readonly onTab: (tab: EditorTab) => void;
  readonly neighbours: Neighbours | null;
  readonly onClose: () => void;
}

/** Name, code, state, version, last change; undo; previous and next entry; tabs. */
export function EditorHead({ entry, meta, draft, tab, onTab, neighbours, onClose }: EditorHeadProps) {
  return (
    <header className="editor-head">
      <Button
        type="text"
        icon={<ArrowLeftOutlined />}
        onClick={onClose}
        title={`${words.back}（${words.backKeys}）`}
        aria-label={words.back}
        aria-keyshortcuts="Escape"
      />
      <div className="editor-title">
        <div className="editor-title-line">
          <h1 title={entry.name}>{entry.name === '' ? words.unnamed : entry.name}</h1>
          <StateTag state={meta.state} />
        </div>
        <div className="editor-sub quiet">
          <span className="code">{entry.code === '' ? words.noCode : entry.code}</span>
          <span>{words.version(meta.version)}</span>
          <span>{words.changed(minuteOf(meta.changedAt), meta.changedBy)}</span>
        </div>
      </div>
      {draft.lock === 'none' && (
        <span className="editor-undo">
          <Button
            type="text"
            icon={<UndoOutlined />}
            title={`${words.undo}（${words.undoKeys}）`}
            aria-label={words.undo}
            disabled={!draft.canUndo}
            onClick={draft.undo}
          />
          <Button
            type="text"
            icon={<RedoOutlined />}
            title={`${words.redo}（${words.redoKeys}）`}
            aria-label={words.redo}
            disabled={!draft.canRedo}
            onClick={draft.redo}
          />
        </span>
      )}
      <Segmented<EditorTab>
        value={tab}
        onChange={onTab}
        aria-label={words.tabs.label}
        options={TABS.map((value) => ({ value, label: words.tabs[value] }))}
      />
      {neighbours && (
        <span className="editor-neighbours">
          <Button
            type="text"
            icon={<LeftOutlined />}
            disabled={neighbours.previous === null}
            onClick={() => neighbours.previous?.()}
            title={`${words.previous[neighbours.of]}（Ctrl+PageUp）`}
            aria-label={words.previous[neighbours.of]}
            aria-keyshortcuts="Control+PageUp"
          />
          <span className="quiet">{words.place[neighbours.of](neighbours.place, neighbours.total)}</span>
          <Button
            type="text"
            icon={<RightOutlined />}
            disabled={neighbours.next === null}
            onClick={() => neighbours.next?.()}
            title={`${words.next[neighbours.of]}（Ctrl+PageDown）`}
            aria-label={words.next[neighbours.of]}
            aria-keyshortcuts="Control+PageDown"
          />
        </span>
      )}
    </header>
  );
}
