/**
 * .xls and .et files (BIFF in a compound file). Their parser takes the whole file at once, so it runs in a worker with
 * limits on memory and time: whatever a file does to it, the program goes on.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { FailureError, type Failure } from '#app/contract/failure';
import type { RawRow, RawSheet } from './raw-sheet';
import { overLimit } from './zip-archive';

export const XLS_LIMITS = {
  /** A full sheet of 65,536 rows comes to some 40 MB. */
  fileBytes: 100 * 1024 * 1024,
  seconds: 180,
  heapMegabytes: 1024,
} as const;

export type XlsMessage =
  | { readonly kind: 'sheet'; readonly sheet: Omit<RawSheet, 'rows'>; readonly rows: number }
  | { readonly kind: 'rows'; readonly rows: readonly RawRow[] }
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'end' };

/** `D0 CF 11 E0 A1 B1 1A E1`: a compound file, the one container whose content this parser may see. */
export function isCompoundFile(head: Buffer): boolean {
  return head.length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0 && head.readUInt32BE(4) === 0xa1b11ae1;
}

/** Hands each sheet to `take`. Rejects with `workbook-unreadable`, `workbook-limit` or `cancelled`. */
export async function readXls(
  file: string,
  size: number,
  take: (sheet: RawSheet) => void,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((done: number, total: number) => void) | undefined;
    readonly limits?: { readonly seconds: number; readonly heapMegabytes: number };
  } = {},
): Promise<void> {
  if (size > XLS_LIMITS.fileBytes) {
    throw overLimit('file-bytes', XLS_LIMITS.fileBytes, '.xls、.et 文件超过100MB，请另存为 .xlsx');
  }
  if (options.signal?.aborted) throw new FailureError('cancelled');
  const { seconds, heapMegabytes } = options.limits ?? XLS_LIMITS;
  const worker = startWorker({
    workerData: { file },
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 64 },
    stdout: true,
    stderr: true,
  });
  let clock: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const tooMuch = (): void =>
        reject(overLimit('parser', heapMegabytes, '文件内容过多或异常，解析超出了时间或内存限制'));
      clock = setTimeout(tooMuch, seconds * 1000);
      stop = () => reject(new FailureError('cancelled'));
      options.signal?.addEventListener('abort', stop);
      const receive = sheetReceiver(take, options.onProgress);
      worker.on('message', (message: XlsMessage) => {
        try {
          if (message.kind === 'failure')
            throw new FailureError(message.failure.code, message.failure.details);
          receive(message);
          if (message.kind === 'end') resolve();
        } catch (error) {
          reject(error);
        }
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') tooMuch();
        else reject(error);
      });
      worker.on('exit', (code) => reject(new Error(`the parser of .xls files ended with ${code}`)));
    });
  } finally {
    clearTimeout(clock);
    options.signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

function sheetReceiver(
  take: (sheet: RawSheet) => void,
  onProgress: ((done: number, total: number) => void) | undefined,
): (message: XlsMessage) => void {
  let open: { sheet: Omit<RawSheet, 'rows'>; rows: RawRow[]; wanted: number } | null = null;
  const close = (): void => {
    if (open) take({ ...open.sheet, rows: open.rows });
    open = null;
  };
  return (message) => {
    if (message.kind === 'sheet') {
      close();
      open = { sheet: message.sheet, rows: [], wanted: message.rows };
    } else if (message.kind === 'rows' && open) {
      for (const row of message.rows) open.rows.push(row);
      onProgress?.(open.rows.length, open.wanted);
    } else if (message.kind === 'end') close();
  };
}

/** The built program carries the worker as one file; in the source tree it is TypeScript and needs its loader. */
function startWorker(options: WorkerOptions): Worker {
  const built = new URL('../workers/xls-worker.cjs', import.meta.url);
  // As text, so that it runs out of a packed archive as well.
  if (existsSync(built)) return new Worker(readFileSync(built, 'utf8'), { ...options, eval: true });
  const source = new URL('./xls-worker.ts', import.meta.url);
  const tsx = createRequire(import.meta.url).resolve('tsx/package.json');
  const loader = new URL('dist/esm/api/index.mjs', pathToFileURL(tsx));
  const start = `import(${JSON.stringify(loader.href)}).then(({ register }) => { register(); return import(${JSON.stringify(source.href)}); })`;
  return new Worker(start, { ...options, eval: true });
}
