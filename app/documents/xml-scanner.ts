/**
 * A small strict XML reader for the parts of a workbook, which hold millions of short elements. It knows what those
 * parts may hold and refuses the rest: no document type, hence no entities but the five of XML itself.
 */
import { heldFrom, withoutReferences } from './xml-references';

export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlEvents {
  /** Names come without their prefix, attributes with theirs. */
  open?(name: string, attributes: XmlAttributes): void;
  /** Text may come in several pieces. */
  text?(text: string): void;
  close?(name: string): void;
}

export interface XmlScanner {
  write(text: string): void;
  end(): void;
}

export interface XmlFaults {
  malformed(): Error;
  doctype(): Error;
  deep(): Error;
}

interface Name {
  readonly full: string;
  readonly local: string;
}

interface Tag {
  readonly text: string;
  readonly name: Name;
  readonly attributes: XmlAttributes;
  readonly empty: boolean;
}

/** Longest tag that is remembered. */
const REPEATED = 100;
const CELL = '<c r="';

function isPlace(text: string): boolean {
  if (text.length > 12) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Letters and digits.
    if (!((code >= 65 && code <= 90) || (code >= 48 && code <= 57))) return false;
  }
  return true;
}

const NOTHING: XmlAttributes = Object.freeze({});
const NAME = /^[:_\p{L}][:_\p{L}\p{N}\p{M}\-.·]*$/u;
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const DECLARATION =
  /^xml\s+version\s*=\s*(['"])1\.\d\1(?:\s+encoding\s*=\s*(['"])[A-Za-z][\w.-]*\2)?(?:\s+standalone\s*=\s*(['"])(?:yes|no)\3)?\s*$/;

const [TAB, LF, CR, SPACE, BANG, QUOTE, APOSTROPHE, SLASH, EQUALS, GREATER, QUESTION] = [
  9, 10, 13, 32, 33, 34, 39, 47, 61, 62, 63,
] as const;
const isSpace = (code: number): boolean => code === SPACE || code === LF || code === TAB || code === CR;

