import { Alert, Button } from 'antd';
import { FolderOpenOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call } from '#renderer/call';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { text } from '#renderer/text/zh-cn';
import { officeLabel, type AnswerFilter, type Campaign } from './campaign';

const words = text.maintenance;
const MOST_OFFICES_NAMED = 5;

export interface ExportedSheets {
  readonly folder: ChosenFile;
  readonly files: number;
  readonly entries: number;
}

/** Why it cannot be finished yet: how many are left, office by office. */
function Unfinished(props: {
  readonly campaign: Campaign;
  readonly onShow: () => void;
  readonly onClose: () => void;
}) {
  const { campaign, onShow, onClose } = props;
  const waiting = campaign.byOffice.filter((one) => one.remaining > 0);
  const named = waiting.slice(0, MOST_OFFICES_NAMED);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={words.left.title(campaign.remaining)}
      description={words.left.detail(
        named.map((one) => words.left.office(officeLabel(one.office), one.remaining)),
        waiting.length > named.length ? waiting.length : 0,
      )}
      action={
        <Button size="small" onClick={onShow}>
          {words.left.show}
        </Button>
      }
      closable={{ onClose, 'aria-label': text.parts.close }}
    />
  );
}

/** What a finished maintenance leaves to be done. */
function NextSteps({ campaign, onShow }: Pick<CampaignNoticesProps, 'campaign' | 'onShow'>) {
  const { answered, conclusion } = campaign;
  if (answered.有变化 + answered.应停用 === 0 && conclusion === '') return null;
  return (
    <p className="maintenance-next">
      {conclusion !== '' && (
        <span>
          {words.finished.conclusion}：{conclusion}
        </span>
      )}
      {answered.有变化 > 0 && (
        <button type="button" className="link" onClick={() => onShow('有变化')}>
          {words.finished.changed(answered.有变化)}
        </button>
      )}
      {answered.应停用 > 0 && (
        <button type="button" className="link" onClick={() => onShow('应停用')}>
          {words.finished.retire(answered.应停用)}
        </button>
      )}
    </p>
  );
}

export interface CampaignNoticesProps {
  readonly campaign: Campaign;
  readonly failure: Failure | null;
  /** 完成维护 was asked for while entries are without an answer. */
  readonly unfinished: boolean;
  readonly exported: ExportedSheets | null;
  readonly onClose: () => void;
  /** Shows the entries of all offices with this answer. */
  readonly onShow: (answer: AnswerFilter) => void;
}

/** What the last thing done has to say, and what comes next. */
export function CampaignNotices(props: CampaignNoticesProps) {
  const { campaign, failure, unfinished, exported, onClose, onShow } = props;
  return (
    <div className="maintenance-told">
      {failure !== null && <FailureNotice failure={failure} onClose={onClose} />}
      {unfinished && campaign.remaining > 0 && (
        <Unfinished campaign={campaign} onShow={() => onShow('未答复')} onClose={onClose} />
      )}
      {exported !== null && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={words.sheets.exported(exported.files, exported.entries)}
          description={words.sheets.exportedHint}
          action={
            <Button
              size="small"
              icon={<FolderOpenOutlined />}
              onClick={() => void call('window.reveal', { file: exported.folder.token })}
            >
              {words.sheets.reveal}
            </Button>
          }
          closable={{ onClose, 'aria-label': text.parts.close }}
        />
      )}
      {campaign.finishedOn !== null && <NextSteps campaign={campaign} onShow={onShow} />}
    </div>
  );
}
