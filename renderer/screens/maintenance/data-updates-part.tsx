import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { App, Button, Segmented } from 'antd';
import { CheckCircleOutlined, ClockCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { done } from '#app/contract/failure';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { SearchBox } from '#renderer/parts/search-box';
import { Citation } from '#renderer/parts/citation';
import { Day } from '#renderer/parts/day';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import type { RowColumn } from '#renderer/parts/row-columns';
import { RowTable, type RowTableHandle } from '#renderer/parts/row-table';
import { usePages } from '#renderer/parts/use-pages';
import { text } from '#renderer/text/zh-cn';
import { DataUpdateDialog } from './data-update-dialog';
import { DataUpdateHistory } from './data-update-history';
import { DATA_UPDATE_STATUS, type DataUpdateStatus } from '#app/contract/maintenance-words';

const words = text.maintenance.updates;
type Row = OutputOf<'dataUpdates.list'>['entries'][number];

const MOST_SELECTED = 10_000;
const ANY = '';
const NOBODY: ReadonlySet<string> = new Set();

function Status({ row }: { readonly row: Row }) {
  if (row.status === '逾期' || row.status === '临期') {
    return (
      <span className={row.status === '逾期' ? 'bad' : 'warn'}>
        <WarningOutlined aria-hidden /> {row.status}
      </span>
    );
  }
  if (row.status === '正常') {
    return (
      <span className="good">
        <CheckCircleOutlined aria-hidden /> {row.status}
      </span>
    );
  }
  return (
    <span className="quiet">
      <ClockCircleOutlined aria-hidden /> {words.status[row.status]}
    </span>
  );
}

const columnsFor = (onPast: (row: Row) => void): RowColumn<Row>[] => [
  { key: 'name', title: words.name, render: (row) => <span title={row.name}>{row.name || row.code}</span> },
  { key: 'office', title: words.office, width: 150, render: (row) => row.office },
  { key: 'cycle', title: words.cycle, width: 90, render: (row) => row.updateCycle },
  { key: 'updated', title: words.updatedOn, width: 130, render: (row) => row.updatedOn ?? words.unknown },
  {
    key: 'due',
    title: words.due,
    width: 190,
    render: (row) => (row.due === null ? '' : <Day date={row.due} />),
  },
  { key: 'status', title: words.statusTitle, width: 130, render: (row) => <Status row={row} /> },
  {
    key: 'past',
    title: words.past,
    width: 70,
    render: (row) =>
      row.updatedOn === null ? null : (
        <Button
          size="small"
          type="link"
          tabIndex={-1}
          aria-label={words.pastOf(row.name)}
          onClick={() => onPast(row)}
        >
          {words.past}
        </Button>
      ),
  },
];

/** 数据更新: what the update cycles of the catalogue ask for, and the registering of what was updated. */
export function DataUpdatesPart() {
  const { summary } = useLibrary();
  const mayRecord = useMayWrite('dataUpdates.record');
  const { go } = useNavigation();
  const { message } = App.useApp();
  const [status, setStatus] = useState<DataUpdateStatus | null>(null);
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState(0);
  const [selected, setSelected] = useState(NOBODY);
  const [registering, setRegistering] = useState(false);
  const [past, setPast] = useState<Row | null>(null);
  const columns = useMemo(() => columnsFor(setPast), []);
  const table = useRef<RowTableHandle>(null);
  const overview = useCall('dataUpdates.list', { query: query.trim(), limit: 1 });
  const wanted = useMemo(
    () => ({ query: query.trim(), ...(status === null ? {} : { status }) }),
    [query, status],
  );
  const fetchPage = useCallback(
    async (offset: number, limit: number) => {
      const outcome = await call('dataUpdates.list', { ...wanted, offset, limit });
      return outcome.ok ? done({ total: outcome.value.total, rows: outcome.value.entries }) : outcome;
    },
    [wanted],
  );
  const pages = usePages<Row>(fetchPage, true);
  const { range } = pages;
  useEffect(() => {
    setSelected(NOBODY);
    setCurrent(0);
  }, [wanted]);

  const select = (from: number, to: number, off: boolean) =>
    void range(from, to).then((rows) =>
      setSelected((before) => {
        const next = new Set(before);
        for (const { id } of rows) {
          if (off) next.delete(id);
          else next.add(id);
        }
        return next;
      }),
    );
  const selectAll = () => {
    const total = pages.total ?? 0;
    if (total > MOST_SELECTED) void message.info(words.tooMany(MOST_SELECTED));
    else select(0, total - 1, false);
  };

  if (summary.entries === 0) {
    return <EmptyState title={text.maintenance.empty.title} hint={words.emptyHint} />;
  }
  const counts = overview.value?.counts;
  const rule = overview.value?.rule ?? null;
  return (
    <>
      <p className="quiet data-updates-hint">
        {words.hint} {rule !== null && <Citation place={rule} />}
      </p>
      <div className="page-bar maintenance-tools">
        <Segmented<string>
          aria-label={words.statusTitle}
          value={status ?? ANY}
          onChange={(value) => setStatus(value === ANY ? null : (value as DataUpdateStatus))}
          options={[
            { value: ANY, label: words.any },
            ...DATA_UPDATE_STATUS.map((one) => ({
              value: one,
              label: `${words.status[one]} ${counts?.[one] ?? ''}`,
            })),
          ]}
        />
        <SearchBox query={query} onQuery={setQuery} label={words.search} />
        <span className="page-bar-space" />
        <Button onClick={selectAll} disabled={(pages.total ?? 0) === 0}>
          {words.selectAll}
        </Button>
        {mayRecord && (
          <Button type="primary" disabled={selected.size === 0} onClick={() => setRegistering(true)}>
            {words.register(selected.size)}
          </Button>
        )}
      </div>
      {pages.failure && <FailureNotice failure={pages.failure} onRetry={pages.reload} />}
      {pages.total === null && !pages.failure && <Loading rows={10} />}
      {pages.total === 0 && (
        <EmptyState title={words.nothing} hint={words.nothingHint}>
          <Button
            onClick={() => {
              setStatus(null);
              setQuery('');
            }}
          >
            {words.noFilter}
          </Button>
        </EmptyState>
      )}
      {pages.total !== null && pages.total > 0 && (
        <div className="maintenance-table" data-main-list>
          <RowTable<Row>
            ref={table}
            label={words.label}
            columns={columns}
            total={pages.total}
            rowAt={pages.rowAt}
            rowKey={(row) => row.id}
            nameOf={(row) => row.name}
            onNeed={pages.need}
            current={current}
            onCurrent={setCurrent}
            onOpen={(index) => {
              const row = pages.rowAt(index);
              if (row !== undefined) go({ screen: 'entries', entry: row.id });
            }}
            selected={selected}
            onSelect={select}
          />
        </div>
      )}
      {past !== null && <DataUpdateHistory entry={past} onClose={() => setPast(null)} />}
      {registering && (
        <DataUpdateDialog
          entries={[...selected]}
          onClose={(recorded) => {
            setRegistering(false);
            if (!recorded) return;
            setSelected(NOBODY);
            table.current?.focus();
          }}
        />
      )}
    </>
  );
}
