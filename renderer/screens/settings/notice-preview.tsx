import { Alert } from 'antd';
import type { OutputOf } from '#renderer/call';
import { FormDialog, type Taking } from '#renderer/parts/form-dialog';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.calendar;
export type Preview = OutputOf<'calendar.preview'>;

const dayWord = (working: boolean): string => (working ? words.working : words.off);

export interface NoticePreviewProps {
  readonly preview: Preview;
  readonly onClose: () => void;
  readonly onInstall: () => Taking<OutputOf<'calendar.install'>>;
  readonly onInstalled: () => void;
}

/** What the notice changes, day by day and duty by duty, before it is taken in. */
export function NoticePreview({ preview, onClose, onInstall, onInstalled }: NoticePreviewProps) {
  return (
    <FormDialog
      width={680}
      title={words.previewTitle(preview.title)}
      action={words.confirm}
      disabled={preview.alreadyKnown}
      onSave={onInstall}
      onSaved={onInstalled}
      onClose={onClose}
    >
      {preview.alreadyKnown && <Alert type="info" showIcon title={words.known} />}
      {preview.warnings.map((warning) => (
        <Alert key={warning} type="warning" showIcon title={warning} />
      ))}
      {preview.year !== null && preview.workingDays !== null && (
        <p>{words.yearDays(preview.year, preview.workingDays)}</p>
      )}
      <strong>{words.changed(preview.dates.length)}</strong>
      <ul className="calendar-days" tabIndex={0} aria-label={words.changed(preview.dates.length)}>
        {preview.dates.map(({ date, before, after }) => (
          <li key={date}>
            {words.dayLine(date, dayWord(before.working), dayWord(after.working))}
            <span className="quiet"> {after.reason}</span>
          </li>
        ))}
      </ul>
      {preview.duties.length > 0 && (
        <>
          <strong>{words.duties(preview.duties.length)}</strong>
          <ul>
            {preview.duties.map((duty) => (
              <li key={`${duty.duty} ${duty.subject}`}>
                {words.dutyLine(duty.label, duty.due, duty.newDue)}{' '}
                {duty.provisional !== duty.newProvisional && (
                  <span className="quiet">{duty.newProvisional ? words.provisional : words.settled}</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </FormDialog>
  );
}
