/** Small habits of the person at this computer (pane borders, folded menus); never catalogue content. */

/** The remembered value, or `usual` when there is none or it is not readable. */
export function readPreference<T>(name: string, usual: T): T {
  try {
    const stored = localStorage.getItem(`mulu.${name}`);
    return stored === null ? usual : (JSON.parse(stored) as T);
  } catch {
    return usual;
  }
}

/** Remembers a value; where the computer does not allow it, the habit is simply not kept. */
export function writePreference(name: string, value: unknown): void {
  try {
    localStorage.setItem(`mulu.${name}`, JSON.stringify(value));
  } catch {
    // Full or forbidden storage: nothing that the person does depends on it.
  }
}
