import { useCallback } from 'react';
import { App } from 'antd';
import { failureText } from '#app/contract/failure-text';
import { call } from '#renderer/call';
import { useWork } from './contexts';
import { useConfirm } from '#renderer/parts/use-confirm';
import type { Route } from '#renderer/route';
import { text } from '#renderer/text/zh-cn';

export interface LatestChange {
  readonly change: number;
  readonly label: string;
}

/** The change that an undo would take back now; null where there is none. */
export async function latestChange(): Promise<LatestChange | null> {
  const next = await call('library.nextUndo', {});
  if (!next.ok || next.value.change === null || next.value.label === null) return null;
  return { change: next.value.change, label: next.value.label };
}

/** The list of what a change brought, whatever its conditions were before; where there is no change, the list as it is. */
export function entriesOf(made: LatestChange | null): Route {
  return made === null
    ? { screen: 'entries' }
    : { screen: 'entries', changeSet: made.change, changeLabel: made.label };
}

/** Takes this change of the library back, as long as it is the latest, and says which it was; answers whether it did. */
export function useUndo(): (change: number) => Promise<boolean> {
  const { message } = App.useApp();
  return useCallback(
    async (change) => {
      const outcome = await call('library.undo', { change });
      if (outcome.ok) void message.success(text.frame.undone(outcome.value.undone));
      else void message.warning(failureText(outcome.failure));
      return outcome.ok;
    },
    [message],
  );
}

/** The same by one key: a press by mistake takes nothing back, for what it would is named and asked about first. */
export function useAskedUndo(): () => Promise<void> {
  const { message } = App.useApp();
  const confirm = useConfirm();
  const undo = useUndo();
  return useCallback(async () => {
    const next = await call('library.nextUndo', {});
    if (!next.ok || next.value.label === null || next.value.change === null) {
      void message.info(next.ok ? text.frame.undoing.nothing : failureText(next.failure));
      return;
    }
    const agreed = await confirm({
      title: text.frame.undoing.title(next.value.label),
      consequence: text.frame.undoing.consequence,
      action: text.frame.undoing.action,
    });
    if (agreed) await undo(next.value.change);
  }, [message, confirm, undo]);
}

/** Brings in again what the last undo took back. */
export function useRedo(): () => Promise<void> {
  const { message } = App.useApp();
  const work = useWork();
  return useCallback(async () => {
    const outcome = await work.run('library.redo', {}, text.frame.undoing.redo);
    if (outcome.ok) void message.success(text.frame.undoing.redone(outcome.value.redone));
    else void message.warning(failureText(outcome.failure));
  }, [message, work]);
}
