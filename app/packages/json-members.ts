/**
 * JSON text that means one thing to one parser and another to the next, or to none: an object that names a member
 * twice, half of a surrogate pair (`\ud800`), and nesting that runs a recursive program out of stack.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY, COLON] = [0x7b, 0x7d, 0x5b, 0x5d, 0x3a];
const LETTER_U = 0x75;
/** No document of this program nests deeper than a dozen levels. */
const DEEPEST = 100;

/**
 * True when the text is none of these. `text` must be valid JSON. By hand and not by a pattern, which runs out of stack
 * in a text of some megabytes.
 */
export function isUnambiguousJson(text: string): boolean {
  // One set of names for each open object, null for each open array.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_OBJECT) open.push(new Set());
    else if (code === OPEN_ARRAY) open.push(null);
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) open.pop();
    else if (code === QUOTE) {
      const start = at;
      let escaped = false;
      for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) {
        if (text.charCodeAt(at) !== BACKSLASH) continue;
        at++;
        escaped ||= text.charCodeAt(at) === LETTER_U;
      }
      const names = open.at(-1);
      const namesMember = names && isName(text, at + 1);
      if (!namesMember && !escaped) continue;
      const value = JSON.parse(text.slice(start, at + 1)) as string;
      if (!value.isWellFormed()) return false;
      if (!namesMember) continue;
      if (names.has(value)) return false;
      names.add(value);
    }
    if (open.length > DEEPEST) return false;
  }
  return true;
}

/** True when a colon follows, which in JSON it does after a name and never after a value. */
function isName(text: string, at: number): boolean {
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return text.charCodeAt(at) === COLON;
}
