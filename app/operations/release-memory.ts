/** Giving memory back between the phases of big work. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null | undefined;

/**
 * Collects what the last phase has left behind. The engine lets garbage pile up to several times what is alive, which
 * a machine of 4 GB notices; one collection takes some tens of milliseconds. Does nothing where it cannot be asked for.
 */
export function releaseMemory(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    const found: unknown = runInNewContext('typeof gc === "function" ? gc : null');
    collect = typeof found === 'function' ? (found as () => void) : null;
  }
  collect?.();
}
