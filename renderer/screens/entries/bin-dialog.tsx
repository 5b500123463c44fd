import { useState } from 'react';
import { App, Button, Table, type TableColumnsType } from 'antd';
import { call, useCall, type OutputOf } from '#renderer/call';
import { SearchBox } from '#renderer/parts/search-box';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { minuteOf } from '#renderer/parts/day';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { tickBoxes } from '#renderer/parts/tick-boxes';
import { useComplain } from '#renderer/parts/use-complain';
import { ViewDialog } from '#renderer/parts/view-dialog';
import { text } from '#renderer/text/zh-cn';

const words = text.entries.bin;
const PAGE = 100;
type Row = OutputOf<'bin.list'>['entries'][number];

const COLUMNS: TableColumnsType<Row> = [
  {
    title: words.columns.name,
    render: (_, row) => (
      <>
        {row.name || text.entries.unnamed} <span className="code quiet">{row.code}</span>
      </>
    ),
  },
  { title: words.columns.office, dataIndex: 'office', width: 140, ellipsis: true },
  { title: words.columns.items, dataIndex: 'items', width: 70, align: 'right' },
  { title: words.columns.removed, width: 150, render: (_, row) => minuteOf(row.removedAt) },
];

/** 回收站: what was deleted, to look for and to bring back. */
export function BinDialog({ onClose }: { readonly onClose: () => void }) {
  const { person } = useLibrary();
  const mayRestore = useMayWrite('bin.restore');
  const { message } = App.useApp();
  const complain = useComplain();
  const [query, setQuery] = useState('');
  const [page, setPage] = useState(1);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const list = useCall('bin.list', { query, offset: (page - 1) * PAGE, limit: PAGE });
  const total = list.value?.total ?? 0;
  const restore = async () => {
    const outcome = await call('bin.restore', { entries: [...chosen], by: person });
    if (!outcome.ok) {
      complain(outcome.failure);
      return;
    }
    setChosen([]);
    void message.success(words.restored(outcome.value.entries));
  };
  return (
    <ViewDialog
      width={820}
      title={words.title}
      onClose={onClose}
      acts={
        mayRestore && (
          <Button type="primary" disabled={chosen.length === 0} onClick={() => void restore()}>
            {words.restore(chosen.length)}
          </Button>
        )
      }
    >
      <p className="quiet">{words.hint}</p>
      {list.failure && <FailureNotice failure={list.failure} onRetry={list.reload} />}
      <div className="bin-tools">
        <SearchBox
          query={query}
          onQuery={(value) => {
            setQuery(value);
            setPage(1);
          }}
          label={words.searchLabel}
          placeholder={words.search}
          autoFocus
        />
        <span className="quiet">{words.total(total)}</span>
      </div>
      <ScrollArea label={words.title} className="bin-rows">
        <Table<Row>
          className="plain-table"
          size="small"
          columns={COLUMNS}
          dataSource={list.value?.entries ?? []}
          rowKey="id"
          locale={{ emptyText: query.trim() === '' ? words.empty : words.nothing }}
          {...(!mayRestore || total === 0
            ? {}
            : { rowSelection: tickBoxes(chosen, setChosen, (row) => row.name || text.entries.unnamed) })}
          pagination={
            total > PAGE
              ? {
                  current: page,
                  pageSize: PAGE,
                  total,
                  onChange: setPage,
                  size: 'small',
                  showSizeChanger: false,
                }
              : false
          }
        />
      </ScrollArea>
    </ViewDialog>
  );
}
