import { Alert, Table, type TableColumnsType } from 'antd';
import type { OutputOf } from '#renderer/call';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';

const words = text.entries.batchEdit;
type Result = OutputOf<'entries.batch'>;
type Row = Result['rows'][number];

const shown = (value: string) => (value === '' ? <span className="quiet">{words.blank}</span> : value);

const COLUMNS: TableColumnsType<Row> = [
  {
    title: words.columns.entry,
    width: 220,
    render: (_, row) => (
      <>
        <span>{row.entry.name || text.entries.unnamed}</span>{' '}
        <span className="code quiet">{row.entry.code}</span>
      </>
    ),
  },
  {
    title: words.columns.field,
    width: 150,
    render: (_, row) => `${row.item ? text.common.itemOf(row.item.name) : ''}${row.label}`,
  },
  { title: words.columns.before, render: (_, row) => <del>{shown(row.before)}</del> },
  { title: words.columns.after, render: (_, row) => <ins>{shown(row.after)}</ins> },
];

/** Every change that a batch would make, old beside new, and what it leaves alone with the reason. */
export function BatchPreview({ result }: { readonly result: Result }) {
  return (
    <section className="batch-preview" aria-live="polite">
      <p>
        {result.changed === 0 ? words.nothing : words.summary(result.entries, result.changed, result.changes)}{' '}
        {result.changes > result.rows.length && words.more(result.rows.length)}
      </p>
      {result.drafts > 0 && <Alert type="info" showIcon title={words.drafts(result.drafts)} />}
      {result.refusedCount > 0 && (
        <details className="batch-refused" open>
          <summary>{words.refused(result.refusedCount)}</summary>
          <ul>
            {result.refused.slice(0, 100).map(({ entry, reason }) => (
              <li key={entry.id}>
                {entry.name || text.entries.unnamed} <span className="code quiet">{entry.code}</span>：
                {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {result.rows.length > 0 && (
        <ScrollArea label={words.preview} className="batch-rows">
          <Table<Row>
            className="plain-table"
            size="small"
            columns={COLUMNS}
            dataSource={result.rows}
            rowKey={(row) => `${row.entry.id} ${row.item?.id ?? ''} ${row.field}`}
            pagination={
              result.rows.length > 100
                ? { pageSize: 100, size: 'small', showSizeChanger: false, hideOnSinglePage: true }
                : false
            }
          />
        </ScrollArea>
      )}
    </section>
  );
}
