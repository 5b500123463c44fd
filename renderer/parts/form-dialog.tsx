import type { ReactNode } from 'react';
import { Modal } from 'antd';
import type { Failure } from '#app/contract/failure';
import { text } from '#renderer/text/zh-cn';
import { FailureNotice } from './failure-notice';

export interface FormDialogProps {
  readonly title: string;
  /** What the button does. */
  readonly action: string;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly width?: number;
  /** Pixels from the window's upper edge, for a tall form. */
  readonly top?: number;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** What has to be put right before the form is taken; '' when nothing. */
  readonly warning?: string;
  readonly failure?: Failure | null;
  /** Other ways than the action, at the left of the foot. */
  readonly instead?: ReactNode;
  readonly children: ReactNode;
}

/** A form over the screen. It stays when one clicks beside it: what was typed is not lost by a slip. */
export function FormDialog(props: FormDialogProps) {
  const {
    title,
    action,
    onSave,
    onClose,
    width,
    top,
    warning = '',
    failure = null,
    instead,
    children,
  } = props;
  return (
    <Modal
      open
      {...(width === undefined ? {} : { width })}
      {...(top === undefined ? {} : { style: { top } })}
      // A tall form scrolls inside: the buttons stay in sight.
      {...(top === undefined ? {} : { styles: { body: { maxHeight: `calc(100vh - ${top + 130}px)` } } })}
      className="form-dialog"
      title={title}
      okText={action}
      okButtonProps={{
        loading: props.busy ?? false,
        disabled: props.disabled ?? false,
        danger: props.danger ?? false,
      }}
      cancelText={text.parts.cancel}
      onOk={onSave}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={(buttons) => (
        <div className="form-dialog-foot">
          {instead}
          <span className="page-bar-space" />
          {buttons}
        </div>
      )}
    >
      <div className="form-grid">
        {children}
        {warning !== '' && (
          <p className="warn" role="alert">
            {warning}
          </p>
        )}
        {failure !== null && <FailureNotice failure={failure} />}
      </div>
    </Modal>
  );
}
