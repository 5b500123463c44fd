/** JSON text whose objects name a member twice means one thing to one parser and another to the next. */

/** `text` must be valid JSON. */
export function hasDuplicateMembers(text: string): boolean {
  // One set of names for each open object, null for each open array.
  const open: (Set<string> | null)[] = [];
  const token = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/gs;
  for (const [found, quoted, colon] of text.matchAll(token)) {
    if (found === '{') open.push(new Set());
    else if (found === '[') open.push(null);
    else if (found === '}' || found === ']') open.pop();
    else if (colon !== undefined) {
      const names = open.at(-1);
      const name = JSON.parse(quoted!) as string;
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
