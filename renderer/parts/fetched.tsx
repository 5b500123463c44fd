import { lazy, useState, type ComponentType } from 'react';

export interface Fetched<P> {
  /** To be shown below a `Suspense`. */
  readonly Part: ComponentType<P>;
  /** Fetches it ahead of its being shown. */
  readonly fetch: () => Promise<void>;
  /** Whether it would be drawn at once. */
  readonly isThere: () => boolean;
}

/**
 * A part of the window that lies in a file of its own. Once it has been fetched it is drawn at once; by `lazy` alone it
 * would go through the fallback even then, and React keeps a fallback up for 300 ms.
 */
export function fetched<P extends object>(load: () => Promise<ComponentType<P>>): Fetched<P> {
  let there: ComponentType<P> | null = null;
  const fetch = async (): Promise<ComponentType<P>> => (there ??= await load());
  const Late = lazy(async () => ({ default: await fetch() }));
  function Part(props: P) {
    // Chosen once: exchanged while it is shown, the part would begin anew.
    const [Shown] = useState<ComponentType<P>>(() => there ?? (Late as unknown as ComponentType<P>));
    return <Shown {...props} />;
  }
  return { Part, fetch: async () => void (await fetch()), isThere: () => there !== null };
}
