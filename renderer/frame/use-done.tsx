import { useCallback } from 'react';
import { App, Button } from 'antd';
import { text } from '#renderer/text/zh-cn';
import { useUndo } from './use-undo';

/** Says for some seconds what was done, with the button that takes it back. */
export function useDone(): (what: string) => void {
  const { message } = App.useApp();
  const undo = useUndo();
  return useCallback(
    (what) => {
      const key = crypto.randomUUID();
      void message.open({
        key,
        type: 'success',
        duration: 8,
        content: (
          <span>
            {what}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                void undo();
              }}
            >
              {text.frame.undoing.action}
            </Button>
          </span>
        ),
      });
    },
    [message, undo],
  );
}
