/** Worker that parses one .xls or .et file and sends its sheets in parts. Started by `read-xls.ts`. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { FailureError } from '#app/contract/failure';
import type { XlsMessage } from './read-xls';
import { xlsSheets } from './xls-sheets';

const ROWS_PER_PART = 2000;
const send = (message: XlsMessage): void => parentPort?.postMessage(message);

try {
  const { file } = workerData as { file: string };
  for (const { rows, ...sheet } of xlsSheets(readFileSync(file))) {
    send({ kind: 'sheet', sheet, rows: rows.length });
    for (let at = 0; at < rows.length; at += ROWS_PER_PART) {
      send({ kind: 'rows', rows: rows.slice(at, at + ROWS_PER_PART) });
    }
  }
  send({ kind: 'end' });
} catch (error) {
  if (!(error instanceof FailureError)) throw error;
  send({ kind: 'failure', failure: error.failure });
}
