/**
 * The route by hand: packages are written into a folder or onto a stick, answers are picked up from one.
 *
 * The folder must be there. A stick that is not plugged in must not turn into a folder of the same name on the local
 * disk, with packages that nobody will ever carry anywhere.
 */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FailureError, type Failure, type FailureCode } from '#app/contract/failure';
import type { Arrival, Collected, DeliveryRoute, Handover, OutgoingPackage } from './delivery-route';
import { partsListName, splitFile } from '#app/packages/package-parts';
import { contentDigest } from './wire';

export interface CarryRouteOptions {
  /** Where packages go. */
  readonly outgoing: string;
  /** Where answers lie; the same folder where absent. */
  readonly incoming?: string;
  /** Packages larger than this many bytes are written in parts, for media that hold no more. */
  readonly partBytes?: number | undefined;
}

/** Answers also lie in these folders beside the packages, as platforms hand sticks back. */
const ANSWER_FOLDERS = ['outbox', '回执', '意见'];
const ANSWER_NAME = /\.(?:zwmlr|zip|crl)$/i;

export function createCarryRoute({
  outgoing,
  incoming = outgoing,
  partBytes,
}: CarryRouteOptions): DeliveryRoute {
  const deliver = async ({ packageId, content, encrypted }: OutgoingPackage): Promise<Handover> => {
    const name = `${packageId}${encrypted ? '.zwmlx' : '.zwml'}`;
    const target = join(outgoing, name);
    try {
      await ensureFolder(outgoing);
      if (partBytes !== undefined && content.length > partBytes) {
        const files = await writeParts(outgoing, name, content, partBytes);
        return { kind: 'delivered', arrivals: [], files, partBytes };
      }
      await writeWhole(target, content);
      return { kind: 'delivered', arrivals: [], files: [target] };
    } catch (error) {
      return { kind: 'not-sent', failure: failureOf(error, target) };
    }
  };

  const collect = async (): Promise<Collected> => {
    const arrivals: Arrival[] = [];
    const folders = [incoming, ...ANSWER_FOLDERS.map((name) => join(incoming, name))];
    for (const [i, folder] of folders.entries()) {
      const names = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
        if (i > 0 || (error.code === 'ENOENT' && incoming === outgoing)) return [];
        throw new FailureError('file-not-found', { file: folder });
      });
      // Files a program of the system leaves beside each one (._name) are none of ours.
      const answers = names.filter(
        (one) => one.isFile() && ANSWER_NAME.test(one.name) && !one.name.startsWith('.'),
      );
      for (const { name } of answers.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        arrivals.push({ file: join(folder, name), label: name });
      }
    }
    return { arrivals, unknown: [], failures: [], notices: [] };
  };

  return { kind: '介质', place: outgoing, deliver, collect, close: async () => undefined };
}

/** Makes the last folder of the path if only that is missing. */
async function ensureFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return;
  if (found) throw new FailureError('file-unwritable', { file: folder });
  const parent = await stat(dirname(folder)).catch(() => null);
  if (!parent?.isDirectory()) throw new FailureError('file-not-found', { file: folder });
  await mkdir(folder);
}

/** The list is written last: where it lies, the parts before it were whole. */
async function writeParts(
  folder: string,
  name: string,
  content: Uint8Array,
  partBytes: number,
): Promise<string[]> {
  const { parts, listBytes } = splitFile(name, content, partBytes);
  const files = [...parts, { name: partsListName(name), content: listBytes }];
  for (const one of files) await writeWhole(join(folder, one.name), one.content);
  return files.map((one) => join(folder, one.name));
}

/** Written beside, flushed, renamed and read back: a stick pulled out too early leaves no half package under the name. */
async function writeWhole(target: string, content: Uint8Array): Promise<void> {
  const part = join(dirname(target), `.${basename(target)}.part`);
  try {
    const handle = await open(part, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, target);
    const back = await open(target, 'r');
    try {
      const written = await back.readFile();
      if (contentDigest(written) !== contentDigest(content))
        throw new FailureError('file-unwritable', { file: target });
    } finally {
      await back.close();
    }
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

function failureOf(error: unknown, file: string): Failure {
  if (error instanceof FailureError) return error.failure;
  const { code } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, FailureCode>> = { ENOSPC: 'disk-space', ENOENT: 'file-not-found' };
  if (code === undefined) throw error;
  return { code: known[code] ?? 'file-unwritable', details: { file, reason: code } };
}
