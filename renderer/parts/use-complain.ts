import { useCallback } from 'react';
import { App } from 'antd';
import type { Failure } from '#app/contract/failure';
import { failureText } from '#app/contract/failure-text';
import { text } from '#renderer/text/zh-cn';
import { splitSentence } from './split-sentence';

/** Says in a dialog that something asked for was not done, and what to do next. A cancelled call is no complaint. */
export function useComplain(): (failure: Failure) => void {
  const { modal } = App.useApp();
  return useCallback(
    (failure) => {
      if (failure.code === 'cancelled') return;
      const { what, next } = splitSentence(failureText(failure));
      const show = failure.code === 'not-available' ? modal.info : modal.error;
      show({ title: what, content: next, okText: text.parts.close });
    },
    [modal],
  );
}
