/**
 * The window's way to the program: typed calls and events over `window.mulu`.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '#app/contract/calls';
import type { Failure, Outcome } from '#app/contract/failure';
import type {
  WindowCallInput,
  WindowCallName,
  WindowCallOutput,
  WindowEventName,
  WindowEventPayload,
} from '#app/contract/window-calls';

export type AnyCallName = CallName | WindowCallName;
export type InputOf<N extends AnyCallName> = N extends CallName
  ? CallInput<N>
  : N extends WindowCallName
    ? WindowCallInput<N>
    : never;
export type OutputOf<N extends AnyCallName> = N extends CallName
  ? CallOutput<N>
  : N extends WindowCallName
    ? WindowCallOutput<N>
    : never;

interface Bridge {
  call(name: string, input: unknown, id: string): Promise<unknown>;
  cancel(id: string): void;
  on(name: string, listener: (payload: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly mulu: Bridge;
  }
}

const SESSION_ENDED: ReadonlySet<string> = new Set(['sign-in-required', 'password-must-change']);
/** Sent to the page itself when a call was refused because nobody is signed in. */
export const SESSION_ENDED_EVENT = 'mulu-session-ended';

/** A new id for a call: progress carries it, and `cancel` takes it. */
export function newCallId(): string {
  return crypto.randomUUID();
}

/** Makes a call. Expected failures are values; `id` is needed only to follow or cancel a long call. */
export async function call<N extends AnyCallName>(
  name: N,
  input: InputOf<N>,
  id: string = newCallId(),
): Promise<Outcome<OutputOf<N>>> {
  const outcome = (await window.mulu.call(name, input, id)) as Outcome<OutputOf<N>>;
  // Signed out meanwhile (idle, or the account was disabled): the frame asks for it again, whoever made the call.
  if (!outcome.ok && SESSION_ENDED.has(outcome.failure.code)) dispatchEvent(new Event(SESSION_ENDED_EVENT));
  return outcome;
}

/** Asks a running call to stop; it then answers `cancelled`. */
export function cancelCall(id: string): void {
  window.mulu.cancel(id);
}

type AnyListener = (payload: never) => void;
const listeners = new Map<WindowEventName, Set<AnyListener>>();

/** Listens to an event until the answered function is called. The bridge is asked once for each event. */
export function listen<N extends WindowEventName>(
  name: N,
  listener: (payload: WindowEventPayload<N>) => void,
): () => void {
  let all = listeners.get(name);
  if (all === undefined) {
    const fresh = new Set<AnyListener>();
    listeners.set(name, fresh);
    window.mulu.on(name, (payload) => {
      for (const one of [...fresh]) one(payload as never);
    });
    all = fresh;
  }
  const own: AnyListener = (payload) => listener(payload);
  all.add(own);
  return () => {
    all.delete(own);
  };
}

/** Listens to an event as long as the component is shown. */
export function useEvent<N extends WindowEventName>(
  name: N,
  listener: (payload: WindowEventPayload<N>) => void,
): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen(name, (payload) => latest.current(payload)), [name]);
}

/** Reads, and reads once more where the engine died over it: the second time the call waits for the new engine. */
export async function readAgain<T>(read: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const outcome = await read();
  return !outcome.ok && outcome.failure.code === 'engine-stopped' ? read() : outcome;
}

export interface CallState<T> {
  readonly loading: boolean;
  /** The last answer; it stays while the call is made again, so that nothing jumps. */
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

/** What is known already, where the new answer says nothing else: then nothing is drawn again because of it. */
export function sameOr<T>(known: T | null, answer: T): T {
  return known !== null && JSON.stringify(known) === JSON.stringify(answer) ? known : answer;
}

/**
 * Makes a call when the component is shown, again when its input changes in content, when the program says that the
 * library changed, and on `reload`. Input null: not yet. An answer that a later call has overtaken is dropped.
 */
export function useCall<N extends AnyCallName>(name: N, input: InputOf<N> | null): CallState<OutputOf<N>> {
  const [state, setState] = useState<{
    loading: boolean;
    value: OutputOf<N> | null;
    failure: Failure | null;
  }>({
    loading: input !== null,
    value: null,
    failure: null,
  });
  const [round, setRound] = useState(0);
  const key = JSON.stringify(input);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  useEvent('library.changed', reload);

  useEffect(() => {
    if (key === 'null') return undefined;
    let overtaken = false;
    setState((before) => ({ ...before, loading: true }));
    void readAgain(() => call(name, JSON.parse(key) as InputOf<N>)).then((outcome) => {
      if (overtaken) return;
      setState((before) =>
        outcome.ok
          ? { loading: false, value: sameOr(before.value, outcome.value), failure: null }
          : { loading: false, value: before.value, failure: outcome.failure },
      );
    });
    return () => {
      overtaken = true;
    };
  }, [name, key, round]);

  return { ...state, reload };
}
