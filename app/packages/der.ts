/**
 * Distinguished encoding rules (X.690) for the few structures this folder reads and writes. The reader is strict:
 * definite minimal lengths, minimal integers, no trailing bytes; anything else is a `DerError`.
 */
import { concat, fromHex, toBigInt, toHex, utf8Text } from './bytes';

export class DerError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'DerError';
  }
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  teletex: 0x14,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmp: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Tag of a constructed context-specific element, `[n]`. */
export const contextTag = (n: number): number => 0xa0 | n;
/** Tag of a primitive context-specific element, `[n] IMPLICIT`. */
export const contextPrimitiveTag = (n: number): number => 0x80 | n;

export interface DerNode {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content as received. */
  readonly bytes: Uint8Array;
}

/** Walks the members of a constructed element. */
export interface DerCursor {
  /** The next member; `DerError` when there is none or it has another tag. */
  next(tag?: number): DerNode;
  /** The next member when it has this tag, else null. */
  optional(tag: number): DerNode | null;
  readonly done: boolean;
  /** `DerError` when members are left. */
  end(): void;
}

// Far above what certificates and keys need: arithmetic on longer ones would let a small file keep the program busy.
const MAX_INTEGER_BYTES = 1024;
const MAX_OID_BYTES = 64;
const MAX_TIME_BYTES = 32;

/** Exactly one element that fills the bytes. */
export function readDer(bytes: Uint8Array): DerNode {
  const node = readNode(bytes, 0);
  if (node.bytes.length !== bytes.length) throw new DerError('trailing bytes');
  return node;
}

/** The first element, and how many bytes follow it. */
export function readDerPrefix(bytes: Uint8Array): { node: DerNode; left: number } {
  const node = readNode(bytes, 0);
  return { node, left: bytes.length - node.bytes.length };
}

function readNode(bytes: Uint8Array, at: number): DerNode {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new DerError('truncated');
  if ((tag & 0x1f) === 0x1f) throw new DerError('long tags are not used here');
  let length = first;
  let start = at + 2;
  if (first >= 0x80) {
    const size = first & 0x7f;
    if (size === 0 || size > 4) throw new DerError('unsupported length');
    length = 0;
    for (let i = 0; i < size; i++) {
      const byte = bytes[start++];
      if (byte === undefined) throw new DerError('truncated');
      length = length * 256 + byte;
    }
    const minimal = size === 1 ? length >= 0x80 : length >= 256 ** (size - 1);
    if (!minimal) throw new DerError('the length is not minimal');
  }
  if (start + length > bytes.length) throw new DerError('truncated');
  return { tag, content: bytes.subarray(start, start + length), bytes: bytes.subarray(at, start + length) };
}

/** The members of a SEQUENCE, or of whatever `tag` names. */
export function readSequence(node: DerNode, tag: number = TAG.sequence): DerCursor {
  expectTag(node, tag);
  const bytes = node.content;
  let at = 0;
  const take = (): DerNode => {
    const member = readNode(bytes, at);
    at += member.bytes.length;
    return member;
  };
  return {
    next(wanted) {
      const member = take();
      if (wanted !== undefined) expectTag(member, wanted);
      return member;
    },
    optional(wanted) {
      return at < bytes.length && bytes[at] === wanted ? take() : null;
    },
    get done() {
      return at >= bytes.length;
    },
    end() {
      if (at < bytes.length) throw new DerError('unexpected members');
    },
  };
}

/** All members of a constructed element. */
export function readMembers(node: DerNode, tag: number = TAG.sequence): DerNode[] {
  const cursor = readSequence(node, tag);
  const members: DerNode[] = [];
  while (!cursor.done) members.push(cursor.next());
  return members;
}

export function expectTag(node: DerNode, tag: number): DerNode {
  if (node.tag !== tag) throw new DerError(`tag ${node.tag} where ${tag} was expected`);
  return node;
}

/** The one element inside an explicit tag. */
export function readExplicit(node: DerNode): DerNode {
  return readDer(node.content);
}

/** Signed, of any size. */
export function readInteger(node: DerNode, tag: number = TAG.integer): bigint {
  expectTag(node, tag);
  const [first, second] = node.content;
  if (first === undefined) throw new DerError('an integer without bytes');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new DerError('the integer is not minimal');
  }
  if (node.content.length > MAX_INTEGER_BYTES) throw new DerError('the integer is too long');
  const value = toBigInt(node.content);
  return first >= 0x80 ? value - (1n << BigInt(8 * node.content.length)) : value;
}

/** An integer between 0 and `max`. */
export function readSmallInteger(node: DerNode, max: number, tag: number = TAG.integer): number {
  const value = readInteger(node, tag);
  if (value < 0n || value > BigInt(max)) throw new DerError('the integer is out of range');
  return Number(value);
}

export function readBoolean(node: DerNode, tag: number = TAG.boolean): boolean {
  expectTag(node, tag);
  const value = node.content[0];
  if (node.content.length !== 1 || (value !== 0 && value !== 0xff)) throw new DerError('not a boolean');
  return value === 0xff;
}

