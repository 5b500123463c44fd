import { useState } from 'react';
import { Alert, Button, type TableColumnsType } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall, type OutputOf } from '#renderer/call';
import { SearchBox } from '#renderer/parts/search-box';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { minuteOf } from '#renderer/parts/day';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseSave, safeFileName } from '#renderer/parts/file-picker';
import { FillTable } from '#renderer/parts/fill-table';
import { Loading } from '#renderer/parts/loading';
import { SavedFile } from '#renderer/parts/saved-file';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.audit;
const PAGE = 200;
type Row = OutputOf<'audit.list'>['records'][number];

const COLUMNS: TableColumnsType<Row> = [
  { title: words.at, width: 136, render: (_, row) => minuteOf(row.at) },
  { title: words.label, dataIndex: 'label', width: 170, ellipsis: true },
  { title: words.subject, dataIndex: 'subject', ellipsis: true },
  { title: words.by, dataIndex: 'by', width: 120, ellipsis: true },
  {
    title: words.account,
    width: 120,
    ellipsis: true,
    render: (_, row) => row.account || <span className="quiet">{words.notSignedIn}</span>,
  },
];

/** 操作日志: what was done, whether the chain is whole, and a copy for those who check it. */
export function AuditPart() {
  const { summary, today } = useLibrary();
  const work = useWork();
  const [page, setPage] = useState(1);
  const [query, setQuery] = useState('');
  const [verified, setVerified] = useState<OutputOf<'audit.verify'> | null>(null);
  const [written, setWritten] = useState<{ readonly file: ChosenFile; readonly lines: number } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const wanted = query.trim();
  const list = useCall('audit.list', {
    ...(wanted === '' ? {} : { query: wanted }),
    offset: (page - 1) * PAGE,
    limit: PAGE,
  });

  const verify = async () => {
    const outcome = await call('audit.verify', {});
    setVerified(outcome.ok ? outcome.value : null);
    setFailure(outcome.ok ? null : outcome.failure);
  };
  const save = async () => {
    const name = `${safeFileName(words.suggested(summary.department, today))}.txt`;
    const file = await chooseSave(words.export, ['log'], name);
    if (file === null) return;
    const outcome = await work.run('audit.export', { out: file.token }, words.exporting);
    setWritten(outcome.ok ? { file, lines: outcome.value.lines } : null);
    setFailure(outcome.ok ? null : outcome.failure);
  };
  if (list.failure) return <FailureNotice failure={list.failure} onRetry={list.reload} />;
  if (list.value === null) return <Loading />;
  const { total, records } = list.value;
  return (
    <>
      <p className="page-bar">{words.intro}</p>
      <div className="page-bar">
        <SearchBox
          query={query}
          onQuery={(value) => {
            setQuery(value);
            setPage(1);
          }}
          label={words.search}
        />
        <Button onClick={() => void verify()}>{words.verify}</Button>
        <Button onClick={() => void save()}>{words.export}</Button>
      </div>
      {(failure !== null || verified !== null || written !== null) && (
        <div className="import-notices">
          {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
          {verified !== null && (
            <Alert
              type={verified.intact ? 'success' : 'error'}
              showIcon
              role="status"
              title={verified.intact ? words.intact(verified.records) : words.broken(verified.breaks.length)}
              description={
                <>
                  <div className="code">{words.head(verified.head)}</div>
                  <ul>
                    {verified.breaks.map((one) => (
                      <li key={`${one.place} ${one.reason}`}>
                        {one.place}：{one.reason}
                      </li>
                    ))}
                  </ul>
                </>
              }
              closable={{ onClose: () => setVerified(null), 'aria-label': text.parts.close }}
            />
          )}
          {written !== null && (
            <SavedFile file={written.file} onClose={() => setWritten(null)}>
              {words.exported(written.lines)}
            </SavedFile>
          )}
        </div>
      )}
      <FillTable<Row>
        minWidth={760}
        columns={COLUMNS}
        dataSource={[...records]}
        rowKey="seq"
        locale={{ emptyText: query === '' ? words.none : words.noMatch }}
        pagination={
          total > PAGE
            ? {
                current: page,
                pageSize: PAGE,
                total,
                onChange: setPage,
                showSizeChanger: false,
                size: 'small',
                showTotal: (all, [from, to]) => text.common.range(all, from, to),
              }
            : false
        }
      />
    </>
  );
}
