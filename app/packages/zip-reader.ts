/** Reads a ZIP file under the ZIP policy. Nothing is ever written under a name that the file gives. */
import { close, fstat, open, read } from 'node:fs';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { fromFd, type Entry, type ZipFile } from 'yauzl';
import { FailureError } from '#app/contract/failure';
import { concat } from './bytes';
import {
  checkMembers,
  extraFieldsFault,
  memberOf,
  ZIP_LIMITS,
  ZipPolicyError,
  type ZipMember,
} from './zip-policy';

export interface OpenZip {
  readonly members: ReadonlyMap<string, ZipMember>;
  /** Unpacked bytes, streamed; throws `ZipPolicyError` when they are damaged or of another size than declared. */
  stream(member: ZipMember): AsyncIterable<Uint8Array>;
  /** A whole member of at most `limit` bytes. */
  bytes(member: ZipMember, limit: number): Promise<Uint8Array>;
}

const openFile = promisify(open);
const closeFile = promisify(close);
const fileStatus = promisify(fstat);
const readFile = promisify(read);

const END_SIGNATURE = 0x06054b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const LOCAL_BYTES = 30;

/** Opens `file`, lets `use` read it and closes it; throws as `openZipFile` does. */
export async function withZip<T>(file: string, use: (zip: OpenZip) => Promise<T>): Promise<T> {
  const zip = await openZipFile(file);
  try {
    return await use(zip);
  } finally {
    await zip.close();
  }
}

/**
 * Throws `FailureError` when there is no readable ZIP (`file-not-found`, `file-is-directory`, `file-unreadable`,
 * `package-unreadable`), and `ZipPolicyError` when there is one that the policy refuses.
 */
export async function openZipFile(file: string): Promise<OpenZip & { close(): Promise<void> }> {
  const fd = await openFile(file, 'r').catch((error: unknown) => {
    throw fileFailure(error, file);
  });
  try {
    const status = await fileStatus(fd);
    if (status.isDirectory()) throw new FailureError('file-is-directory', { file });
    if (!status.isFile()) throw new FailureError('file-unreadable', { file });
    if (status.size === 0) throw new FailureError('package-unreadable', { file, reason: 'empty' });
    if (status.size > ZIP_LIMITS.packageBytes) throw new ZipPolicyError('文件过大');
    const zip = await openZip(fd, file);
    const members = await readDirectory(zip);
    await checkLayout(fd, status.size, members, zip.comment.length);
    checkMembers(members);
    return {
      members: new Map(members.map((member) => [member.name, member])),
      stream: (member) => streamMember(zip, member),
      bytes: (member, limit) => memberBytes(zip, member, limit),
      close: () => closeFile(fd),
    };
  } catch (error) {
    await closeFile(fd);
    throw error;
  }
}

/** The failure for an error of the file system on reading. */
export function fileFailure(error: unknown, file: string): FailureError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FailureError('file-not-found', { file });
  if (code === 'EISDIR') return new FailureError('file-is-directory', { file });
  return new FailureError('file-unreadable', { file, reason: code ?? String(error) });
}

function openZip(fd: number, file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true };
    fromFd(fd, options, (error, zip) => {
      if (!error) resolve(zip);
      // Bytes after the end record: a ZIP, but one that another reader may see otherwise.
      else if (/^Invalid comment length/.test(error.message))
        reject(new ZipPolicyError('文件末尾有多余内容'));
      else if (/^multi-disk/.test(error.message)) reject(new ZipPolicyError('文件是分卷压缩包'));
      else reject(new FailureError('package-unreadable', { file, reason: 'not-a-zip' }));
    });
  });
}

function readDirectory(zip: ZipFile): Promise<ZipMember[]> {
  return new Promise((resolve, reject) => {
    const members: ZipMember[] = [];
    zip.on('error', () => reject(new ZipPolicyError('文件目录损坏')));
    zip.on('end', () => resolve(members));
    zip.on('entry', (entry: Entry) => {
      try {
        if (members.length >= ZIP_LIMITS.members)
          throw new ZipPolicyError(`包内文件超过${ZIP_LIMITS.members}个`);
        // With decodeStrings off the name stays as bytes, whatever its declared type says.
        members.push(memberOf(entry, entry.fileName as unknown as Uint8Array));
        zip.readEntry();
      } catch (error) {
        reject(error as Error);
      }
    });
    zip.readEntry();
  });
}

/**
 * The members follow each other from the first byte without gaps or overlaps, the directory follows them, the end
 * record follows the directory; and every member's local header says the same as the directory.
 */
