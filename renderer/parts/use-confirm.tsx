import { useCallback } from 'react';
import { App } from 'antd';
import { text } from '#renderer/text/zh-cn';

export interface Question {
  /** Names the thing: 删除“行政许可信息”. */
  readonly title: string;
  /** What follows from it, and how it can be taken back. */
  readonly consequence: string;
  /** Says what happens: 删除, 提交送审; never 确定. */
  readonly action: string;
  /** Red button, and 取消 is the default. */
  readonly dangerous?: boolean;
}

/** Asks before something that matters; answers whether to go on. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const { modal } = App.useApp();
  return useCallback(
    (question) =>
      new Promise<boolean>((resolve) => {
        modal.confirm({
          title: question.title,
          content: question.consequence,
          okText: question.action,
          cancelText: text.parts.cancel,
          okButtonProps: { danger: question.dangerous ?? false },
          focusable: { autoFocusButton: question.dangerous ? 'cancel' : 'ok' },
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
        });
      }),
    [modal],
  );
}
