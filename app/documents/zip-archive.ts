/**
 * A ZIP container read under a policy, for workbooks that come from anywhere.
 *
 * Names, sizes, methods and flags are judged before anything is inflated; every member that is read is checked for its
 * size and CRC-32 while it passes. Nothing is ever unpacked to disk.
 */
import { open as openFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { PassThrough, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { open as openZip, type Entry, type ZipFile } from 'yauzl';
import { FailureError } from '#app/contract/failure';

export const ARCHIVE_LIMITS = {
  fileBytes: 200 * 1024 * 1024,
  members: 10_000,
  unzippedBytes: 1024 * 1024 * 1024,
  /** Beyond this ratio a large member is made to exhaust the reader, not to be read. */
  ratio: 400,
  ratioFrom: 32 * 1024 * 1024,
} as const;

export interface ZipArchive {
  /** Member names as written, by their folded form. */
  readonly members: ReadonlyMap<string, Entry>;
  readonly zip: ZipFile;
}

export const unreadable = (reason: string, more: Record<string, unknown> = {}): FailureError =>
  new FailureError('workbook-unreadable', { reason, ...more });

export const overLimit = (limit: string, allowed: number, reason: string): FailureError =>
  new FailureError('workbook-limit', { limit, allowed, reason });

/** Looks at the file as such: there, a plain file, readable, not too large. Returns its size and first bytes. */
export async function inspectFile(file: string): Promise<{ size: number; head: Buffer }> {
  try {
    const stats = await stat(file);
    if (stats.isDirectory()) throw new FailureError('file-is-directory', { file });
    // A pipe or a device would never end.
    if (!stats.isFile()) throw new FailureError('file-unreadable', { file, reason: '不是普通文件' });
    if (stats.size > ARCHIVE_LIMITS.fileBytes) {
      throw overLimit('file-bytes', ARCHIVE_LIMITS.fileBytes, '文件超过200MB');
    }
    const handle = await openFile(file, 'r');
    try {
      const head = Buffer.alloc(Math.min(stats.size, 4096));
      await handle.read(head, 0, head.length, 0);
      return { size: stats.size, head };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof FailureError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new FailureError('file-not-found', { file });
    throw new FailureError('file-unreadable', { file, reason: code ?? String(error) });
  }
}

/** Opens the container and reads its directory. Close it with `closeArchive`. */
export async function openArchive(file: string): Promise<ZipArchive> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    openZip(file, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(unreadable('文件损坏或不是工作簿（压缩包目录无法读取）')) : resolve(opened),
    );
  });
  try {
    return { zip, members: await readDirectory(zip) };
  } catch (error) {
    zip.close();
    throw error;
  }
}

export function closeArchive(archive: ZipArchive): void {
  archive.zip.close();
}

function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const members = new Map<string, Entry>();
    let total = 0;
    zip.on('error', () => reject(unreadable('文件损坏或不是工作簿（压缩包目录有误）')));
    zip.on('end', () => resolve(members));
    zip.on('entry', (entry: Entry) => {
      total += entry.uncompressedSize;
      const refusal = refuse(entry, members, total);
      if (refusal) return reject(refusal);
      members.set(folded(entry.fileName), entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function refuse(entry: Entry, members: Map<string, Entry>, total: number): FailureError | null {
  if (members.size >= ARCHIVE_LIMITS.members) {
    return overLimit('members', ARCHIVE_LIMITS.members, '压缩包内的文件过多');
  }
  if (total > ARCHIVE_LIMITS.unzippedBytes) {
    return overLimit('unzipped-bytes', ARCHIVE_LIMITS.unzippedBytes, '解压后超过1GB');
  }
  if (
    entry.uncompressedSize > ARCHIVE_LIMITS.ratioFrom &&
    entry.uncompressedSize > entry.compressedSize * ARCHIVE_LIMITS.ratio
  ) {
    return overLimit('ratio', ARCHIVE_LIMITS.ratio, '压缩率异常');
  }
  if ((entry.generalPurposeBitFlag & 1) !== 0) return unreadable('工作簿已加密，请去掉打开密码后再导入');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return unreadable('压缩方式不支持');
  if (members.has(folded(entry.fileName))) return unreadable('压缩包内有重名文件');
  return null;
}

/** Part names of a workbook do not differ by case. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

export function hasMember(archive: ZipArchive, name: string): boolean {
  return archive.members.has(folded(name));
}

export function memberSize(archive: ZipArchive, name: string): number {
  return archive.members.get(folded(name))?.uncompressedSize ?? 0;
}

/**
 * Inflates one member and hands its bytes on part by part. Rejects with `workbook-unreadable` when the member is
 * missing, cut short, longer than announced, or its CRC-32 does not fit; errors thrown by `take` pass through.
 */
export async function readMember(
  archive: ZipArchive,
  name: string,
  take: (part: Buffer) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const entry = archive.members.get(folded(name));
  if (!entry) throw unreadable(`工作簿缺少组成部分 ${name}`);
  const damaged = (): FailureError => unreadable(`文件损坏（${name} 无法解压或校验不符）`);
  const raw = await rawStream(archive.zip, entry).catch(() => {
    throw damaged();
  });
  const inflate =
    entry.compressionMethod === 8 ? createInflateRaw({ chunkSize: 256 * 1024 }) : new PassThrough();
  let size = 0;
  let sum = 0;
  // When the taker stops, the streams before it report an abort; its own reason is the one that counts.
  let stopped: unknown = null;
  const takePart = async (part: Buffer): Promise<void> => {
    if (signal?.aborted) throw new FailureError('cancelled');
    size += part.length;
    if (size > entry.uncompressedSize) throw damaged();
    sum = crc32(part, sum);
    await take(part);
  };
  try {
    await pipeline(raw, inflate, async (source: AsyncIterable<Buffer>) => {
      for await (const part of source) {
        try {
          await takePart(part);
        } catch (error) {
          stopped ??= error;
          throw error;
        }
      }
    });
  } catch (error) {
    if (stopped !== null) throw stopped;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('Z_') || code.startsWith('ERR_STREAM') || code === 'EIO') throw damaged();
    throw error;
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw damaged();
}

function rawStream(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    const options = {
      decompress: entry.compressionMethod === 8 ? false : null,
      decrypt: null,
      start: null,
      end: null,
    };
    zip.openReadStream(entry, options, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
