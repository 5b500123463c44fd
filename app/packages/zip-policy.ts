/**
 * The ZIP policy: which ZIP files are taken for packages at all. It closes the gaps through which two unzippers see two
 * different contents: names in two places, hidden or overlapping members, links, encryption, oversized members.
 */
import type { Entry } from 'yauzl';
import { utf8Text } from './bytes';
import { clashOf, nameFault } from './member-names';

export const ZIP_LIMITS = {
  /** Bytes of the file. The 32-bit form of the format ends at 4 GiB. */
  packageBytes: 2 ** 31,
  /** Bytes of all members together once unpacked. */
  unpackedBytes: 2 ** 32 - 1,
  members: 20_000,
  /** Bytes of the fields beside a name, in either place: times and owners take some dozens, a second spelling of the name as much as the name. */
  extraBytes: 1200,
} as const;

/** General purpose bits that may be set: compression level (1, 2), sizes after the data (3), UTF-8 names (11). */
const ALLOWED_FLAGS = 0b1000_0000_1110;
const FLAG_SIZES_AFTER = 0b1000;
const UNICODE_PATH = 0x7075;
const ZIP64 = 0x0001;

export interface ZipMember {
  /** In NFC; directories end with `/`. */
  readonly name: string;
  /** Bytes, unpacked and packed. */
  readonly size: number;
  readonly packedSize: number;
  readonly stored: boolean;
  readonly isDirectory: boolean;
  readonly sizesAfterData: boolean;
  readonly localHeaderAt: number;
  readonly entry: Entry;
}

/** Raised while a ZIP is read; `found` is half a sentence in Chinese. */
export class ZipPolicyError extends Error {
  readonly found: string;
  constructor(found: string) {
    super(found);
    this.name = 'ZipPolicyError';
    this.found = found;
  }
}

/** One row of the central directory. `rawName` are its bytes. */
export function memberOf(entry: Entry, rawName: Uint8Array): ZipMember {
  const name = utf8Text(rawName);
  if (name === null) throw new ZipPolicyError('包内有文件名不是 UTF-8 编码');
  const refuse = (found: string): never => {
    throw new ZipPolicyError(`包内文件“${printable(name)}”${found}`);
  };
  const fault = nameFault(name);
  if (fault !== null) refuse(fault);
  const flags = entry.generalPurposeBitFlag;
  if ((flags & 0x2041) !== 0) refuse('已加密');
  if ((flags & ~ALLOWED_FLAGS) !== 0) refuse('使用了不支持的压缩选项');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) refuse('使用了不支持的压缩方法');
  // They are held in memory before anything is known of who wrote them.
  if (entry.extraFieldLength > ZIP_LIMITS.extraBytes || entry.fileCommentLength > ZIP_LIMITS.extraBytes)
    refuse('带有过长的附加信息');
  const extraFault = extraFieldsFault(entry.extraFields, rawName);
  if (extraFault !== null) refuse(extraFault);
  const isDirectory = name.endsWith('/');
  const kind = (entry.externalFileAttributes >>> 28) & 0xf;
  if (kind !== 0 && kind !== (isDirectory ? 4 : 8)) refuse('是链接或特殊文件');
  if (!isDirectory && (entry.externalFileAttributes & 0x18) !== 0) refuse('是链接或特殊文件');
  if (isDirectory && (entry.uncompressedSize !== 0 || entry.compressedSize > 2)) refuse('是带有内容的目录');
  return {
    name,
    size: entry.uncompressedSize,
    packedSize: entry.compressedSize,
    stored: entry.compressionMethod === 0,
    isDirectory,
    sizesAfterData: (flags & FLAG_SIZES_AFTER) !== 0,
    localHeaderAt: entry.relativeOffsetOfLocalHeader,
    entry,
  };
}

/** What is wrong with the fields beside a name, in Chinese, or null. */
export function extraFieldsFault(
  fields: readonly { readonly id: number; readonly data: Uint8Array }[],
  rawName: Uint8Array,
): string | null {
  for (const { id, data } of fields) {
    if (id === ZIP64) return '使用了不支持的 ZIP64 格式';
    // A second name in an extra field must not say anything else.
    if (id === UNICODE_PATH && !Buffer.from(rawName).equals(data.subarray(5))) return '带有两个不同的名称';
  }
  return null;
}

/** The members together: number, sizes, clashes, and directories that hold nothing. */
export function checkMembers(members: readonly ZipMember[]): void {
  if (members.length > ZIP_LIMITS.members) throw new ZipPolicyError(`包内文件超过${ZIP_LIMITS.members}个`);
  const total = members.reduce((sum, member) => sum + member.size, 0);
  if (total > ZIP_LIMITS.unpackedBytes) throw new ZipPolicyError('包内文件解压后过大');
  const clash = clashOf(members.map((member) => member.name));
  if (clash !== null) throw new ZipPolicyError(`包内文件“${printable(clash)}”重名`);
  const files = members.filter((member) => !member.isDirectory);
  const parents = new Set(
    files.flatMap(({ name }) => [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index + 1))),
  );
  const idle = members.find((member) => member.isDirectory && !parents.has(member.name));
  if (idle) throw new ZipPolicyError(`包内有空目录“${printable(idle.name)}”`);
}

/** A name from outside, safe to print in a sentence. */
export function printable(name: string): string {
  const clean = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '□');
  return clean.length > 80 ? `${clean.slice(0, 80)}…` : clean;
}
