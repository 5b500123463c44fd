/**
 * What the frame gives to every screen: the open library, where one is, the state of saving, long work, the law.
 *
 * Each is a context of its own, so that a screen is drawn again only for what it uses.
 */
import { createContext, useContext, type Context } from 'react';
import type { Failure, Outcome } from '#app/contract/failure';
import type { InputOf, OutputOf } from '#renderer/call';
import type { AnyCallName } from '#renderer/call';
import type { Route } from '#renderer/route';

export type Summary = OutputOf<'library.summary'>;
export type RuleRow = OutputOf<'rules.list'>['rules'][number];

export type SessionState = OutputOf<'session.state'>;
export type SignedIn = NonNullable<SessionState['signedIn']>;

export interface LibraryState {
  readonly summary: Summary;
  /** Today as the program counts it, `YYYY-MM-DD` in Chinese time. */
  readonly today: string;
  /** Every rule pack the program knows, in force or not. */
  readonly rules: readonly RuleRow[];
  /**
   * Name of the person at the keyboard, '' when not given. In a library with accounts it is the one signed in;
   * otherwise it is what the person wrote there, kept in records as not signed in.
   */
  readonly person: string;
  /** Null in a library without accounts. */
  readonly signedIn: SignedIn | null;
  readonly signOut: () => Promise<void>;
  readonly setPerson: (name: string) => void;
  readonly reload: () => void;
  readonly close: () => Promise<void>;
}
export const LibraryContext = createContext<LibraryState | null>(null);

export interface Navigation {
  readonly route: Route;
  /** Goes elsewhere, once the guards agree (unsaved input is saved first). */
  readonly go: (route: Route) => void;
  /** Asks the guards, before the library is left by another way than `go`. */
  readonly mayLeave: () => Promise<boolean>;
  /** Registers a guard; it answers whether one may leave. The answered function takes it away. */
  readonly guard: (mayLeave: () => Promise<boolean>) => () => void;
}
export const NavigationContext = createContext<Navigation | null>(null);

/** `idle`: nothing waits to be saved; the line then names the last save, where there was one. */
export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly atMs: number }
  | { readonly kind: 'failed'; readonly failure: Failure };
export interface SaveStateHolder {
  readonly state: SaveState;
  readonly set: (state: SaveState) => void;
}
export const SaveStateContext = createContext<SaveStateHolder | null>(null);

export interface WorkHolder {
  /** Makes a long call and shows it bottom right with progress and a way to cancel. */
  readonly run: <N extends AnyCallName>(
    name: N,
    input: InputOf<N>,
    label: string,
  ) => Promise<Outcome<OutputOf<N>>>;
}
export const WorkContext = createContext<WorkHolder | null>(null);

/** A place in a regulation: by rule pack id, or by the short name that findings print. */
export interface CitedPlace {
  readonly rules?: string;
  readonly regulation: string;
  readonly article: string;
  readonly quote?: string;
}
export const ArticleContext = createContext<((place: CitedPlace) => void) | null>(null);

function useNeeded<T>(context: Context<T | null>): T {
  const value = useContext(context);
  if (value === null) throw new Error('used outside of the frame');
  return value;
}

export const useLibrary = (): LibraryState => useNeeded(LibraryContext);
export const useNavigation = (): Navigation => useNeeded(NavigationContext);
export const useSaveState = (): SaveStateHolder => useNeeded(SaveStateContext);
export const useWork = (): WorkHolder => useNeeded(WorkContext);
/** Opens the drawer with the text of a cited article. */
export const useArticle = (): ((place: CitedPlace) => void) => useNeeded(ArticleContext);
