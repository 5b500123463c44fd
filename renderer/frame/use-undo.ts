import { useCallback } from 'react';
import { App } from 'antd';
import { failureText } from '#app/contract/failure-text';
import { call } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

/** Takes the latest change of the library back and says which it was; answers whether it did. */
export function useUndo(): () => Promise<boolean> {
  const { message } = App.useApp();
  return useCallback(async () => {
    const outcome = await call('library.undo', {});
    if (outcome.ok) void message.success(text.frame.undone(outcome.value.undone));
    else void message.warning(failureText(outcome.failure));
    return outcome.ok;
  }, [message]);
}
