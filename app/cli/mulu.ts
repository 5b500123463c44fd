/**
 * `mulu`: the second host. The command line of the source tree, of tests and of administrators.
 *
 * Exit: 0 done; 1 a negative answer; 2 usage; 3 failure. `--json` prints one JSON document. Progress goes to stderr.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallName } from '#app/contract/calls';
import { FailureError, type Failure } from '#app/contract/failure';
import { failureText } from '#app/contract/failure-text';
import { isCalendarDate, todayInShanghai } from '#app/deadlines/calendar-date';
import { createOperations, runCall, type Operations } from '#app/operations/create-operations';
import { uuidV7 } from '#app/operations/new-id';
import { loadResources } from '#app/operations/resources';
import { accountCommands } from './account-commands';
import { readArguments, type Arguments } from './arguments';
import { catalogueCommands } from './catalogue-commands';
import type { Command, CommandContext } from './command';
import { takeCredentials, type Credentials } from './credentials';
import { deliveryCommands } from './delivery-commands';
import { dutyCommands } from './duty-commands';
import { packageCommands } from './package-commands';

const COMMANDS: Readonly<Record<string, Command>> = {
  ...catalogueCommands,
  ...dutyCommands,
  ...packageCommands,
  ...deliveryCommands,
  ...accountCommands,
};

const EXIT = { done: 0, negative: 1, usage: 2, failure: 3 } as const;

function resourcesFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'resources', 'rule-packs'))) return join(folder, 'resources');
    if (folder === dirname(folder)) throw new Error('the resources folder is missing');
  }
}

/** What belongs to the user and to no library: MULU_HOME, else where the system keeps such data; null if nowhere. */
function userDataFolder(): string | null {
  const { MULU_HOME, XDG_DATA_HOME, APPDATA, HOME } = process.env;
  if (MULU_HOME) return resolve(MULU_HOME);
  if (process.platform === 'win32') return APPDATA ? join(APPDATA, 'mulu') : null;
  // The XDG base directory specification has relative paths ignored.
  if (XDG_DATA_HOME && isAbsolute(XDG_DATA_HOME)) return join(XDG_DATA_HOME, 'mulu');
  return HOME && isAbsolute(HOME) ? join(HOME, '.local', 'share', 'mulu') : null;
}

/** Today in Asia/Shanghai, or the day that MULU_TODAY fixes. */
function today(): string {
  const fixed = process.env['MULU_TODAY'];
  if (fixed !== undefined && fixed !== '') {
    if (!isCalendarDate(fixed)) throw new FailureError('date-invalid', { date: fixed });
    return fixed;
  }
  return todayInShanghai(Date.now());
}

async function passphrase(args: Arguments): Promise<string> {
  const file = args.value('passphrase-file');
  if (file === undefined) {
    const given = process.env['MULU_PASSPHRASE'];
    if (given === undefined || given === '') throw new FailureError('passphrase-missing');
    return given;
  }
  const text = await readFile(file, 'utf8').catch(() => {
    throw new FailureError('file-not-found', { file });
  });
  return text.replace(/\r?\n$/, '');
}

function help(): string {
  return [
    '政务信息资源目录离线编制工具',
    '',
    '用法：mulu 命令 … [--json]',
    '',
    ...Object.values(COMMANDS).map((command) => `  mulu ${command.usage}\n      ${command.summary}`),
  ].join('\n');
}

/**
 * A command that goes on record by a name may leave it out: with accounts the one signed in counts, and whether the
 * library has accounts is known once it is open.
 */
function namedByAccount(args: Arguments): Arguments {
  return { ...args, needed: (name) => (name === 'by' ? (args.value('by') ?? '') : args.needed(name)) };
}

function contextOf(
  operations: Operations,
  signal: AbortSignal,
  args: Arguments,
  credentials: Credentials,
): CommandContext {
  let shown = 0;
  const call: CommandContext['call'] = async (name, input) => {
    const outcome = await runCall(operations, name as CallName, input, {
      signal,
      progress: (done, total, label) => {
        const now = Date.now();
        if (now - shown < 500) return;
        shown = now;
        process.stderr.write(`${label} ${done}${total > 0 ? `/${total}` : ''}\n`);
      },
    });
    if (outcome.ok) return outcome.value as never;
    const { code, details } = outcome.failure;
    if (code === 'invalid-input' && details['missing'] === 'by') {
      throw new FailureError('usage', { reason: '缺少选项 --by' });
    }
    throw new FailureError(code, details);
  };
  return {
    call,
    passphrase,
    credentials,
    open: async (library) => {
      const { warnings } = await call('library.open', { library });
      for (const warning of warnings) process.stderr.write(`注意：${warning}\n`);
      if (!(await call('session.state', {})).accounts || credentials.account === '') return;
      await call('session.signIn', { account: credentials.account, password: await credentials.password() });
      if (args.value('by') !== undefined) {
        throw new FailureError('not-permitted', {
          reason: '目录库已启用账户，办理人以登录账户为准，不能再用 --by；线下签批登记的签批人用 --signer',
        });
      }
    },
  };
}

async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  const [name, ...rest] = words.filter((word) => word !== '--json');
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const fail = (failure: Failure, code: number): number => {
    const message = failureText(failure);
    if (json)
      print(
        JSON.stringify({ ok: false, failure: { code: failure.code, message, details: failure.details } }),
      );
    else process.stderr.write(`${message}\n`);
    return code;
  };
  if (name === undefined && json) return fail({ code: 'usage', details: { reason: '缺少命令' } }, EXIT.usage);
  if (name === undefined || name === '--help' || name === 'help') {
    print(help());
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  const command = COMMANDS[name];
  if (!command || !Object.hasOwn(COMMANDS, name)) {
    return fail({ code: 'usage', details: { reason: `没有命令“${name}”` } }, EXIT.usage);
  }

  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  let operations: Operations | null = null;
  try {
    const { words: own, credentials } = takeCredentials(rest, process.env);
    const args = namedByAccount(readArguments(own, command.options ?? {}, command.places));
    today();
    operations = createOperations({
      resources: await loadResources(resourcesFolder()),
      userDataFolder: userDataFolder(),
      today,
      nowMs: Date.now,
      newId: () => uuidV7(Date.now()),
      emit: () => undefined,
    });
    const value = (await command.run(args, contextOf(operations, stop.signal, args, credentials))) as never;
    print(
      json || !command.text ? JSON.stringify({ ok: true, value }, null, json ? 0 : 2) : command.text(value),
    );
    return command.negative?.(value) ? EXIT.negative : EXIT.done;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return fail(error.failure, error.failure.code === 'usage' ? EXIT.usage : EXIT.failure);
  } finally {
    if (operations) {
      await operations['library.close'](
        {},
        { signal: new AbortController().signal, progress: () => undefined },
      );
    }
  }
}

// A reader that has seen enough (`| head`) closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // A bug: coded like any failure, with the trace for whoever mends it.
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    const failure = {
      code: 'internal',
      message: failureText({ code: 'internal', details: {} }),
      details: {},
    };
    if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ ok: false, failure })}\n`);
    process.exitCode = EXIT.failure;
  },
);
