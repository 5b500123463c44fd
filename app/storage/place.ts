/** Where a library lies: whether the place can be written, is on a network, and has room. */
import { constants, existsSync } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { FailureError } from '#app/contract/failure';

// File system types of Linux's statfs(2) on which SQLite's locks cannot be relied upon: NFS, SMB, CIFS, SMB2.
const NETWORK_TYPES = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42]);

export async function isNetworkPlace(file: string): Promise<boolean> {
  const full = resolve(file);
  if (/^[\\/]{2}[^\\/]/.test(full)) return true;
  try {
    return NETWORK_TYPES.has((await statfs(dirname(full))).type >>> 0);
  } catch {
    return false;
  }
}

export async function isWritable(file: string): Promise<boolean> {
  try {
    await access(dirname(resolve(file)), constants.W_OK);
    if (existsSync(file)) await access(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export async function fileSize(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

/** Bytes free where `file` lies; infinite where the place cannot be asked. */
export async function freeSpace(file: string): Promise<number> {
  try {
    const place = await statfs(dirname(resolve(file)));
    return place.bavail * place.bsize;
  } catch {
    return Infinity;
  }
}

/** Asks for `bytes` of free space where `file` lies before a big write, so that it does not die half-way. */
export async function requireSpace(file: string, bytes: number): Promise<void> {
  const free = await freeSpace(file);
  if (free < bytes) throw new FailureError('disk-space', { file, needed: bytes, free });
}

/** What the names of the files that lie beside an open library end with. */
const BESIDE = ['-wal', '-shm', '.lock'];

/** A library's file and those that lie beside it while it is open. */
export function libraryFiles(library: string | null): string[] {
  return library === null ? [] : [library, ...BESIDE.map((end) => `${library}${end}`)];
}

/** The files that would be a library if `file` belonged to one: itself, and the one that it may lie beside. */
export function possibleLibraries(file: string): string[] {
  return [file, ...BESIDE.filter((end) => file.endsWith(end)).map((end) => file.slice(0, -end.length))];
}
