/** Writes ZIP files whose bytes depend on the contents alone: no times, no owners, no system attributes. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { FailureError } from '#app/contract/failure';

export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array | (() => AsyncIterable<Uint8Array>);
  readonly compress: boolean;
}

/**
 * Writes `parts` in their order to `out`: first to a temporary file beside it, synced to the medium, then renamed, so
 * that a stick pulled out too early never holds half a package. Replaces an existing file. Failures: `disk-space`,
 * `file-unwritable`, and whatever a part's data throws.
 */
export async function writeZip(out: string, parts: readonly ZipPart[]): Promise<void> {
  await writeThroughTemporary(out, zipBytes(parts));
}

/** The bytes of a ZIP file, in order. */
export async function* zipBytes(parts: readonly ZipPart[]): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  // Made of local parts: yazl writes local time, and the same bytes are wanted in every time zone. Not the very first
  // day of ZIP's calendar, at which yazl clamps by the zone in which the process began.
  const options = { mtime: new Date(1980, 0, 2), mode: 0o100644, forceDosTimestamp: true };
  const output = zip.outputStream as Readable;
  const sources: Readable[] = [];
  zip.on('error', (error: Error) => output.destroy(error));
  for (const { name, data, compress } of parts) {
    if (data instanceof Uint8Array) {
      zip.addBuffer(Buffer.from(data.buffer, data.byteOffset, data.byteLength), name, {
        ...options,
        compress,
      });
    } else {
      zip.addReadStreamLazy(name, { ...options, compress }, (give) => {
        const source = Readable.from(data(), { objectMode: false });
        source.on('error', (error) => output.destroy(error));
        sources.push(source);
        give(null, source);
      });
    }
  }
  zip.end();
  try {
    for await (const part of output) yield part as Uint8Array;
  } finally {
    // When writing broke off, the file being read is let go.
    for (const source of sources) source.destroy();
  }
}

/** Writes bytes to `out` by way of a synced temporary file in the same folder. */
export async function writeThroughTemporary(
  out: string,
  bytes: AsyncIterable<Uint8Array>,
  mode = 0o644,
): Promise<void> {
  const temporary = join(dirname(out), `.${basename(out)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      for await (const part of bytes) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, out);
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeFailure(error, out);
  }
  await syncFolder(dirname(out));
}

function writeFailure(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof FailureError || code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new FailureError('disk-space', { file });
  if (code === 'EISDIR') return new FailureError('file-is-directory', { file });
  return new FailureError('file-unwritable', { file, reason: code });
}

// So that the new name survives a power cut as well; systems that cannot sync a folder (Windows) do without.
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}