/** Dotted form. */
export function readOid(node: DerNode): string {
  expectTag(node, TAG.oid);
  if (node.content.length > MAX_OID_BYTES) throw new DerError('the object identifier is too long');
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const byte of node.content) {
    if (fresh && byte === 0x80) throw new DerError('the object identifier is not minimal');
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [first] = arcs;
  if (first === undefined || !fresh) throw new DerError('the object identifier is cut short');
  const top = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [top, first - top * 40n, ...arcs.slice(1)].join('.');
}

export function readOctets(node: DerNode, tag: number = TAG.octets): Uint8Array {
  return expectTag(node, tag).content;
}

/** Bytes of a bit string without unused bits. */
export function readBitString(node: DerNode): Uint8Array {
  expectTag(node, TAG.bitString);
  if (node.content[0] !== 0) throw new DerError('unused bits where whole bytes were expected');
  return node.content.subarray(1);
}

/** Named bits (DER: no trailing zero bits): true at index n when bit n is set. */
export function readNamedBits(node: DerNode): boolean[] {
  expectTag(node, TAG.bitString);
  const unused = node.content[0];
  const bytes = node.content.subarray(1);
  if (unused === undefined || unused > 7 || (bytes.length === 0 && unused > 0))
    throw new DerError('bad bit string');
  const last = bytes.at(-1);
  if (last !== undefined && ((last >> unused) & 1) === 0) throw new DerError('the bit string is not minimal');
  if (last !== undefined && (last & ((1 << unused) - 1)) !== 0)
    throw new DerError('unused bits are not zero');
  return [...bytes].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ((byte >> bit) & 1) === 1));
}

/** UTCTime or GeneralizedTime in the forms that RFC 5280 §4.1.2.5 allows: to the second, in UTC. */
export function readTime(node: DerNode): Date {
  if (node.content.length > MAX_TIME_BYTES) throw new DerError('not a time');
  const text = String.fromCharCode(...node.content);
  const utc = node.tag === TAG.utcTime;
  if (!utc && node.tag !== TAG.generalizedTime) throw new DerError('not a time');
  const match = (
    utc ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/
  ).exec(text);
  if (!match) throw new DerError('not a time');
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fullYear = utc ? year + (year < 50 ? 2000 : 1900) : year;
  const time = new Date(0);
  time.setUTCFullYear(fullYear, month - 1, day);
  time.setUTCHours(hour, minute, second);
  const same = time.getUTCMonth() === month - 1 && time.getUTCDate() === day && time.getUTCHours() === hour;
  if (!same || minute > 59 || second > 59) throw new DerError('not a time');
  return time;
}

/** Any of the directory string types. */
export function readText(node: DerNode): string {
  switch (node.tag) {
    case TAG.utf8: {
      const text = utf8Text(node.content);
      if (text === null) throw new DerError('text is not UTF-8');
      return text;
    }
    case TAG.printable:
    case TAG.ia5:
      if (node.content.some((byte) => byte > 0x7f)) throw new DerError('text is not ASCII');
      return Buffer.from(node.content).toString('latin1');
    case TAG.teletex:
      return Buffer.from(node.content).toString('latin1');
    case TAG.bmp:
      if (node.content.length % 2 !== 0) throw new DerError('text is cut short');
      return new TextDecoder('utf-16be').decode(node.content);
    default:
      throw new DerError('not a text');
  }
}

export function derNode(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const body = concat(...content);
  const size = body.length;
  if (size < 0x80) return concat(Uint8Array.of(tag, size), body);
  let hex = size.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  return concat(Uint8Array.of(tag, 0x80 | (hex.length / 2)), fromHex(hex), body);
}

export const derSequence = (...members: readonly Uint8Array[]): Uint8Array =>
  derNode(TAG.sequence, ...members);
export const derOctets = (bytes: Uint8Array): Uint8Array => derNode(TAG.octets, bytes);
export const derNull = (): Uint8Array => derNode(TAG.null);
export const derBits = (bytes: Uint8Array): Uint8Array => derNode(TAG.bitString, Uint8Array.of(0), bytes);
export const derText = (text: string): Uint8Array => derNode(TAG.utf8, new TextEncoder().encode(text));

/** A set; DER orders its members by their encoding. */
export function derSet(...members: readonly Uint8Array[]): Uint8Array {
  const ordered = [...members].sort((a, b) => (toHex(a) < toHex(b) ? -1 : 1));
  return derNode(TAG.set, ...ordered);
}

/** A number that is not negative. */
export function derInteger(value: bigint | number): Uint8Array {
  let hex = BigInt(value).toString(16);
  if (hex.startsWith('-')) throw new RangeError('negative numbers are not written here');
  if (hex.length % 2 === 1) hex = `0${hex}`;
  if (Number.parseInt(hex.slice(0, 2), 16) >= 0x80) hex = `00${hex}`;
  return derNode(TAG.integer, fromHex(hex));
}

export function derOid(dotted: string): Uint8Array {
  const [first, second, ...rest] = dotted.split('.').map(BigInt);
  if (first === undefined || second === undefined) throw new TypeError('not an object identifier');
  const base128 = (value: bigint): number[] => {
    const digits = [Number(value & 0x7fn)];
    for (let left = value >> 7n; left > 0n; left >>= 7n) digits.unshift(Number(left & 0x7fn) | 0x80);
    return digits;
  };
  return derNode(TAG.oid, Uint8Array.from([first * 40n + second, ...rest].flatMap(base128)));
}