async function checkLayout(
  fd: number,
  fileSize: number,
  members: readonly ZipMember[],
  commentBytes: number,
): Promise<void> {
  if (commentBytes > 0) throw new ZipPolicyError('文件末尾有多余内容');
  const endAt = fileSize - END_BYTES;
  const end = await readAt(fd, endAt, END_BYTES);
  const directoryBytes = end.readUInt32LE(12);
  const directoryAt = end.readUInt32LE(16);
  const plain =
    end.readUInt32LE(0) === END_SIGNATURE &&
    end.readUInt32LE(4) === 0 &&
    end.readUInt16LE(8) === members.length &&
    end.readUInt16LE(10) === members.length &&
    directoryAt + directoryBytes === endAt;
  const rows = members.reduce((sum, { entry }) => sum + 46 + rowBytes(entry), 0);
  if (!plain || rows !== directoryBytes) throw new ZipPolicyError('文件目录与内容不一致');

  let at = 0;
  for (const member of [...members].sort((a, b) => a.localHeaderAt - b.localHeaderAt)) {
    if (member.localHeaderAt !== at) throw new ZipPolicyError('包内文件之间有夹带或重叠');
    const dataAt = await checkLocalHeader(fd, member);
    at = dataAt + member.packedSize;
    if (member.sizesAfterData) at += await descriptorBytes(fd, at, member);
  }
  if (at !== directoryAt) throw new ZipPolicyError('包内文件之间有夹带或重叠');
}

const rowBytes = (entry: Entry): number =>
  entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;

/** Where the data starts. */
async function checkLocalHeader(fd: number, member: ZipMember): Promise<number> {
  const { entry } = member;
  const header = await readAt(fd, member.localHeaderAt, LOCAL_BYTES);
  const nameBytes = header.readUInt16LE(26);
  const name = await readAt(fd, member.localHeaderAt + LOCAL_BYTES, nameBytes);
  const sizesKnown = !member.sizesAfterData;
  const same =
    header.readUInt32LE(0) === LOCAL_SIGNATURE &&
    header.readUInt16LE(8) === entry.compressionMethod &&
    ((header.readUInt16LE(6) ^ entry.generalPurposeBitFlag) & ~0x0806) === 0 &&
    (!sizesKnown || header.readUInt32LE(14) === entry.crc32) &&
    (!sizesKnown || header.readUInt32LE(18) === entry.compressedSize) &&
    (!sizesKnown || header.readUInt32LE(22) === entry.uncompressedSize) &&
    name.equals(entry.fileName as unknown as Buffer);
  const extraAt = member.localHeaderAt + LOCAL_BYTES + nameBytes;
  const extraBytes = header.readUInt16LE(28);
  if (!same || extraBytes > ZIP_LIMITS.extraBytes) throw new ZipPolicyError('文件目录与内容不一致');
  // A program that unpacks while it reads takes names and sizes from here.
  const fault = extraFieldsFault(extraFields(await readAt(fd, extraAt, extraBytes)), name);
  if (fault !== null) throw new ZipPolicyError(`包内文件“${member.name}”${fault}`);
  return extraAt + extraBytes;
}

/** Fields of the form id, size, data; what is left over at the end says nothing. */
function extraFields(bytes: Buffer): { id: number; data: Uint8Array }[] {
  const fields: { id: number; data: Uint8Array }[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + bytes.readUInt16LE(at + 2);
    if (end > bytes.length) break;
    fields.push({ id: bytes.readUInt16LE(at), data: bytes.subarray(at + 4, end) });
    at = end;
  }
  return fields;
}

// Sizes written after the data stand there with or without a signature of their own.
async function descriptorBytes(fd: number, at: number, { entry }: ZipMember): Promise<number> {
  const bytes = await readAt(fd, at, 16);
  const start = bytes.readUInt32LE(0) === 0x08074b50 && bytes.readUInt32LE(4) === entry.crc32 ? 4 : 0;
  const same =
    bytes.readUInt32LE(start) === entry.crc32 &&
    bytes.readUInt32LE(start + 4) === entry.compressedSize &&
    bytes.readUInt32LE(start + 8) === entry.uncompressedSize;
  if (!same) throw new ZipPolicyError('文件目录与内容不一致');
  return start + 12;
}

async function readAt(fd: number, at: number, size: number): Promise<Buffer> {
  if (at < 0) throw new ZipPolicyError('文件目录与内容不一致');
  const buffer = Buffer.alloc(size);
  const { bytesRead } = size === 0 ? { bytesRead: 0 } : await readFile(fd, buffer, 0, size, at);
  if (bytesRead !== size) throw new ZipPolicyError('文件目录与内容不一致');
  return buffer;
}

async function* streamMember(zip: ZipFile, member: ZipMember): AsyncIterable<Uint8Array> {
  const damaged = (): ZipPolicyError =>
    new ZipPolicyError(`包内文件“${member.name}”无法解压或大小与目录不符`);
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(member.entry, (error, opened) => (error ? reject(damaged()) : resolve(opened)));
  });
  let size = 0;
  try {
    for await (const part of stream) {
      size += (part as Uint8Array).length;
      yield part as Uint8Array;
    }
  } catch {
    throw damaged();
  }
  if (size !== member.size) throw damaged();
}

async function memberBytes(zip: ZipFile, member: ZipMember, limit: number): Promise<Uint8Array> {
  if (member.size > limit) throw new ZipPolicyError(`包内文件“${member.name}”过大`);
  const parts: Uint8Array[] = [];
  for await (const part of streamMember(zip, member)) parts.push(part);
  return concat(...parts);
}
