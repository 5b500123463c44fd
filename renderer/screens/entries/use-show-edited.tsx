import { useCallback, useEffect, useRef } from 'react';
import { App, Button } from 'antd';
import { call } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';
import type { EntryListState } from './use-entry-list';

const words = text.entries;
const KEY = 'entry-hidden';
const SECONDS = 12;

/** Stands on the entry that was edited; where the conditions of the list hide it, says so and offers to show it. */
export function useShowEdited(list: EntryListState): (entry: string) => Promise<void> {
  const { message } = App.useApp();
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  return useCallback(
    async (entry) => {
      if (await latest.current.standOn(entry)) return;
      // One that was removed in the editor is not hidden.
      const outcome = await call('entries.read', { entry });
      if (!outcome.ok) return;
      const show = () => {
        message.destroy(KEY);
        void latest.current.reveal(entry);
      };
      void message.open({
        key: KEY,
        type: 'info',
        duration: SECONDS,
        content: (
          <span role="status">
            {words.hidden.said(outcome.value.entry.name || words.unnamed)}
            <Button type="link" size="small" onClick={show}>
              {words.hidden.show}
            </Button>
          </span>
        ),
      });
    },
    [message],
  );
}
