import { useCallback } from 'react';
import { App } from 'antd';

/** Says in passing what came of a press on the board; what is said next takes its place. */
export function useTell(): (what: string) => void {
  const { message } = App.useApp();
  return useCallback(
    (what) => void message.open({ key: 'finding-board', type: 'info', content: what }),
    [message],
  );
}
