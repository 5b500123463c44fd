/** JSON text whose objects name a member twice means one thing to one parser and another to the next. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY, COLON] = [0x7b, 0x7d, 0x5b, 0x5d, 0x3a];

/** `text` must be valid JSON. By hand and not by a pattern, which runs out of stack in a text of some megabytes. */
export function hasDuplicateMembers(text: string): boolean {
  // One set of names for each open object, null for each open array.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_OBJECT) open.push(new Set());
    else if (code === OPEN_ARRAY) open.push(null);
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) open.pop();
    else if (code === QUOTE) {
      const start = at;
      for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) {
        if (text.charCodeAt(at) === BACKSLASH) at++;
      }
      const names = open.at(-1);
      if (!names || !isName(text, at + 1)) continue;
      const name = JSON.parse(text.slice(start, at + 1)) as string;
      if (names.has(name)) return true;
      names.add(name);
    }
  }
  return false;
}

/** True when a colon follows, which in JSON it does after a name and never after a value. */
function isName(text: string, at: number): boolean {
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return text.charCodeAt(at) === COLON;
}
