/**
 * A file in parts, for media smaller than the file: `NAME.001`, `NAME.002`… and beside them the list `NAME.parts.json`
 * with the size and SM3 of each part and of the whole. The list proves nothing about where the file comes from: what is
 * joined is judged like any package.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { FailureError } from '#app/contract/failure';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex, sm3Stream } from '#app/digest/sm3';
import { toHex, utf8Text } from './bytes';
import { isUnambiguousJson } from './json-members';
import { nameFault } from './member-names';
import { ZIP_LIMITS } from './zip-policy';
import { fileFailure } from './zip-reader';
import { writeThroughTemporary } from './zip-writer';

export const PARTS_FORMAT = 'zwml-parts/1';
/** Three digits in the names. */
export const MOST_PARTS = 999;
export const SMALLEST_PART = 4096;

const LIST_ENDING = '.parts.json';
const PART_NAME = /\.(?:zwmlx?|zwmlr|zip)\.\d{3}$/i;
const LARGEST_LIST = 2 ** 20;

const sm3Text = z.string().regex(/^[0-9a-f]{64}$/);
const partsListSchema = z.object({
  format: z.literal(PARTS_FORMAT),
  /** Name of the whole file. */
  file: z.string().min(1),
  size: z.int().positive().max(ZIP_LIMITS.packageBytes),
  sm3: sm3Text,
  /** In their order. */
  parts: z
    .array(z.object({ file: z.string(), size: z.int().positive(), sm3: sm3Text }))
    .min(1)
    .max(MOST_PARTS),
});
export type PartsList = z.infer<typeof partsListSchema>;

const partName = (file: string, index: number): string => `${file}.${String(index + 1).padStart(3, '0')}`;

export const partsListName = (file: string): string => `${file}${LIST_ENDING}`;

/** True for a list of parts and for a part: what has to be joined before it can be read. */
export const isInParts = (file: string): boolean => file.endsWith(LIST_ENDING) || PART_NAME.test(file);

export interface SplitFile {
  readonly list: PartsList;
  readonly listBytes: Uint8Array;
  readonly parts: readonly { readonly name: string; readonly content: Uint8Array }[];
}

/** Cuts `content`. Throws `invalid-input` when the parts would be too small or too many. */
export function splitFile(file: string, content: Uint8Array, partBytes: number): SplitFile {
  const count = Math.ceil(content.length / partBytes);
  if (partBytes < SMALLEST_PART || count > MOST_PARTS) {
    throw new FailureError('invalid-input', {
      field: '分卷大小',
      reason: `分卷须不小于4 KB，且不超过${MOST_PARTS}卷`,
    });
  }
  const parts = Array.from({ length: count }, (_, index) => ({
    name: partName(file, index),
    content: content.subarray(index * partBytes, (index + 1) * partBytes),
  }));
  const list: PartsList = {
    format: PARTS_FORMAT,
    file,
    size: content.length,
    sm3: sm3Hex(content),
    parts: parts.map((part) => ({
      file: part.name,
      size: part.content.length,
      sm3: sm3Hex(part.content),
    })),
  };
  return { list, listBytes: new TextEncoder().encode(canonicalJson(list)), parts };
}

/**
 * Hands `use` the whole file: `file` itself, or, where it is a list or a part, what the parts make up, in a temporary
 * folder that is gone afterwards. Failures: `file-not-found`, `package-unreadable` (`details.reason` `not-a-list`),
 * `part-missing` and `part-damaged` with `details.part`, its name.
 */
export async function withWholeFile<T>(file: string, use: (whole: string) => Promise<T>): Promise<T> {
  if (!isInParts(file)) return use(file);
  const folder = await mkdtemp(join(tmpdir(), 'mulu-parts-'));
  try {
    return await use(await joinParts(listBeside(file), folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function listBeside(file: string): string {
  return file.endsWith(LIST_ENDING) ? file : `${file.slice(0, -'.001'.length)}${LIST_ENDING}`;
}

async function joinParts(listFile: string, folder: string): Promise<string> {
  const list = await readList(listFile);
  const source = dirname(listFile);
  // All are looked for first: who lacks the ninth disc need not wait for the first eight.
  for (const [index, { file }] of list.parts.entries()) {
    const found = await stat(join(source, file)).catch(() => null);
    if (!found?.isFile()) {
      throw new FailureError('part-missing', { part: file, number: index + 1, of: list.parts.length });
    }
  }
  const out = join(folder, list.file);
  await writeThroughTemporary(out, joined(list, source), 0o600);
  return out;
}

async function* joined(list: PartsList, source: string): AsyncIterable<Uint8Array> {
  const whole = sm3Stream();
  for (const [index, { file, size, sm3 }] of list.parts.entries()) {
    const damaged = new FailureError('part-damaged', {
      part: file,
      number: index + 1,
      of: list.parts.length,
    });
    const hash = sm3Stream();
    let read = 0;
    try {
      for await (const chunk of createReadStream(join(source, file), { highWaterMark: 2 ** 20 })) {
        const bytes = chunk as Uint8Array;
        read += bytes.length;
        if (read > size) throw damaged;
        hash.update(bytes);
        whole.update(bytes);
        yield bytes;
      }
    } catch (error) {
      throw error instanceof FailureError ? error : fileFailure(error, file);
    }
    if (read !== size || toHex(hash.digest()) !== sm3) throw damaged;
  }
  if (toHex(whole.digest()) !== list.sm3) throw notAList(partsListName(list.file));
}

const notAList = (file: string): FailureError =>
  new FailureError('package-unreadable', { file, reason: '分卷清单不完整或不是本程序的分卷清单' });

async function readList(file: string): Promise<PartsList> {
  const status = await stat(file).catch((error: unknown) => {
    throw fileFailure(error, file);
  });
  if (status.isDirectory()) throw new FailureError('file-is-directory', { file });
  if (!status.isFile()) throw new FailureError('file-unreadable', { file });
  if (status.size > LARGEST_LIST) throw notAList(file);
  const text = utf8Text(
    await readFile(file).catch((error: unknown) => {
      throw fileFailure(error, file);
    }),
  );
  const list = partsListSchema.safeParse(parsed(text)).data;
  if (!list) throw notAList(file);
  // Names follow from the name of the whole, so that a list from outside leads to no other file of the disk.
  const plain = !list.file.includes('/') && nameFault(list.file) === null;
  const named = list.parts.every((part, index) => part.file === partName(list.file, index));
  const sized = list.parts.reduce((sum, part) => sum + part.size, 0) === list.size;
  const own = basename(file) === partsListName(list.file);
  if (!plain || !named || !sized || !own) throw notAList(file);
  return list;
}

function parsed(text: string | null): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isUnambiguousJson(text!) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
