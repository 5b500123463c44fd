/**
 * The calls that need a screen: dialogs, printing, recently opened libraries. `window-calls.ts` is their contract.
 */
import { existsSync } from 'node:fs';
import type { PathUse } from '#app/contract/call-parts';
import type { CallParsedInput } from '#app/contract/calls';
import { done, failed, type Failure, type Outcome } from '#app/contract/failure';
import type { PrintChoice } from '#app/contract/print-choice';
import type { WindowCallName, WindowCallOutput, WindowCallParsedInput } from '#app/contract/window-calls';
import type { AskForPaths } from './file-dialogs';
import type { FileTokens } from './file-tokens';
import { missingPrinter, type Printer } from './print-options';
import { forgetRecent, readRecent } from './user-files';

export type WindowOperations = {
  readonly [N in WindowCallName]: (
    input: WindowCallParsedInput<N>,
    id: string,
    signal: AbortSignal,
  ) => Promise<Outcome<WindowCallOutput<N>>>;
};

export interface WindowOperationParts {
  readonly version: string;
  readonly today: () => string;
  readonly userData: string;
  readonly tokens: FileTokens;
  readonly ask: AskForPaths;
  /** The library named at the start, or null. */
  readonly named: string | null;
  /** Takes what a second start asked to be opened; null when nothing. */
  readonly takeAsked: () => string | null;
  /** How the opening of the library named at the start ended; `not-named` when there was none. */
  readonly started: Promise<'not-named' | Outcome<unknown>>;
  /** Asks the engine for the page of a report or a record book. */
  readonly page: <N extends 'report.model' | 'ledger.page'>(
    name: N,
    input: CallParsedInput<N>,
    id: string,
  ) => Promise<Outcome<{ title: string; html: string }>>;
  readonly writePdf: (html: string, file: string, signal: AbortSignal) => Promise<Outcome<{ file: string }>>;
  /** The printers of this computer as it stands now. */
  readonly printers: () => Promise<readonly Printer[]>;
  readonly choosesPages: boolean;
  readonly print: (
    html: string,
    choice: PrintChoice,
    signal: AbortSignal,
  ) => Promise<Outcome<{ printed: boolean }>>;
  readonly reveal: (file: string) => void;
  readonly zoom: (factor: number) => void;
}

/** A failure as the window takes it. */
function failureForWindow(failure: Failure): { code: string; details: Record<string, unknown> } {
  return { code: failure.code, details: { ...failure.details } };
}

export function createWindowOperations(parts: WindowOperationParts): WindowOperations {
  const choose = async (use: PathUse, question: Parameters<AskForPaths>[0]) => {
    const paths = await parts.ask(question);
    return done({ files: paths.map((path) => parts.tokens.issue(path, use)) });
  };

  const named = parts.named === null ? null : parts.tokens.issue(parts.named, 'read');
  const printPage = async (
    choice: PrintChoice,
    signal: AbortSignal,
    make: () => Promise<Outcome<{ html: string }>>,
  ) => {
    // Asked before the paper is made: a long one would be made for nothing.
    const missing = missingPrinter(await parts.printers(), choice);
    if (missing !== null) return missing;
    const page = await make();
    return page.ok ? parts.print(page.value.html, choice, signal) : page;
  };

  return {
    'window.start': async () => {
      const started = await parts.started;
      const failure = started === 'not-named' || started.ok ? null : failureForWindow(started.failure);
      const opened = started !== 'not-named' && started.ok;
      return done({ version: parts.version, today: parts.today(), opened, named, failure });
    },
    'window.asked': () => {
      const path = parts.takeAsked();
      return Promise.resolve(done({ file: path === null ? null : parts.tokens.issue(path, 'read') }));
    },
    'window.chooseFile': (input) => choose('read', { kind: 'open', ...input }),
    'window.chooseSave': (input) => choose('write', { kind: 'save', ...input }),
    'window.chooseFolder': (input) => choose('folder', { kind: 'folder', ...input }),
    'window.recent': () => {
      const libraries = readRecent(parts.userData).map((one) => ({
        ...parts.tokens.issue(one.path, 'read'),
        department: one.department,
        openedAt: one.openedAt,
        present: existsSync(one.path),
      }));
      return Promise.resolve(done({ libraries }));
    },
    'window.forgetRecent': (input) => {
      const path = parts.tokens.resolve(input.token, 'read');
      if (path === null)
        return Promise.resolve(failed('invalid-input', { call: 'window.forgetRecent', field: 'token' }));
      forgetRecent(parts.userData, path);
      return Promise.resolve(done({}));
    },
    'window.reveal': (input) => {
      parts.reveal(input.file);
      return Promise.resolve(done({}));
    },
    'window.zoom': ({ factor }) => {
      parts.zoom(factor);
      return Promise.resolve(done({}));
    },
    // The engine is told where the page goes: it alone knows the files of the open library.
    'report.pdf': async (input, id, signal) => {
      const page = await parts.page('report.model', input, id);
      return page.ok ? parts.writePdf(page.value.html, input.out, signal) : page;
    },
    'window.printers': async () =>
      done({ printers: [...(await parts.printers())], choosesPages: parts.choosesPages }),
    'report.print': ({ print, ...report }, id, signal) =>
      printPage(print, signal, () => parts.page('report.model', report, id)),
    'ledger.pdf': async (input, id, signal) => {
      const page = await parts.page('ledger.page', input, id);
      return page.ok ? parts.writePdf(page.value.html, input.out, signal) : page;
    },
    'ledger.print': ({ print, ...ledger }, id, signal) =>
      printPage(print, signal, () => parts.page('ledger.page', ledger, id)),
  };
}
