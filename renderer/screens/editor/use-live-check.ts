import { useCallback, useEffect, useRef, useState } from 'react';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { isAcross } from '#app/jurisdictions/check-catalogue';
import { checkEntry } from '#app/jurisdictions/check-entry';
import { settleFindings, settlementsIn, type Settlement } from '#app/jurisdictions/settlement';
import { call, readAgain, useEvent, type OutputOf } from '#renderer/call';
import { NO_READING, readingOf, type Reading } from './reading';

/**
 * Entries of at most this many items are checked together with the edit, and drawn once for both. Longer ones are checked
 * once for each picture of the window, however many keys came in between.
 */
const CHECKED_AT_ONCE = 500;

export type EntryFindings = OutputOf<'entries.read'>['findings'];

export interface LiveCheck {
  readonly findings: EntryFindings;
  /** Takes over what the library says of the entry as it is kept there. */
  readonly adopt: (entry: CatalogueEntry, findings: EntryFindings) => void;
  /** Reads what is typed as an import does; nothing is read anew while the tables are on their way. */
  readonly reading: Reading;
  /** Checks the draft, so that the next picture of the window shows both what was typed and what the check says of it. */
  readonly check: (entry: CatalogueEntry) => void;
}

/**
 * What the check says of the draft while it is typed. It runs in the page, by the same function as everywhere: asking
 * the engine would take an entry of 10,000 items through two processes at each key.
 */
export function useLiveCheck(): LiveCheck {
  const [findings, setFindings] = useState<EntryFindings>([]);
  const [reading, setReading] = useState(NO_READING);
  const context = useRef<OutputOf<'check.context'> | null>(null);
  const settlements = useRef<readonly Settlement[]>([]);
  /** The draft that waits to be checked. */
  const waiting = useRef<CatalogueEntry | null>(null);
  const frame = useRef(0);

  const run = useCallback(() => {
    const entry = waiting.current;
    if (entry === null || context.current === null) return;
    waiting.current = null;
    const own = settleFindings(entry, checkEntry(entry, context.current), settlements.current);
    // The draft alone does not tell what shows across entries: what the last save said of it stays.
    setFindings((before) => [...own, ...before.filter(isAcross)]);
  }, []);

  const check = useCallback(
    (entry: CatalogueEntry) => {
      waiting.current = entry;
      cancelAnimationFrame(frame.current);
      if (entry.items.length <= CHECKED_AT_ONCE) run();
      else frame.current = requestAnimationFrame(run);
    },
    [run],
  );
  const adopt = useCallback((entry: CatalogueEntry, kept: EntryFindings) => {
    waiting.current = null;
    settlements.current = settlementsIn(entry, kept);
    setFindings(kept);
  }, []);

  const fetchContext = useCallback(() => {
    void readAgain(() => call('check.context', {})).then((outcome) => {
      if (!outcome.ok) return;
      context.current = outcome.value;
      setReading(readingOf(outcome.value));
      run();
    });
  }, [run]);
  useEffect(() => {
    fetchContext();
    return () => cancelAnimationFrame(frame.current);
  }, [fetchContext]);
  // Of more than single entries: settings, rules, word lists may be other ones.
  useEvent('library.changed', ({ entries }) => {
    if (entries.length === 0) fetchContext();
  });
  useEvent('window.today', fetchContext);

  return { findings, reading, adopt, check };
}