/** Throws what `faults` gives; `deepest` limits how far elements may be nested. */
export function xmlScanner(events: XmlEvents, faults: XmlFaults, deepest: number): XmlScanner {
  const names = new Map<string, Name>();
  // Known tags by the length of their text; for cells of what follows the place.
  const tags: Tag[][] = [];
  const cellTags: Tag[][] = [];
  let last: Omit<Tag, 'text'> = { name: { full: '', local: '' }, attributes: NOTHING, empty: false };
  const stack: Name[] = [];
  let rest = '';
  let atStart = true;
  let rooted = false;

  const nameOf = (full: string): Name => {
    let name = names.get(full);
    if (!name) {
      if (!NAME.test(full)) throw faults.malformed();
      name = { full, local: full.slice(full.indexOf(':') + 1) };
      if (names.size < 1000) names.set(full, name);
    }
    return name;
  };

  const decoded = (text: string): string => {
    if (!text.includes('&')) return text;
    const known = withoutReferences(text);
    if (known === null) throw faults.malformed();
    return known;
  };

  const emit = (text: string): void => {
    if (text === '') return;
    if (stack.length === 0) {
      if (text.trim() !== '') throw faults.malformed();
      return;
    }
    if (!events.text) {
      if (text.includes('&')) decoded(text);
      return;
    }
    events.text(decoded(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text));
  };

  const open = (name: Name, attributes: XmlAttributes, empty: boolean): void => {
    if (stack.length === 0 && rooted) throw faults.malformed();
    rooted = true;
    if (stack.length >= deepest) throw faults.deep();
    events.open?.(name.local, attributes);
    if (empty) events.close?.(name.local);
    else stack.push(name);
  };

  /** Reads the start tag at `from`; answers where it ends, or −1 where the rest of it is yet to come. */
  const startTag = (data: string, from: number): number => {
    const close = data.indexOf('>', from);
    if (close < 0 || close - from >= REPEATED) return readTag(data, from);
    return data.startsWith(CELL, from) ? cellTag(data, from, close) : repeatedTag(data, from, close);
  };

  /** Most tags come again and again just as they are. */
  const repeatedTag = (data: string, from: number, close: number): number => {
    const length = close + 1 - from;
    const known = (tags[length] ??= []);
    for (const tag of known) {
      if (!data.startsWith(tag.text, from)) continue;
      open(tag.name, tag.attributes, tag.empty);
      return close + 1;
    }
    const end = readTag(data, from);
    if (end === close + 1 && known.length < 8) known.push({ ...last, text: data.slice(from, end) });
    return end;
  };

  /** Cells differ in their place alone: what follows it is one of a few texts. */
  const cellTag = (data: string, from: number, close: number): number => {
    const place = from + CELL.length;
    const quote = data.indexOf('"', place);
    const length = close + 1 - quote;
    if (quote < 0 || length < 2) return readTag(data, from);
    const known = (cellTags[length] ??= []);
    for (const tag of known) {
      if (!data.startsWith(tag.text, quote)) continue;
      const r = data.slice(place, quote);
      // Anything but a plain place takes the long way.
      if (!isPlace(r)) break;
      const { s, t } = tag.attributes;
      const attributes =
        t === undefined ? (s === undefined ? { r } : { r, s }) : s === undefined ? { r, t } : { r, s, t };
      open(tag.name, attributes as XmlAttributes, tag.empty);
      return close + 1;
    }
    const end = readTag(data, from);
    const plain = Object.keys(last.attributes).every((key) => key === 'r' || key === 's' || key === 't');
    if (end === close + 1 && plain && known.length < 8) known.push({ ...last, text: data.slice(quote, end) });
    return end;
  };

  const readTag = (data: string, from: number): number => {
    const { length } = data;
    let at = from + 1;
    while (at < length) {
      const code = data.charCodeAt(at);
      if (code === GREATER || code === SLASH || isSpace(code)) break;
      at++;
    }
    if (at >= length) return -1;
    const name = data.slice(from + 1, at);
    let attributes: Record<string, string> | null = null;
    for (;;) {
      const before = at;
      while (at < length && isSpace(data.charCodeAt(at))) at++;
      if (at >= length) return -1;
      const code = data.charCodeAt(at);
      if (code === GREATER) {
        last = { name: nameOf(name), attributes: attributes ?? NOTHING, empty: false };
        open(last.name, last.attributes, false);
        return at + 1;
      }
      if (code === SLASH) {
        if (at + 1 >= length) return -1;
        if (data.charCodeAt(at + 1) !== GREATER) throw faults.malformed();
        last = { name: nameOf(name), attributes: attributes ?? NOTHING, empty: true };
        open(last.name, last.attributes, true);
        return at + 2;
      }
      if (at === before) throw faults.malformed();
      const nameFrom = at;
      while (at < length && data.charCodeAt(at) !== EQUALS && !isSpace(data.charCodeAt(at))) at++;
      const key = data.slice(nameFrom, at);
      while (at < length && isSpace(data.charCodeAt(at))) at++;
      if (at >= length) return -1;
      if (data.charCodeAt(at) !== EQUALS) throw faults.malformed();
      at++;
      while (at < length && isSpace(data.charCodeAt(at))) at++;
      if (at >= length) return -1;
      const quote = data.charCodeAt(at);
      if (quote !== QUOTE && quote !== APOSTROPHE) throw faults.malformed();
      const close = data.indexOf(quote === QUOTE ? '"' : "'", at + 1);
      if (close < 0) return -1;
      const value = data.slice(at + 1, close);
      if (value.includes('<')) throw faults.malformed();
      attributes ??= {};
      if (Object.hasOwn(attributes, key)) throw faults.malformed();
      nameOf(key);
      // Such a key would not become a property of its own.
      if (key !== '__proto__') attributes[key] = attributeText(value);
      at = close + 1;
    }
  };

  const attributeText = (value: string): string =>
    decoded(/[\t\n\r]/.test(value) ? value.replace(/\r\n|[\t\n\r]/g, ' ') : value);

  const endTag = (data: string, from: number): number => {
    const close = data.indexOf('>', from);
    if (close < 0) return -1;
    const top = stack.pop();
    if (!top) throw faults.malformed();
    const { full } = top;
    const exact = close - from - 2 === full.length && data.startsWith(full, from + 2);
    const name = exact ? full : data.slice(from + 2, close);
    if (!exact && name.replace(/[ \t\r\n]+$/, '') !== full) throw faults.malformed();
    events.close?.(top.local);
    return close + 1;
  };

  const declaration = (data: string, from: number): number => {
    if (data.startsWith('<!--', from)) {
      const close = data.indexOf('--', from + 4);
      if (close < 0 || close + 2 >= data.length) return -1;
      if (data.charCodeAt(close + 2) !== GREATER) throw faults.malformed();
      return close + 3;
    }
    if (data.startsWith('<![CDATA[', from)) {
      const close = data.indexOf(']]>', from + 9);
      if (close < 0) return -1;
      if (stack.length === 0) throw faults.malformed();
      const text = data.slice(from + 9, close);
      if (text !== '') events.text?.(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);
      return close + 3;
    }
    if (
      data.length - from < 9 &&
      ['<!--', '<![CDATA[', '<!DOCTYPE'].some((word) => word.startsWith(data.slice(from)))
    ) {
      return -1;
    }
    throw data.startsWith('<!DOCTYPE', from) ? faults.doctype() : faults.malformed();
  };

  const instruction = (data: string, from: number, first: boolean): number => {
    const close = data.indexOf('?>', from + 2);
    if (close < 0) return -1;
    const content = data.slice(from + 2, close);
    const target = /^[^\s?]*/.exec(content)![0];
    if (/^xml$/i.test(target) ? !first || !DECLARATION.test(content) : !NAME.test(target)) {
      throw faults.malformed();
    }
    return close + 2;
  };

  const markup = (data: string, at: number, first: boolean): number => {
    if (at + 1 >= data.length) return -1;
    switch (data.charCodeAt(at + 1)) {
      case SLASH:
        return endTag(data, at);
      case BANG:
        return declaration(data, at);
      case QUESTION:
        return instruction(data, at, first);
      default:
        return startTag(data, at);
    }
  };

  return {
    write(text) {
      if (FORBIDDEN.test(text)) throw faults.malformed();
      const data = rest === '' ? text : rest + text;
      let at = 0;
      for (;;) {
        const next = data.indexOf('<', at);
        if (next < 0) {
          const held = heldFrom(data, at);
          if (held > at) atStart = false;
          emit(data.slice(at, held));
          rest = data.slice(held);
          break;
        }
        if (next > at) {
          emit(data.slice(at, next));
          atStart = false;
        }
        const end = markup(data, next, atStart);
        if (end < 0) {
          rest = data.slice(next);
          break;
        }
        at = end;
        atStart = false;
      }
    },
    end() {
      if (rest.includes('<')) throw faults.malformed();
      emit(rest);
      if (!rooted || stack.length > 0) throw faults.malformed();
    },
  };
}
