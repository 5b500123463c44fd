/** Words of the command line that must come from a closed list. */
import { FailureError } from '#app/contract/failure';
import { EVENT_KINDS, type EventKind } from '#app/deadlines/deadline-event';
import type { Arguments } from './arguments';

/** The member that `text` is; else a usage failure that names the list. */
export function memberOf<T extends string>(members: readonly T[], text: string, name: string): T {
  const found = members.find((member) => member === text);
  if (found === undefined) {
    throw new FailureError('usage', { reason: `${name}“${text}”须为：${members.join('、')}` });
  }
  return found;
}

export function kindOf(args: Arguments): EventKind | undefined {
  const kind = args.value('kind');
  return kind === undefined ? undefined : memberOf(EVENT_KINDS, kind, '--kind ');
}
