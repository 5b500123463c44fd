import { useCallback } from 'react';
import { App } from 'antd';
import { call } from '#renderer/call';
import { useWork } from '#renderer/frame/contexts';
import { useDone } from '#renderer/frame/use-done';
import { useNewEntry } from '#renderer/frame/use-new-entry';
import { useComplain } from '#renderer/parts/use-complain';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';

const words = text.entries;

export interface EntryActs {
  /** New entry, or a copy of one, or one in a category with the next code; opens it. */
  readonly create: ReturnType<typeof useNewEntry>;
  /** Removes entries; answers whether they are gone. One goes at once and can be taken back, several are asked about. */
  readonly remove: (entries: ReadonlyMap<string, string>) => Promise<boolean>;
  readonly checkAll: () => Promise<void>;
}

export function useEntryActs(): EntryActs {
  const { message } = App.useApp();
  const work = useWork();
  const done = useDone();
  const confirm = useConfirm();
  const complain = useComplain();

  const create = useNewEntry();
  const remove = useCallback<EntryActs['remove']>(
    async (entries) => {
      const count = entries.size;
      if (count === 0) return false;
      if (count > 1) {
        const agreed = await confirm({
          title: words.remove.title(count),
          consequence: words.remove.consequence,
          action: words.remove.action(count),
          dangerous: true,
        });
        if (!agreed) return false;
      }
      const outcome = await call('entries.remove', { entries: [...entries.keys()] });
      if (!outcome.ok) {
        complain(outcome.failure);
        return false;
      }
      const [name = ''] = entries.values();
      done(count === 1 ? words.remove.done(name || words.unnamed) : words.remove.doneMany(count));
      return true;
    },
    [confirm, complain, done],
  );

  const checkAll = useCallback(async () => {
    const outcome = await work.run('check.run', {}, text.frame.actions.check);
    if (!outcome.ok) {
      complain(outcome.failure);
      return;
    }
    const { counts, entries } = outcome.value;
    void message.success(text.frame.checkDone(entries, counts.error, counts.warning, counts.advice));
  }, [work, complain, message]);

  return { create, remove, checkAll };
}
