/** Distinct texts remembered before the memory starts afresh. */
const MOST_TEXTS = 5000;

/**
 * The same function of a text, with a memory: a library has a hundred thousand entries, and most of their columns hold
 * a few dozen distinct texts.
 */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const memory = new Map<string, { readonly value: T }>();
  return (text) => {
    let known = memory.get(text);
    if (!known) {
      if (memory.size >= MOST_TEXTS) memory.clear();
      memory.set(text, (known = { value: work(text) }));
    }
    return known.value;
  };
}
