/** The built command line, run as people and scripts run it. */
import { execFile, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const MULU = fileURLToPath(new URL('../../dist/cli/mulu.mjs', import.meta.url));

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON document of `--json`. */
  readonly json: {
    readonly ok: boolean;
    readonly value?: Record<string, unknown>;
    readonly failure?: { readonly code: string; readonly message: string };
  };
}

export function mulu(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MULU, ...args, '--json'],
      {
        env: { ...process.env, MULU_TODAY: '2026-11-21', ...env },
        maxBuffer: 64 * 1024 ** 2,
        timeout: 120_000,
      },
      (error, stdout, stderr) => {
        const code = error ? Number(error.code ?? 99) : 0;
        const json = stdout.trim() === '' ? { ok: false } : (JSON.parse(stdout) as Answer['json']);
        resolve({ code, stdout, stderr, json });
      },
    );
  });
}

/** Starts a command without waiting for its end. */
export function muluProcess(args: readonly string[]): ChildProcess {
  return execFile(process.execPath, [MULU, ...args, '--json'], {
    env: { ...process.env, MULU_TODAY: '2026-11-21' },
  });
}
