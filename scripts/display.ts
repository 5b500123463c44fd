/**
 * A display for windows on a machine without a screen, and a user without rights to run them as.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Display {
  /** The value for `DISPLAY`. */
  readonly name: string;
  stop(): void;
}

const START_MS = 15_000;

/** The display at hand, else a virtual one that lives until `stop`. */
export async function ensureDisplay(env: NodeJS.ProcessEnv = process.env): Promise<Display> {
  const present = env['DISPLAY'];
  if (present || process.platform !== 'linux') return { name: present ?? '', stop: () => undefined };
  // Xvfb picks a free number by itself and writes it to the fourth descriptor when it is ready.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-ac'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await displayNumber(server);
  const stop = (): void => {
    server.kill();
  };
  process.once('exit', stop);
  return {
    name: `:${number}`,
    stop: () => {
      process.removeListener('exit', stop);
      stop();
    },
  };
}

function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Xvfb did not start in time')), START_MS);
    const fail = (): void => {
      clearTimeout(late);
      reject(new Error('Xvfb did not start: run `tsx scripts/system-packages.ts`'));
    };
    server.once('error', fail);
    server.once('exit', fail);
    server.stdio[3]?.once('data', (text: Buffer) => {
      clearTimeout(late);
      server.removeListener('exit', fail);
      resolve(text.toString().trim());
    });
  });
}

/** Uid and gid of `nobody`, who owns nothing. */
const NOBODY = 65534;

/** How windows are started on this machine. */
export interface WindowUser {
  /** The program to start in place of `executable`: itself, or a script that gives up root's rights first. */
  readonly command: string;
  /** Whether Chromium's sandbox is on. Root cannot have it. */
  readonly sandbox: boolean;
  /** Lets the window's user read and write below `path`. */
  own(path: string): void;
  remove(): void;
}

const AS_NOBODY = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'] as const;

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function worksAsNobody(command: string, folders: readonly string[]): boolean {
  const readable = [command, ...folders].every((path) =>
    succeeds('setpriv', [...AS_NOBODY, 'test', '-r', path, '-a', '-x', path]),
  );
  // The sandbox needs either user namespaces, tried here, or a helper with special rights, which we do not install.
  return readable && succeeds('setpriv', [...AS_NOBODY, 'unshare', '-U', '-r', 'true']);
}

/**
 * Chooses the user for windows: oneself, or as root `nobody` when the program and `folders` are readable by others and
 * user namespaces work; failing that root without the sandbox, with one line that says so.
 */
export function windowUser(
  executable: string,
  folders: readonly string[],
  log: (line: string) => void = (line) => console.error(line),
): WindowUser {
  const asOneself = { command: executable, own: () => undefined, remove: () => undefined };
  if (process.getuid?.() !== 0) {
    const sandbox = process.platform !== 'linux' || succeeds('unshare', ['-U', '-r', 'true']);
    if (!sandbox) log('windows run without Chromium’s sandbox: user namespaces are not allowed here');
    return { ...asOneself, sandbox };
  }
  if (!worksAsNobody(executable, folders)) {
    log('windows run as root without Chromium’s sandbox: no other user can read the program here');
    return { ...asOneself, sandbox: false };
  }
  const folder = mkdtempSync(join(tmpdir(), 'mulu-user-'));
  chmodSync(folder, 0o755);
  const command = join(folder, 'electron');
  writeFileSync(command, `#!/bin/sh\nexec setpriv ${AS_NOBODY.join(' ')} '${executable}' "$@"\n`, {
    mode: 0o755,
  });
  return {
    command,
    sandbox: true,
    own: (path) => {
      execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, path]);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
