/** Distinct texts remembered before the memory starts afresh. */
const MOST_TEXTS = 5000;
/** Characters; a longer text is hardly ever met twice, and thousands of them would fill the memory. */
const LONGEST_TEXT = 200;

/**
 * The same function of a text, with a memory: a library has a hundred thousand entries, and most of their columns hold
 * a few dozen distinct texts.
 */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const memory = new Map<string, { readonly value: T }>();
  return (text) => {
    if (text.length > LONGEST_TEXT) return work(text);
    let known = memory.get(text);
    if (!known) {
      if (memory.size >= MOST_TEXTS) memory.clear();
      memory.set(text, (known = { value: work(text) }));
    }
    return known.value;
  };
}
