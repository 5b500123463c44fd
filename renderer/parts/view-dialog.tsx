import type { ReactNode } from 'react';
import { Button, Modal } from 'antd';
import { text } from '#renderer/text/zh-cn';

export interface ViewDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly width?: number | string;
  /** What can be done with what is shown, beside 关闭. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** Something to look at over the screen: Esc, 关闭 or a click beside it closes it, and the focus goes back. */
export function ViewDialog({ title, onClose, width = 620, acts, children }: ViewDialogProps) {
  return (
    <Modal
      open
      className="form-dialog"
      width={width}
      title={title}
      onCancel={onClose}
      // What is longer than the window is scrolled with the arrow keys.
      bodyProps={{ tabIndex: 0 }}
      footer={
        <div className="form-dialog-foot">
          <span className="page-bar-space" />
          <Button onClick={onClose}>{text.parts.close}</Button>
          {acts}
        </div>
      }
    >
      {children}
    </Modal>
  );
}
