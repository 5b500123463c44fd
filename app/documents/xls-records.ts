/**
 * Whether the records of an .xls or .et file (BIFF5, BIFF8) are whole. The parser of these files steps over what it does
 * not understand, so that a file damaged in the middle would lose rows without a word.
 */
import { CFB, type WorkBook } from '@e965/xlsx';

const EOF = 0x0a;
const BOF = 0x809;
const BOUND_SHEET = 0x85;
const LABEL_SST = 0xfd;
/** Longest record, [MS-XLS] 2.1.4. */
const LONGEST_RECORD = 8224;

interface Container {
  readonly FileIndex: readonly { readonly name: string; readonly content?: Uint8Array | readonly number[] }[];
}

/** Each substream from its beginning to its end, each shared text, each reference to one. */
export function recordsAreWhole(bytes: Uint8Array, book: WorkBook): boolean {
  const stream = workbookStream(bytes);
  if (!stream) return false;
  const texts = sharedTexts(book);
  if (texts === null) return false;
  const sheets: number[] = [];
  const whole = walk(stream, 0, (type, at, length) => {
    if (type !== BOUND_SHEET || length < 4) return true;
    sheets.push(stream.readUInt32LE(at));
    return true;
  });
  // A sheet's cells may only speak of texts that there are.
  const known = (type: number, at: number, length: number): boolean =>
    type !== LABEL_SST || (length >= 10 && stream.readUInt32LE(at + 6) < texts);
  return whole && sheets.length > 0 && sheets.every((at) => walk(stream, at, known));
}

function workbookStream(bytes: Uint8Array): Buffer | null {
  const container = (CFB as { read(data: Uint8Array, options: { type: 'buffer' }): Container }).read(bytes, {
    type: 'buffer',
  });
  const named = (name: string) => container.FileIndex.find((one) => one.name.toLowerCase() === name);
  const content = (named('workbook') ?? named('book'))?.content;
  return content ? Buffer.from(content as Uint8Array) : null;
}

/** Number of shared texts; null where some are missing. A writer keeps each text once, so the empty one too. */
function sharedTexts(book: WorkBook): number | null {
  const texts = (book as { Strings?: readonly { readonly t?: string }[] & { readonly Unique?: number } })
    .Strings;
  if (!texts) return 0;
  if (texts.length < (texts.Unique ?? 0)) return null;
  return texts.filter(({ t }) => t === undefined || t === '').length > 1 ? null : texts.length;
}

/** Goes through a substream from its BOF to its EOF, charts within it included; false where it is not sound. */
function walk(
  stream: Buffer,
  from: number,
  look: (type: number, at: number, length: number) => boolean,
): boolean {
  let depth = 0;
  for (let at = from; at + 4 <= stream.length;) {
    const type = stream.readUInt16LE(at);
    const length = stream.readUInt16LE(at + 2);
    // No record of these versions has the number 0: it is what a lost part of a disk reads as.
    if (type === 0 || length > LONGEST_RECORD || at + 4 + length > stream.length) return false;
    if (type === BOF) depth++;
    else if (depth === 0) return false;
    if (type === EOF && --depth === 0) return true;
    if (depth === 1 && !look(type, at + 4, length)) return false;
    at += 4 + length;
  }
  return false;
}
