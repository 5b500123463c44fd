import { useCallback } from 'react';
import { App, Button } from 'antd';
import { text } from '#renderer/text/zh-cn';
import { useMayWrite } from './use-may-write';
import { latestChange, useUndo } from './use-undo';

/** Says for some seconds what was done, with the button that takes that very change back. */
export function useDone(): (what: string) => Promise<void> {
  const { message } = App.useApp();
  const undo = useUndo();
  const mayUndo = useMayWrite('library.undo');
  return useCallback(
    async (what) => {
      const latest = mayUndo ? await latestChange() : null;
      const key = crypto.randomUUID();
      void message.open({
        key,
        type: 'success',
        duration: 8,
        content: (
          <span>
            {what}
            {latest !== null && (
              <Button
                type="link"
                size="small"
                onClick={() => {
                  message.destroy(key);
                  void undo(latest.change);
                }}
              >
                {text.frame.undoing.action}
              </Button>
            )}
          </span>
        ),
      });
    },
    [message, undo, mayUndo],
  );
}
