/**
 * The program's log: times, ids, codes and places in the code, never what a catalogue says.
 */
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const LIMIT_BYTES = 1 << 20;
const KEPT = 3;

export interface LogFile {
  /** Writes one line; values are ids, codes and numbers. */
  write(what: string, values?: Readonly<Record<string, string | number>>): void;
  /** Writes a bug and answers the id by which the screen names it. */
  bug(where: string, error: unknown): string;
}

/** The error's kind and the places in the code; its message is left out because it may quote what a person typed. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '')
    .split('\n')
    .map((line) => /^\s+at (?:(?:async )?([\w$.<>[\] ]+) \()?(?:file:\/\/)?(.*?):(\d+):(\d+)\)?$/.exec(line))
    .filter((match) => match !== null)
    .slice(0, 12)
    .map((match) => `${match[1] ?? '-'}@${basename(match[2] ?? '')}:${match[3]}:${match[4]}`);
  return [error.name, ...frames].join(' < ');
}

function rotate(file: string): void {
  const older = (index: number): string => `${file}.${index}`;
  for (let index = KEPT - 1; index >= 1; index -= 1) {
    try {
      renameSync(index === 1 ? file : older(index - 1), older(index));
    } catch {
      // That age of the log does not exist yet.
    }
  }
}

/** Opens the log in `folder`. A log that cannot be written must not stop the work, so such failures pass silently. */
export function openLogFile(folder: string, now: () => Date = () => new Date()): LogFile {
  const file = join(folder, 'mulu.log');
  const line = (text: string): void => {
    try {
      mkdirSync(folder, { recursive: true });
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > LIMIT_BYTES) rotate(file);
      appendFileSync(file, `${now().toISOString()} ${text}\n`);
    } catch {
      // See above.
    }
  };
  return {
    write(what, values = {}) {
      const words = Object.entries(values).map(
        ([key, value]) => `${key}=${String(value).replace(/\s+/g, '_')}`,
      );
      line([what, ...words].join(' '));
    },
    bug(where, error) {
      const id = randomBytes(4).toString('hex');
      line(`bug id=${id} where=${where} ${traceOf(error)}`);
      return id;
    },
  };
}
