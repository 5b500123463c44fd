/** No call writes over what it reads, nor over a library, be it this one or another, open or closed. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { calls, type CallName } from '#app/contract/calls';
import { pathUse } from '#app/contract/call-parts';
import { FailureError } from '#app/contract/failure';
import { holdsLibrary } from '#app/storage/database';
import { libraryFiles, possibleLibraries } from '#app/storage/place';
import type { Workspace } from './workspace';

const isWritten = (member: string): boolean => pathUse(member) === 'write';

/** Fails with `invalid-input`, over another library with `library-exists`, before anything is done. */
export async function assertOutputs(workspace: Workspace, name: CallName, input: unknown): Promise<void> {
  const { paths = [] } = calls[name] as { paths?: readonly string[] };
  const given = (key: string): string[] => [(input as Record<string, unknown>)[key]].flat().filter(isText);
  const written = paths.filter(isWritten).flatMap(given);
  if (written.length === 0) return;
  const own = libraryFiles(workspace.current?.library.file ?? null);
  const read = paths.filter((key) => !isWritten(key)).flatMap(given);
  for (const out of written) {
    if (await isOneOf(out, own)) throw refusal(out, '不能覆盖目录库本身，换一个文件名');
    if (await isOneOf(out, read)) throw refusal(out, '不能覆盖这次要读取的文件，换一个文件名');
    for (const file of possibleLibraries(out)) {
      if (await holdsLibrary(file)) throw new FailureError('library-exists', { library: file, other: true });
    }
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

const refusal = (out: string, reason: string): FailureError =>
  new FailureError('invalid-input', { field: '文件名', value: out, reason });

/** The same name, or another name of the same file (a link, other letters on a disk that does not tell them apart). */
export async function isOneOf(file: string, others: readonly string[]): Promise<boolean> {
  const place = await placeOf(file);
  for (const other of others) {
    if (resolve(other) === resolve(file)) return true;
    if (place !== null && place === (await placeOf(other))) return true;
  }
  return false;
}

async function placeOf(file: string): Promise<string | null> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found && `${found.dev} ${found.ino}`;
}
