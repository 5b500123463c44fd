/** References in XML text: the five entities that need no document type, and characters by number. */

const REFERENCE = /&([^;]*);?/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };
/** A reference that is not ended by here is none. */
const LONGEST_REFERENCE = 16;

/** The text with its references resolved; null where one of them is none. */
export function withoutReferences(text: string): string | null {
  let sound = true;
  const known = text.replace(REFERENCE, (whole, reference: string) => {
    const character = whole.endsWith(';') ? referred(reference) : null;
    sound &&= character !== null;
    return character ?? '';
  });
  return sound ? known : null;
}

/** Where a reference or a line end begins that the next piece of text may complete. */
export function heldFrom(data: string, from: number): number {
  const ampersand = data.lastIndexOf('&');
  if (ampersand >= from && data.length - ampersand < LONGEST_REFERENCE && !data.includes(';', ampersand)) {
    return ampersand;
  }
  return data.endsWith('\r') && data.length > from ? data.length - 1 : data.length;
}

function referred(reference: string): string | null {
  if (Object.hasOwn(NAMED, reference)) return NAMED[reference]!;
  const parts = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(reference);
  if (!parts) return null;
  const code = parts[1] === undefined ? Number(parts[2]) : parseInt(parts[1], 16);
  const allowed =
    code === 0x09 ||
    code === 0x0a ||
    code === 0x0d ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : null;
}
