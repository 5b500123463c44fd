/**
 * Who a command signs in as: MULU_ACCOUNT with MULU_PASSWORD or `--password-file`. A password never stands on the
 * command line itself, where other users of the machine see it.
 */
import { readFile } from 'node:fs/promises';
import { FailureError } from '#app/contract/failure';

const OPTION = '--password-file';

export interface Credentials {
  /** '' where nobody signs in. */
  readonly account: string;
  /** The password of that account; fails where none was given. */
  password(): Promise<string>;
  /** A password to be set: from `file`, MULU_NEW_PASSWORD, or else `--password-file`; null where none was given. */
  newPassword(file: string | undefined): Promise<string | null>;
}

/** Takes `--password-file F` out of the words of a command: every command that opens a library understands it. */
export function takeCredentials(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): { words: string[]; credentials: Credentials } {
  const rest: string[] = [];
  let file: string | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word !== OPTION && !word.startsWith(`${OPTION}=`)) {
      rest.push(word);
      continue;
    }
    const given = word === OPTION ? words[++i] : word.slice(OPTION.length + 1);
    if (given === undefined || given === '') {
      throw new FailureError('usage', { reason: `选项 ${OPTION} 后面缺少内容` });
    }
    if (file !== undefined) throw new FailureError('usage', { reason: `选项 ${OPTION} 给了两次` });
    file = given;
  }
  let taken = false;
  return {
    words: rest,
    credentials: {
      account: env['MULU_ACCOUNT'] ?? '',
      password: async () => {
        const given = env['MULU_PASSWORD'] ?? '';
        if (given !== '') return given;
        if (file === undefined || taken) throw new FailureError('sign-in-required');
        return firstLine(file);
      },
      newPassword: async (own) => {
        if (own !== undefined) return firstLine(own);
        const given = env['MULU_NEW_PASSWORD'] ?? '';
        if (given !== '') return given;
        if (file === undefined) return null;
        taken = true;
        return firstLine(file);
      },
    },
  };
}

async function firstLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new FailureError('file-not-found', { file });
  });
  return text.replace(/^\ufeff/, '').replace(/\r?\n$/, '');
}
