import { useCallback, useEffect, useRef, useState } from 'react';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { call, type OutputOf } from '#renderer/call';

export type EntryFindings = OutputOf<'entries.read'>['findings'];

const CHECK_AFTER_MS = 350;

/** Rules that look across entries: the draft alone does not tell, so what the last save said of them stays. */
const ACROSS: ReadonlySet<string> = new Set([
  'duplicate-code',
  'duplicate-name',
  'near-duplicate-name',
  'drag-filled-name',
  'drag-filled-code',
]);

export interface LiveCheck {
  readonly findings: EntryFindings;
  /** Takes over what the library says of the entry as it is kept there. */
  readonly setFindings: (findings: EntryFindings) => void;
  readonly checking: boolean;
  /** Checks the draft once typing pauses. */
  readonly check: (entry: CatalogueEntry) => void;
}

/** What the check says of the draft while it is typed. */
export function useLiveCheck(): LiveCheck {
  const [findings, setFindings] = useState<EntryFindings>([]);
  const [checking, setChecking] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(0);

  const check = useCallback((entry: CatalogueEntry) => {
    clearTimeout(timer.current);
    setChecking(true);
    timer.current = setTimeout(() => {
      latest.current += 1;
      const mine = latest.current;
      void call('entries.check', { entry }).then((outcome) => {
        if (mine !== latest.current) return;
        setChecking(false);
        if (!outcome.ok) return;
        const own = outcome.value.findings;
        setFindings((before) => [...own, ...before.filter((finding) => ACROSS.has(finding.rule))]);
      });
    }, CHECK_AFTER_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);

  return { findings, setFindings, checking, check };
}
