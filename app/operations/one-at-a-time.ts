/** Writes that share the staging tables take turns: two at once would take each other's rows in, or away. */
import type { Library } from '#app/storage/database';

const lastOf = new WeakMap<Library, Promise<unknown>>();

/** Runs `work` once everything that was asked for before it on this library has ended, well or badly. */
export function oneAtATime<T>(library: Library, work: () => Promise<T>): Promise<T> {
  const before = lastOf.get(library) ?? Promise.resolve();
  const turn = before.then(work);
  lastOf.set(
    library,
    turn.catch(() => undefined),
  );
  return turn;
}
