import { useEffect } from 'react';
import { Button, type TableColumnsType } from 'antd';
import { CheckCircleOutlined, EyeInvisibleOutlined } from '@ant-design/icons';
import { useCall, type OutputOf } from '#renderer/call';
import { SearchBox } from '#renderer/parts/search-box';
import { useKept } from '#renderer/frame/kept-state';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { FillTable } from '#renderer/parts/fill-table';
import { Loading } from '#renderer/parts/loading';
import { SeverityCount } from '#renderer/parts/severity-tag';
import { StateTag } from '#renderer/parts/state-tag';
import { tickBoxes } from '#renderer/parts/tick-boxes';
import { text } from '#renderer/text/zh-cn';
import { allEntryIds, type InboxStep } from './steps';

const words = text.review;
const PAGE = 100;
type Row = OutputOf<'entries.list'>['entries'][number];

function Looked({ seen }: { readonly seen: boolean }) {
  return seen ? (
    <CheckCircleOutlined className="good" role="img" aria-label={words.list.looked} />
  ) : (
    <EyeInvisibleOutlined className="quiet" role="img" aria-label={words.list.notLooked} />
  );
}

export interface ReviewListProps {
  readonly step: InboxStep;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  readonly looked: Readonly<Record<string, string>>;
  /** Ids on the page now shown, for stepping from one to the next. */
  readonly onShown: (ids: readonly string[]) => void;
  /** Entries that changed after they were looked at. */
  readonly onStale: (ids: readonly string[]) => void;
}

/** Entries that wait at a step, page by page. */
export function ReviewList(props: ReviewListProps) {
  const { step, selected, onSelect, open, onOpen, looked, onShown, onStale } = props;
  const [page, setPage] = useKept(`review.page.${step.step}`, 1);
  const [query, setQuery] = useKept(`review.query.${step.step}`, '');
  const wanted = query.trim();
  const list = useCall('entries.list', {
    waitsFor: step.step,
    ...(wanted === '' ? {} : { query: wanted }),
    offset: (page - 1) * PAGE,
    limit: PAGE,
  });
  const rows = list.value?.entries;
  useEffect(() => onShown((rows ?? []).map((row) => row.id)), [rows, onShown]);
  const stale = (rows ?? []).filter(
    (row) => looked[row.id] !== undefined && looked[row.id] !== row.changedAt,
  );
  useEffect(() => {
    if (stale.length > 0) onStale(stale.map((row) => row.id));
  }, [stale, onStale]);
  // The last page may have been emptied by what was just done.
  const pages = Math.max(1, Math.ceil((list.value?.total ?? 0) / PAGE));
  useEffect(() => {
    if (list.value !== null && page > pages) setPage(pages);
  }, [list.value, page, pages, setPage]);

  if (list.failure) return <FailureNotice failure={list.failure} onRetry={list.reload} />;
  if (list.value === null) return <Loading />;
  const { total } = list.value;
  if (total === 0 && query === '') {
    return <EmptyState title={words.nothingHere(words.stepNames[step.step])} hint={words.nothingHint} />;
  }
  const columns: TableColumnsType<Row> = [
    {
      title: words.list.lookedColumn,
      width: 52,
      align: 'center',
      render: (_, row) => <Looked seen={row.id in looked} />,
    },
    {
      title: words.list.name,
      render: (_, row) => (
        <button type="button" className="link row-open-link review-row-name" onClick={() => onOpen(row.id)}>
          {row.name || row.code || row.id}
        </button>
      ),
    },
    { title: words.list.code, dataIndex: 'code', width: 128, ellipsis: true, className: 'code' },
    // Of those sent back the state says whether it was the department or the authority.
    ...(step.step === 'submit'
      ? [
          {
            title: words.list.state,
            width: 100,
            render: (_: unknown, row: Row) => <StateTag state={row.state} />,
          },
        ]
      : [{ title: words.list.office, dataIndex: 'office', width: 90, ellipsis: true }]),
    {
      title: words.list.findings,
      width: 84,
      render: (_, row) => (
        <span className="row-problems">
          {row.errors > 0 && <SeverityCount severity="error" count={row.errors} />}
          {row.warnings > 0 && <SeverityCount severity="warning" count={row.warnings} />}
        </span>
      ),
    },
  ];
  return (
    <>
      <div className="page-bar review-tools">
        <SearchBox
          query={query}
          onQuery={(value) => {
            setQuery(value);
            setPage(1);
          }}
          label={words.list.search}
        />
        {selected.length < total ? (
          <Button
            size="small"
            onClick={() => void allEntryIds({ waitsFor: step.step }, wanted).then(onSelect)}
          >
            {words.list.selectAll(total)}
          </Button>
        ) : (
          <Button size="small" onClick={() => onSelect([])}>
            {words.list.clear}
          </Button>
        )}
        {open === null && <span className="quiet">{words.detail.pick}</span>}
      </div>
      <FillTable<Row>
        minWidth={520}
        columns={columns}
        dataSource={rows ?? []}
        rowKey="id"
        rowClassName={(row) => (row.id === open ? 'row-open' : '')}
        onRow={(row) => ({ onDoubleClick: () => onOpen(row.id) })}
        rowSelection={tickBoxes(selected, onSelect, (row) => row.name)}
        locale={{ emptyText: words.noMatch }}
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
