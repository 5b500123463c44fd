import { useState } from 'react';
import { Alert, App, Button, Modal, Table, type TableColumnsType } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call, useCall, type InputOf, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFile } from '#renderer/parts/file-picker';
import { Loading } from '#renderer/parts/loading';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { NoticeDialog } from './notice-dialog';
import { NoticeVersions } from './notice-versions';

const words = text.settings.calendar;
type Year = OutputOf<'calendar.list'>['years'][number];
type Preview = OutputOf<'calendar.preview'>;
/** The file, or what was typed in. */
type Source = Pick<InputOf<'calendar.install'>, 'file' | 'notice'>;

const COLUMNS: TableColumnsType<Year> = [
  { title: words.year, dataIndex: 'year', width: 80 },
  { title: words.notice, dataIndex: 'notice' },
  { title: words.workingDays, dataIndex: 'workingDays', width: 100, align: 'right' },
  { title: words.source, dataIndex: 'source', width: 260 },
];

const dayWord = (working: boolean): string => (working ? words.working : words.off);

/** What the notice changes, day by day and duty by duty, before it is taken in. */
function PreviewDialog(props: {
  readonly preview: Preview;
  readonly failure: Failure | null;
  readonly onClose: () => void;
  readonly onInstall: () => void;
}) {
  const { preview } = props;
  return (
    <Modal
      open
      width={680}
      title={words.previewTitle(preview.title)}
      okText={words.confirm}
      okButtonProps={{ disabled: preview.alreadyKnown }}
      cancelText={text.parts.cancel}
      onOk={props.onInstall}
      onCancel={props.onClose}
    >
      <div className="form-grid">
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
        {props.failure !== null && <FailureNotice failure={props.failure} />}
      </div>
    </Modal>
  );
}

/** Years with a notice, and the taking in of another. */
export function CalendarPart() {
  const { summary, today, person } = useLibrary();
  const { message } = App.useApp();
  const list = useCall('calendar.list', {});
  const [composing, setComposing] = useState(false);
  const [chosen, setChosen] = useState<{ readonly source: Source; readonly preview: Preview } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const choose = async () => {
    const file = await chooseFile(words.install, ['json']);
    if (file === null) return;
    const outcome = await call('calendar.preview', { file: file.token });
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) setChosen({ source: { file: file.token }, preview: outcome.value });
  };
  const install = async () => {
    if (chosen === null) return;
    const by = person === '' ? {} : { by: person };
    const outcome = await call('calendar.install', { ...chosen.source, ...by });
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    setChosen(null);
    setComposing(false);
    list.reload();
    void message.success(words.done);
  };
  if (list.failure) return <FailureNotice failure={list.failure} onRetry={list.reload} />;
  if (list.value === null) return <Loading />;
  const known = new Set(list.value.years.map((one) => one.year));
  const now = Number(today.slice(0, 4));
  const missing = [now, now + 1].filter((year) => !known.has(year));
  return (
    <ScrollArea label={text.settings.parts.calendar}>
      <div className="settings-wide">
        <p>{words.intro}</p>
        {missing.map((year) => (
          <Alert key={year} type="warning" showIcon title={words.missing(year)} />
        ))}
        {failure !== null && chosen === null && (
          <FailureNotice failure={failure} onClose={() => setFailure(null)} />
        )}
        <Table<Year>
          className="plain-table"
          size="small"
          pagination={false}
          columns={COLUMNS}
          dataSource={[...list.value.years].reverse()}
          rowKey="year"
          expandable={{
            columnTitle: <span className="only-heard">{words.versionsOf}</span>,
            expandedRowRender: ({ year, versions }) => <NoticeVersions year={year} versions={versions} />,
          }}
          locale={{ emptyText: words.none }}
        />
        {list.value.local.map((one) => (
          <p key={one.sm3}>
            {words.local}：{one.title} <span className="quiet">{one.issuer}</span>
          </p>
        ))}
        {!summary.readOnly && (
          <div className="form-buttons">
            <Button onClick={() => void choose()}>{words.install}</Button>
            <Button onClick={() => setComposing(true)}>{words.compose}</Button>
            <span className="quiet form-aside">{words.installHint}</span>
          </div>
        )}
      </div>
      {composing && (
        <NoticeDialog
          year={missing[0] ?? now + 1}
          onClose={() => setComposing(false)}
          onComposed={({ notice, preview }) => {
            setFailure(null);
            setChosen({ source: { notice }, preview });
          }}
        />
      )}
      {chosen !== null && (
        <PreviewDialog
          preview={chosen.preview}
          failure={failure}
          onClose={() => setChosen(null)}
          onInstall={() => void install()}
        />
      )}
    </ScrollArea>
  );
}
