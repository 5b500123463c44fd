/**
 * The window's side of the engine: requests with ids, progress, cancelling, and a new engine when one dies.
 */
import { failed, type Outcome } from '#app/contract/failure';
import { bugError, type FromEngine, type ToEngine } from './engine-messages';

/** How far a call is; `total` 0 when it is not known. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

/** One engine process, whichever way it was started. */
export interface EngineProcess {
  post(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

export type EngineState = 'running' | 'restarting' | 'failed';

export interface EngineParts {
  readonly start: () => EngineProcess;
  readonly onState: (state: EngineState) => void;
  readonly onEvent: (name: string, payload: unknown) => void;
  readonly onProgress: (call: string, id: string, progress: Progress) => void;
  /** Logs a bug and answers its id. */
  readonly onBug: (where: string, error: Error) => string;
  /** What a new engine must be asked first to be where the dead one was (the same library and person), or null. */
  readonly reopen: () => { readonly name: string; readonly input: unknown } | null;
}

export interface EngineClient {
  /** `id` is unique among running calls; the caller makes it. */
  call(name: string, input: unknown, id: string): Promise<Outcome<unknown>>;
  cancel(id: string): void;
  /** Ends the engine for good; calls after that are answered `engine-stopped`. */
  stop(): void;
}

interface Pending {
  readonly name: string;
  readonly input: unknown;
  readonly answer: (outcome: Outcome<unknown>) => void;
}

/** An engine that dies this often within the span is not started again until the next call asks for it. */
const DEATHS_ALLOWED = 3;
const DEATHS_SPAN_MS = 60_000;
const REOPEN_ID = 'reopen';

/**
 * Starts an engine and keeps one running. When it dies, each call it was working on is answered `engine-stopped`, a new
 * engine is started, the library reopened, and calls that came in meanwhile are sent to it.
 */
export function createEngineClient(parts: EngineParts, now: () => number = Date.now): EngineClient {
  const working = new Map<string, Pending>();
  const waiting = new Map<string, Pending>();
  let deaths: readonly number[] = [];
  let engine: EngineProcess | null = null;
  let ready = false;
  let stopped = false;

  const send = (id: string, pending: Pending): void => {
    working.set(id, pending);
    engine?.post({ type: 'call', id, name: pending.name, input: pending.input });
  };

  const begin = (): void => {
    ready = true;
    parts.onState('running');
    for (const [id, pending] of [...waiting]) {
      waiting.delete(id);
      send(id, pending);
    }
  };

  const settle = (id: string, outcome: Outcome<unknown>): void => {
    const pending = working.get(id);
    working.delete(id);
    pending?.answer(outcome);
  };

  const hear = (message: FromEngine): void => {
    switch (message.type) {
      case 'ready': {
        const first = parts.reopen();
        if (first === null) begin();
        // Whether or not the library opens again: the calls that follow say so themselves.
        else send(REOPEN_ID, { ...first, answer: begin });
        return;
      }
      case 'answer':
        settle(message.id, message.outcome);
        return;
      case 'bug': {
        const name = working.get(message.id)?.name ?? 'engine';
        settle(message.id, failed('internal', { id: parts.onBug(name, bugError(message.error)) }));
        return;
      }
      case 'progress': {
        const pending = working.get(message.id);
        if (pending === undefined) return;
        const { done, total, label } = message;
        parts.onProgress(pending.name, message.id, { done, total, label });
        return;
      }
      case 'event':
        parts.onEvent(message.name, message.payload);
        return;
    }
  };

  const answerAll = (calls: Map<string, Pending>): void => {
    const answered = [...calls.entries()];
    calls.clear();
    for (const [id, pending] of answered) {
      if (id !== REOPEN_ID) pending.answer(failed('engine-stopped', { call: pending.name }));
    }
  };

  const start = (): void => {
    const process = parts.start();
    engine = process;
    ready = false;
    process.onMessage((message) => {
      if (engine === process) hear(message);
    });
    process.onExit(() => {
      if (engine !== process) return;
      engine = null;
      ready = false;
      answerAll(working);
      if (stopped) return;
      const time = now();
      deaths = [...deaths.filter((death) => time - death < DEATHS_SPAN_MS), time];
      if (deaths.length > DEATHS_ALLOWED) {
        answerAll(waiting);
        parts.onState('failed');
      } else {
        parts.onState('restarting');
        start();
      }
    });
  };

  start();
  return {
    call(name, input, id) {
      if (stopped) return Promise.resolve(failed('engine-stopped', { call: name }));
      if (working.has(id) || waiting.has(id) || id === REOPEN_ID) {
        return Promise.resolve(failed('usage', { reason: 'id' }));
      }
      return new Promise((answer) => {
        const pending = { name, input, answer };
        if (engine !== null && ready) send(id, pending);
        else {
          waiting.set(id, pending);
          if (engine === null) {
            parts.onState('restarting');
            start();
          }
        }
      });
    },
    cancel(id) {
      const pending = waiting.get(id);
      if (pending !== undefined) {
        waiting.delete(id);
        pending.answer(failed('cancelled', { call: pending.name }));
      } else if (working.has(id)) engine?.post({ type: 'cancel', id });
    },
    stop() {
      stopped = true;
      answerAll(waiting);
      engine?.kill();
    },
  };
}
