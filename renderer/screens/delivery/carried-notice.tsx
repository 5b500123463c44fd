import { Alert, Button } from 'antd';
import { FolderOpenOutlined } from '@ant-design/icons';
import type { ChosenFile } from '#app/contract/window-calls';
import { call } from '#renderer/call';
import { ReportButtons } from '#renderer/parts/report-buttons';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.carry;

export interface Carried {
  readonly packageId: string;
  readonly folder: ChosenFile;
  readonly files: readonly string[];
}

/** The list of parts stands in the 介质交接登记. */
const MOST_NAMED = 3;
const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** Where to carry what was copied, and what to bring back. */
export function CarriedNotice({
  carried,
  onClose,
}: {
  readonly carried: Carried;
  readonly onClose: () => void;
}) {
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      title={words.done(1)}
      description={
        <>
          <div>
            {words.files}：
            {carried.files.slice(0, MOST_NAMED).map((file) => (
              <span key={file}>
                <span className="code carried-file">{nameOf(file)}</span>{' '}
              </span>
            ))}
            {carried.files.length > MOST_NAMED && words.moreFiles(carried.files.length)}
          </div>
          <ol className="carry-steps">
            <li>{words.where}</li>
            <li>{words.bring}</li>
            <li>{words.bringPaper}</li>
          </ol>
          <div className="carry-paper">
            <span>{words.paper}</span>
            <ReportButtons kind="medium" name={words.medium} subject={[carried.packageId]} />
          </div>
        </>
      }
      action={
        <Button
          size="small"
          icon={<FolderOpenOutlined />}
          onClick={() => void call('window.reveal', { file: carried.folder.token })}
        >
          {text.common.reveal}
        </Button>
      }
      closable={{ onClose, 'aria-label': text.parts.close }}
    />
  );
}
