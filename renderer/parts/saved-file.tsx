import { Alert, Button } from 'antd';
import { FolderOpenOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { ChosenFile } from '#app/contract/window-calls';
import { call } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

export interface SavedFileProps {
  readonly file: ChosenFile;
  /** What is in the file, or what to do with it next. */
  readonly children?: ReactNode;
  readonly onClose?: () => void;
}

/** A file was written: its name, its place, and the folder to open. */
export function SavedFile({ file, children, onClose }: SavedFileProps) {
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      title={text.common.written(file.name)}
      description={
        <>
          <div className="quiet">{file.folder}</div>
          {children !== undefined && <div>{children}</div>}
        </>
      }
      action={
        <Button
          size="small"
          icon={<FolderOpenOutlined />}
          onClick={() => void call('window.reveal', { file: file.token })}
        >
          {text.common.reveal}
        </Button>
      }
      {...(onClose ? { closable: { onClose, 'aria-label': text.parts.close } } : {})}
    />
  );
}
