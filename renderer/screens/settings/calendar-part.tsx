import { useState } from 'react';
import { Alert, App, Button, Table, type TableColumnsType } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call, useCall, type InputOf, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFile } from '#renderer/parts/file-picker';
import { Loading } from '#renderer/parts/loading';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { NoticeDialog } from './notice-dialog';
import { NoticePreview, type Preview } from './notice-preview';
import { NoticeVersions } from './notice-versions';

const words = text.settings.calendar;
type Year = OutputOf<'calendar.list'>['years'][number];
/** The file, or what was typed in. */
type Source = Pick<InputOf<'calendar.install'>, 'file' | 'notice'>;

const COLUMNS: TableColumnsType<Year> = [
  { title: words.year, dataIndex: 'year', width: 80 },
  { title: words.notice, dataIndex: 'notice' },
  { title: words.workingDays, dataIndex: 'workingDays', width: 100, align: 'right' },
  { title: words.source, dataIndex: 'source', width: 260 },
];

/** Years with a notice, and the taking in of another. */
export function CalendarPart() {
  const { today, person } = useLibrary();
  const mayInstall = useMayWrite('calendar.install');
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
  const by = person === '' ? {} : { by: person };
  const installed = () => {
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
        {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
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
        {mayInstall && (
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
            setChosen({ source: { notice }, preview });
          }}
        />
      )}
      {chosen !== null && (
        <NoticePreview
          preview={chosen.preview}
          onClose={() => setChosen(null)}
          onInstall={() => call('calendar.install', { ...chosen.source, ...by })}
          onInstalled={installed}
        />
      )}
    </ScrollArea>
  );
}
