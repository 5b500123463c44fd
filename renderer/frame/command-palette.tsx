import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { App, Input, Modal, type InputRef } from 'antd';
import { RightOutlined, SearchOutlined } from '@ant-design/icons';
import { failureText } from '#app/contract/failure-text';
import { call, useCall } from '#renderer/call';
import { SEARCH_LIMIT } from '#renderer/parts/search-box';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { StateTag } from '#renderer/parts/state-tag';
import { SCREEN_NAMES, type Route } from '#renderer/route';
import { text } from '#renderer/text/zh-cn';
import { useNavigation, useWork } from './contexts';
import { useMayWrite } from './use-may-write';
import { openShortcuts } from './shortcut-sheet';
import { useNewEntry } from './use-new-entry';
import { useAskedUndo, useRedo } from './use-undo';

const words = text.frame.palette;
const MOST_ENTRIES = 8;

interface Command {
  readonly key: string;
  readonly label: ReactNode;
  readonly run: () => void;
}

/** What can be done from anywhere, with the words it is found by. */
function useActions(): readonly (Command & { readonly words: string })[] {
  const { go } = useNavigation();
  const work = useWork();
  const undo = useAskedUndo();
  const redo = useRedo();
  const { message, modal } = App.useApp();
  const to = (route: Route) => () => go(route);
  const check = async () => {
    const outcome = await work.run('check.run', {}, text.frame.actions.check);
    if (outcome.ok) {
      const { counts, entries } = outcome.value;
      void message.success(text.frame.checkDone(entries, counts.error, counts.warning, counts.advice));
    } else if (outcome.failure.code !== 'cancelled') {
      modal.error({ title: failureText(outcome.failure), okText: text.parts.close });
    }
  };
  const create = useNewEntry();
  const writing = [
    { label: text.frame.actions.newEntry, may: useMayWrite('entries.create'), run: () => void create() },
    {
      label: text.frame.actions.import,
      may: useMayWrite('workbook.import'),
      run: to({ screen: 'exchange', part: 'import' }),
    },
    { label: text.frame.libraryMenu.undo, may: useMayWrite('library.undo'), run: () => void undo() },
    { label: text.frame.undoing.redo, may: useMayWrite('library.redo'), run: () => void redo() },
    {
      label: text.frame.actions.event,
      may: useMayWrite('events.add'),
      run: to({ screen: 'home', part: 'event' }),
    },
  ];
  return [
    ...writing.filter(({ may }) => may),
    { label: text.frame.actions.export, run: to({ screen: 'exchange', part: 'export' }) },
    { label: text.frame.actions.check, run: () => void check() },
    { label: text.frame.actions.findings, run: to({ screen: 'entries', part: 'findings', findings: 'all' }) },
    { label: text.frame.actions.overdue, run: to({ screen: 'entries', due: 'overdue' }) },
    { label: text.frame.actions.errors, run: to({ screen: 'entries', findings: 'error' }) },
    { label: text.frame.actions.warnings, run: to({ screen: 'entries', findings: 'warning' }) },
    { label: text.entries.bin.open, run: to({ screen: 'entries', part: 'bin' }) },
    { label: text.frame.actions.returned, run: to({ screen: 'entries', states: ['退回修改', '退回补正'] }) },
    { label: text.frame.shortcuts.action, run: openShortcuts },
    ...SCREEN_NAMES.map((name) => ({ label: text.frame.screens[name], run: to({ screen: name }) })),
  ].map((action) => ({ ...action, key: action.label, words: action.label }));
}

function Palette({ onClose }: { readonly onClose: () => void }) {
  const { go } = useNavigation();
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const composing = useRef(false);
  const input = useRef<InputRef>(null);
  const actions = useActions();

  useEffect(() => {
    if (composing.current) return undefined;
    const timer = setTimeout(() => setWanted(typed.trim()), 120);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => setAt(0), [wanted]);

  const found = useCall('entries.list', wanted === '' ? null : { query: wanted, limit: MOST_ENTRIES });
  const entries = wanted === '' ? [] : (found.value?.entries ?? []);
  const total = wanted === '' ? 0 : (found.value?.total ?? 0);

  const entryCommands: Command[] = entries.map((entry) => ({
    key: entry.id,
    label: (
      <span className="palette-entry">
        <span className="code">{entry.code}</span>
        <span className="palette-name">{entry.name}</span>
        <StateTag state={entry.state} />
      </span>
    ),
    run: () => go({ screen: 'entries', entry: entry.id }),
  }));
  if (total > entries.length) {
    entryCommands.push({
      key: 'all',
      label: words.more(total),
      run: () => go({ screen: 'entries', query: wanted }),
    });
  }
  const shownActions: Command[] = actions.filter((action) => matchesTyped(action.words, wanted));
  const commands = [...entryCommands, ...shownActions];
  const nothing = commands.length === 0 && !found.loading;

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  // Enter may come before the list has caught up: what was typed counts, never what stood there before.
  const runTyped = async (now: string) => {
    const outcome = await call('entries.list', { query: now, limit: 1 });
    const first = outcome.ok ? outcome.value.entries[0] : undefined;
    const action = actions.find((one) => matchesTyped(one.words, now));
    if (first === undefined) run(action);
    else run({ key: first.id, label: '', run: () => go({ screen: 'entries', entry: first.id }) });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (commands.length === 0 && event.key !== 'Enter') return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((before) => (before + step + commands.length) % commands.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (typed.trim() === wanted) run(commands[at]);
      else void runTyped(typed.trim());
    }
  };

  const list = (title: string, shown: readonly Command[], from: number) =>
    shown.length > 0 && (
      <div role="group" aria-label={title}>
        <div className="palette-title" aria-hidden>
          {title}
        </div>
        {shown.map((command, index) => (
          <div
            key={command.key}
            id={`palette-${from + index}`}
            role="option"
            aria-selected={at === from + index}
            className={`palette-row${at === from + index ? ' palette-row-current' : ''}`}
            onMouseMove={() => setAt(from + index)}
            onClick={() => run(command)}
          >
            {command.label}
            <RightOutlined aria-hidden />
          </div>
        ))}
      </div>
    );

  return (
    <div className="palette" onKeyDown={onKey}>
      <Input
        ref={input}
        autoFocus
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={words.placeholder}
        aria-label={words.title}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        maxLength={SEARCH_LIMIT}
        aria-activedescendant={commands.length > 0 ? `palette-${at}` : undefined}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          const now = event.currentTarget.value;
          setTyped(now);
          setWanted(now.trim());
        }}
      />
      <div className="palette-list" id="palette-list" role="listbox" aria-label={words.title}>
        {list(words.entries, entryCommands, 0)}
        {list(words.actions, shownActions, entryCommands.length)}
      </div>
      {nothing && <div className="palette-nothing">{words.nothing}</div>}
      <div className="palette-keys">{words.keys}</div>
    </div>
  );
}

/** Ctrl+K: finds entries by any part of their text, and what can be done. */
export function CommandPalette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={680}
      style={{ top: 64 }}
      destroyOnHidden
      title={<span className="visually-hidden">{words.title}</span>}
      className="palette-dialog"
    >
      <Palette onClose={onClose} />
    </Modal>
  );
}
