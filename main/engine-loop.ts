/**
 * The engine's side: takes calls from a port, runs the operations, answers.
 */
import { failed, FailureError, type Outcome } from '#app/contract/failure';
import type { CallContext } from '#app/operations/host';
import { bugReport, type FromEngine, type ToEngine } from './engine-messages';

export type Operation = (input: never, context: CallContext) => Promise<Outcome<unknown>>;

/** Progress reaches the window at most this often per call; the last of a burst may be dropped, the answer follows. */
const PROGRESS_EVERY_MS = 100;

/** Answers calls of `operations` until the process ends; `post` sends to the window's process. */
export function engineLoop(
  operations: Readonly<Record<string, Operation>>,
  post: (message: FromEngine) => void,
): (message: ToEngine) => void {
  const running = new Map<string, AbortController>();

  const run = async (name: string, id: string, input: unknown): Promise<void> => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) {
      post({ type: 'answer', id, outcome: failed('not-available', { what: name }) });
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    let told = -PROGRESS_EVERY_MS;
    const progress = (count: number, total: number, label: string): void => {
      const now = performance.now();
      if (now - told < PROGRESS_EVERY_MS && count !== total) return;
      told = now;
      post({ type: 'progress', id, done: count, total, label });
    };
    try {
      const outcome = await operation(input as never, { signal: controller.signal, progress });
      post({ type: 'answer', id, outcome });
    } catch (error) {
      if (error instanceof FailureError)
        post({ type: 'answer', id, outcome: { ok: false, failure: error.failure } });
      else post({ type: 'bug', id, error: bugReport(error) });
    } finally {
      running.delete(id);
    }
  };

  return (message) => {
    if (message.type === 'cancel') running.get(message.id)?.abort();
    else void run(message.name, message.id, message.input);
  };
}
