import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { Failure } from '#app/contract/failure';
import { call, readAgain, useEvent, type OutputOf } from '#renderer/call';
import { useLibrary, useSaveState } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { lockOf, type Lock } from './entry-lock';
import { useLiveCheck, type EntryFindings } from './use-live-check';
import type { Reading } from './reading';
import { isLateEcho, newDraft, redone, settled, undone, withEdit, type Draft } from './draft';

type ReadEntry = OutputOf<'entries.read'>;
export type EntryMeta = ReadEntry['meta'];

/** From the first key that is not saved, however long the typing goes on: a fall takes no more than a second of it. */
const SAVE_AFTER_MS = 800;
/** A save this soon after the last one belongs to the same stretch of typing. */
const STRETCH_MS = 10_000;
const RETRY_AFTER_MS = 5000;

export interface EntryDraft {
  readonly loadFailure: Failure | null;
  readonly saveFailure: Failure | null;
  readonly loaded: {
    readonly entry: CatalogueEntry;
    readonly meta: EntryMeta;
    readonly versions: ReadEntry['versions'];
  } | null;
  readonly findings: EntryFindings;
  /** How what is typed or pasted is read. */
  readonly reading: Reading;
  readonly lock: Lock;
  readonly begin: () => void;
  /** Like `undo` and `redo` without effect unless `lock` is `none`. */
  readonly edit: (change: (entry: CatalogueEntry) => CatalogueEntry, tag?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Saves what is not saved; answers whether everything is. */
  readonly flush: () => Promise<boolean>;
  readonly reload: () => void;
  /** What the library holds meanwhile, where it differs from what this draft began with. */
  readonly conflict: ReadEntry | null;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

/**
 * The working copy of one entry: read, edited with undo, checked while typing, saved within a second of every key.
 * A save names the revision it began with; where the library moved on, nothing is overwritten and the choice is asked.
 */
export function useEntryDraft(id: string): EntryDraft {
  const { summary, person } = useLibrary();
  const mayEdit = useMayWrite('entries.save');
  const { set: setSaveState } = useSaveState();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [meta, setMeta] = useState<EntryMeta | null>(null);
  const [versions, setVersions] = useState<ReadEntry['versions']>([]);
  const { findings, reading, adopt: adoptFindings, check } = useLiveCheck();
  const [begun, setBegun] = useState(false);
  const [loadFailure, setLoadFailure] = useState<Failure | null>(null);
  const [saveFailure, setSaveFailure] = useState<Failure | null>(null);
  const [conflict, setConflict] = useState<ReadEntry | null>(null);

  const lock = meta === null ? 'read-only' : lockOf(meta, { readOnly: summary.readOnly, mayEdit, begun });
  // What the timers and answers work with: always the latest, never what was there when they were set up.
  const now = useRef({ draft, revision: 0, dirty: false, conflict: false, person, lock });
  const running = useRef<Promise<boolean> | null>(null);
  const lastSaved = useRef(0);
  /** What was sent when the engine stopped: nobody knows whether it was written. */
  const unanswered = useRef<CatalogueEntry | null>(null);
  const saveTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flushNow = useRef<() => Promise<boolean>>(() => Promise.resolve(true));
  // With the picture in which the entry can be edited: the first key comes right behind it.
  useLayoutEffect(() => {
    now.current.person = person;
    now.current.lock = lock;
  }, [person, lock]);

  const put = useCallback((next: Draft) => {
    now.current.draft = next;
    setDraft(next);
  }, []);

  const adopt = useCallback(
    (read: ReadEntry) => {
      now.current.revision = read.meta.revision;
      now.current.dirty = false;
      now.current.conflict = false;
      put(newDraft(read.entry));
      setMeta(read.meta);
      setVersions(read.versions);
      adoptFindings(read.entry, read.findings);
      setConflict(null);
      setSaveFailure(null);
    },
    [put, adoptFindings],
  );

  const reload = useCallback(() => {
    void readAgain(() => call('entries.read', { entry: id })).then((outcome) => {
      if (!outcome.ok) setLoadFailure(outcome.failure);
      else {
        setLoadFailure(null);
        adopt(outcome.value);
      }
    });
  }, [id, adopt]);
  useEffect(() => reload(), [reload]);

  useEvent('library.changed', ({ entries }) => {
    const concerned = entries.includes(id) || entries.length === 0 || entries.length >= 1000;
    if (!concerned || now.current.dirty || running.current !== null || now.current.draft === null) return;
    void call('entries.read', { entry: id }).then((outcome) => {
      if (!outcome.ok) {
        if (outcome.failure.code === 'entry-not-found') setLoadFailure(outcome.failure);
        return;
      }
      const quiet = !now.current.dirty && running.current === null;
      if (quiet && outcome.value.meta.revision !== now.current.revision) adopt(outcome.value);
      else if (quiet) {
        setMeta(outcome.value.meta);
        adoptFindings(outcome.value.entry, outcome.value.findings);
      }
    });
  });

  /** Looks at what the library holds meanwhile; answers whether it is this draft's own and saving can go on. */
  const meetChange = useCallback(async (): Promise<boolean> => {
    const outcome = await call('entries.read', { entry: id });
    if (!outcome.ok) return false;
    const { entry, meta: held } = outcome.value;
    if (isLateEcho(unanswered.current, now.current.revision, entry, held.revision)) {
      unanswered.current = null;
      now.current.revision = held.revision;
      return true;
    }
    now.current.conflict = true;
    setConflict(outcome.value);
    return false;
  }, [id]);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const sent = now.current.draft?.entry;
    if (sent === undefined) return true;
    now.current.dirty = false;
    setSaveState({ kind: 'saving' });
    const outcome = await call('entries.save', {
      entry: sent,
      revision: now.current.revision,
      by: now.current.person,
      continues: Date.now() - lastSaved.current < STRETCH_MS,
    });
    if (!outcome.ok) {
      now.current.dirty = true;
      if (outcome.failure.code === 'entry-changed-meanwhile' && (await meetChange())) return true;
      if (outcome.failure.code === 'engine-stopped') unanswered.current = sent;
      setSaveFailure(outcome.failure);
      setSaveState({ kind: 'failed', failure: outcome.failure });
      return false;
    }
    const { value } = outcome;
    unanswered.current = null;
    lastSaved.current = Date.now();
    now.current.revision = value.meta.revision;
    setMeta(value.meta);
    setSaveFailure(null);
    const latest = now.current.draft;
    if (latest !== null && latest.entry === sent) {
      put(settled(latest, value.entry));
      adoptFindings(value.entry, value.findings);
    }
    // Typing may have gone on while the answer was under way.
    const goesOn: boolean = now.current.dirty;
    setSaveState(goesOn ? { kind: 'unsaved' } : { kind: 'saved', atMs: Date.now() });
    return true;
  }, [put, adoptFindings, setSaveState, meetChange]);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(saveTimer.current);
    saveTimer.current = undefined;
    // Whoever waited along may have begun the next save before this one's turn.
    while (running.current !== null) await running.current;
    while (now.current.dirty && !now.current.conflict) {
      const save = saveOnce();
      running.current = save;
      const ok = await save;
      running.current = null;
      if (!ok) {
        if (!now.current.conflict)
          saveTimer.current = setTimeout(() => void flushNow.current(), RETRY_AFTER_MS);
        return false;
      }
    }
    return !now.current.dirty;
  }, [saveOnce]);
  useEffect(() => {
    flushNow.current = flush;
  }, [flush]);
  // Whoever turns to another window, or closes this one, finds the last words saved.
  useEffect(() => {
    const onLeave = () => void flushNow.current();
    addEventListener('blur', onLeave);
    addEventListener('beforeunload', onLeave);
    return () => {
      removeEventListener('blur', onLeave);
      removeEventListener('beforeunload', onLeave);
    };
  }, []);

  const take = useCallback(
    (next: Draft) => {
      // Whichever way a change comes: what is approved or under way stays as it is.
      if (next === now.current.draft || now.current.lock !== 'none') return;
      put(next);
      now.current.dirty = true;
      setSaveState({ kind: 'unsaved' });
      if (!now.current.conflict) {
        saveTimer.current ??= setTimeout(() => void flushNow.current(), SAVE_AFTER_MS);
      }
      check(next.entry);
    },
    [put, check, setSaveState],
  );

  const edit = useCallback<EntryDraft['edit']>(
    (change, tag = '') => {
      const before = now.current.draft;
      if (before !== null) take(withEdit(before, change(before.entry), tag, Date.now()));
    },
    [take],
  );
  const undo = useCallback(() => {
    if (now.current.draft !== null) take(undone(now.current.draft));
  }, [take]);
  const redo = useCallback(() => {
    if (now.current.draft !== null) take(redone(now.current.draft));
  }, [take]);

  const keepMine = useCallback(() => {
    if (conflict === null) return;
    now.current.revision = conflict.meta.revision;
    now.current.conflict = false;
    now.current.dirty = true;
    setConflict(null);
    void flushNow.current();
  }, [conflict]);
  const takeTheirs = useCallback(() => {
    if (conflict === null) return;
    adopt(conflict);
    setSaveState({ kind: 'saved', atMs: Date.now() });
  }, [conflict, adopt, setSaveState]);

  // Leaving by another way than the guarded ones still saves what was typed last.
  useEffect(
    () => () => {
      if (now.current.dirty && !now.current.conflict) void flushNow.current();
      else clearTimeout(saveTimer.current);
    },
    [],
  );

  return useMemo(
    () => ({
      loadFailure,
      saveFailure,
      loaded: draft === null || meta === null ? null : { entry: draft.entry, meta, versions },
      findings,
      reading,
      lock,
      begin: () => setBegun(true),
      edit,
      undo,
      redo,
      canUndo: (draft?.past.length ?? 0) > 0,
      canRedo: (draft?.future.length ?? 0) > 0,
      flush,
      reload,
      conflict,
      keepMine,
      takeTheirs,
    }),
    [
      loadFailure,
      saveFailure,
      draft,
      meta,
      versions,
      findings,
      reading,
      lock,
      edit,
      undo,
      redo,
      flush,
      reload,
      conflict,
      keepMine,
      takeTheirs,
    ],
  );
}
