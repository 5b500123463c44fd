import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import type { InputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { latestChange, type LatestChange } from '#renderer/frame/use-undo';
import { text } from '#renderer/text/zh-cn';
import { placeOf, type ImportResult } from './import-facts';

export type ImportStep = 'file' | 'columns' | 'check' | 'done';

export interface ImportState {
  readonly step: ImportStep;
  readonly file: ChosenFile | null;
  /** Layout asked for; `auto` lets the program find out. */
  readonly layout: string;
  readonly mapping: ChosenFile | null;
  /** What the dry run answered. */
  readonly checked: ImportResult | null;
  /** Places of rows that are not to be written. */
  readonly left: ReadonlySet<string>;
  readonly written: ImportResult | null;
  readonly errorsFile: ChosenFile | null;
  /** The columns are being said by hand. */
  readonly mappingByHand: boolean;
  /** The change that the writing made; null: it changed nothing. */
  readonly made: LatestChange | null;
  readonly undone: boolean;
  readonly busy: 'checking' | 'writing' | 'errors' | null;
  readonly failure: Failure | null;
}

const FRESH: ImportState = {
  step: 'file',
  file: null,
  layout: 'auto',
  mapping: null,
  checked: null,
  left: new Set(),
  written: null,
  errorsFile: null,
  mappingByHand: false,
  made: null,
  undone: false,
  busy: null,
  failure: null,
};

export interface ImportSession {
  readonly state: ImportState;
  readonly change: (part: Partial<ImportState>) => void;
  readonly reset: () => void;
  readonly check: () => Promise<void>;
  readonly write: () => Promise<void>;
  /** What the write would do without the rows that are left out; nothing is written. */
  readonly checkChoice: () => Promise<ImportResult | null>;
  /** Runs the check once more, so that the workbook with the reasons is written beside. */
  readonly saveErrors: (out: ChosenFile) => Promise<void>;
}

function leftOut({ checked, left }: ImportState): Pick<InputOf<'workbook.import'>, 'skipRows'> {
  if (checked === null || left.size === 0) return {};
  const rows = checked.rows.filter((one) => left.has(placeOf(one.sheet, one.row)));
  return { skipRows: rows.map(({ sheet, row }) => ({ sheet, row })) };
}

const ImportContext = createContext<ImportSession | null>(null);

export function useImport(): ImportSession {
  const session = useContext(ImportContext);
  if (session === null) throw new Error('used outside of the frame');
  return session;
}

/** Holds the import under way above the screens: one may look at something else and come back to it. */
export function ImportProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<ImportState>(FRESH);
  const { person } = useLibrary();
  const work = useWork();
  const latest = useRef(state);
  latest.current = state;

  const change = useCallback(
    (part: Partial<ImportState>) => setState((before) => ({ ...before, ...part })),
    [],
  );
  const reset = useCallback(() => setState(FRESH), []);

  const run = useCallback(
    async (
      busy: NonNullable<ImportState['busy']>,
      more: Partial<InputOf<'workbook.import'>>,
      label: string,
    ) => {
      const { file, layout, mapping } = latest.current;
      if (file === null) return null;
      change({ busy, failure: null });
      const input: InputOf<'workbook.import'> = {
        file: file.token,
        ...(layout === 'auto' ? {} : { layout }),
        ...(mapping === null ? {} : { mapping: mapping.token }),
        ...(person === '' ? {} : { by: person }),
        ...more,
      };
      const outcome = await work.run('workbook.import', input, label);
      change({ busy: null, failure: outcome.ok ? null : outcome.failure });
      return outcome.ok ? outcome.value : null;
    },
    [change, person, work],
  );

  const check = useCallback(async () => {
    const name = latest.current.file?.name ?? '';
    const checked = await run('checking', { dryRun: true }, text.exchange.choose.checking(name));
    if (checked !== null) {
      change({ checked, left: new Set(), errorsFile: null, mappingByHand: false, step: 'columns' });
    }
  }, [run, change]);

  const write = useCallback(async () => {
    const name = latest.current.file?.name ?? '';
    const written = await run('writing', leftOut(latest.current), text.exchange.check.writing(name));
    if (written === null) return;
    const made = written.entries.created + written.entries.updated > 0 ? await latestChange() : null;
    change({ written, made, errorsFile: null, undone: false, step: 'done' });
  }, [run, change]);

  const checkChoice = useCallback(async () => {
    const name = latest.current.file?.name ?? '';
    const input = { ...leftOut(latest.current), dryRun: true };
    return run('writing', input, text.exchange.check.rechecking(name));
  }, [run]);

  const saveErrors = useCallback(
    async (out: ChosenFile) => {
      const result = await run(
        'errors',
        { dryRun: true, errors: out.token },
        text.exchange.check.savingErrors,
      );
      if (result !== null) change({ errorsFile: out });
    },
    [run, change],
  );

  const session = useMemo(
    () => ({ state, change, reset, check, checkChoice, write, saveErrors }),
    [state, change, reset, check, checkChoice, write, saveErrors],
  );
  return <ImportContext.Provider value={session}>{children}</ImportContext.Provider>;
}
