import { Button, Table, type TableColumnsType } from 'antd';
import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  RightOutlined,
  StopOutlined,
} from '@ant-design/icons';
import type { OutputOf } from '#renderer/call';
import { minuteOf } from '#renderer/parts/day';
import { PapersButton } from '#renderer/parts/papers-button';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery;
export type PackageRow = OutputOf<'package.list'>['packages'][number];
export type PackageAction = 'carry' | 'split' | 'receive' | 'byHand' | 'returned' | 'withdraw';

/** How far along 已审定 → 待报送 → 已报送 → 已接收 a package is. */
const PROGRESS: Readonly<Record<string, number>> = { 待报送: 1, 已报送待回执: 2, 已接收: 3, 部分退回: 3 };

/** The sensible next steps, the first of them the main one. */
export function nextActions(row: Pick<PackageRow, 'state' | 'uncertain'>): readonly PackageAction[] {
  switch (row.state) {
    case '待报送':
      return row.uncertain ? ['receive', 'carry'] : ['carry', 'withdraw'];
    case '已报送待回执':
      return ['receive', 'byHand', 'carry'];
    case '部分退回':
    case '退回':
      return ['returned'];
    default:
      return [];
  }
}

function StateLine({ row }: { readonly row: PackageRow }) {
  const at = PROGRESS[row.state];
  const stopped = words.table.stopped[row.state];
  if (at === undefined) {
    const Icon = row.state === '退回' ? CloseCircleFilled : StopOutlined;
    return (
      <span className={row.state === '退回' ? 'bad' : 'quiet'}>
        <Icon aria-hidden /> {stopped ?? row.state}
      </span>
    );
  }
  // Some of it came back: far along, and not done.
  const isPartial = row.state === '部分退回';
  const NowIcon = isPartial ? ExclamationCircleFilled : CheckCircleFilled;
  const now = isPartial ? 'state-now warn' : 'state-now';
  return (
    <ol className="state-line" aria-label={row.state}>
      {words.table.states.map((state, index) => (
        <li key={state} className={index < at ? 'state-past' : index === at ? now : 'state-future'}>
          {index > 0 && <RightOutlined aria-hidden className="state-arrow" />}
          {index === at && <NowIcon aria-hidden />} {index === at && isPartial ? row.state : state}
        </li>
      ))}
    </ol>
  );
}

function Remark({ said }: { readonly said: string }) {
  return said === '' ? null : <div className="warn">{said}</div>;
}

interface DetailsProps {
  readonly row: PackageRow;
  /** Null where the package is not to be copied any more. */
  readonly onSplit: (() => void) | null;
}

function Details({ row, onSplit }: DetailsProps) {
  return (
    <dl className="details">
      <dt>{words.table.packageId}</dt>
      <dd className="code">{row.packageId}</dd>
      <dt>{words.table.sm3}</dt>
      <dd className="code">{row.manifestSm3}</dd>
      <dt>{words.table.file}</dt>
      <dd>{row.file}</dd>
      {row.refersTo !== '' && (
        <>
          <dt>{words.table.refersTo}</dt>
          <dd className="code">{row.refersTo}</dd>
        </>
      )}
      {onSplit !== null && (
        <>
          <dt>{words.table.media}</dt>
          <dd>
            <div className="form-buttons">
              <Button size="small" onClick={onSplit}>
                {words.actions.split}
              </Button>
            </div>
          </dd>
        </>
      )}
    </dl>
  );
}

/** Papers that go with one package. */
const PACKAGE_PAPERS = ['letter', 'medium'] as const;

export interface PackageTableProps {
  readonly rows: readonly PackageRow[];
  readonly readOnly: boolean;
  readonly onAct: (row: PackageRow, action: PackageAction) => void;
}

/** One row per package, the latest first, each with the steps that make sense for it now. */
export function PackageTable({ rows, readOnly, onAct }: PackageTableProps) {
  const confirm = useConfirm();
  const act = async (row: PackageRow, action: PackageAction) => {
    if (action === 'withdraw') {
      const agreed = await confirm({
        title: words.actions.withdrawTitle(row.seq),
        consequence: words.actions.withdrawText,
        action: words.actions.withdraw,
        dangerous: true,
      });
      if (!agreed) return;
    }
    onAct(row, action);
  };
  const label = (row: PackageRow, action: PackageAction): string =>
    action === 'carry' && row.state === '已报送待回执' ? words.actions.carryAgain : words.actions[action];

  const columns: TableColumnsType<PackageRow> = [
    { title: words.table.seq, dataIndex: 'seq', width: 56, align: 'right' },
    { title: words.table.createdOn, width: 136, render: (_, row) => minuteOf(row.createdOn) },
    {
      title: words.table.entries,
      width: 84,
      align: 'right',
      render: (_, row) => `${words.table.scopes[row.scope] ?? ''} ${row.entries}`,
    },
    {
      title: words.table.state,
      width: 310,
      render: (_, row) => (
        <>
          <StateLine row={row} />
          {/* Why the last try came to nothing says as well that its end is open. */}
          <Remark said={row.remark === '' && row.uncertain ? words.table.uncertain : row.remark} />
        </>
      ),
    },
    {
      title: words.table.receipt,
      render: (_, row) =>
        row.receipt ? (
          <>
            {words.table.receiptOf(row.receipt.kind, row.receipt.number, row.receipt.on)}
            {row.receipt.result !== 'accepted' &&
              `（${words.table.results[row.receipt.result] ?? row.receipt.result}）`}
          </>
        ) : (
          <span className="quiet">{words.table.noReceipt}</span>
        ),
    },
    {
      title: words.table.next,
      width: 320,
      render: (_, row) => (
        <span className="form-buttons">
          {!readOnly &&
            nextActions(row).map((action, index) => (
              <Button
                key={action}
                size="small"
                type={index === 0 ? 'primary' : 'default'}
                onClick={() => void act(row, action)}
              >
                {label(row, action)}
              </Button>
            ))}
          <PapersButton
            size="small"
            about={words.table.packageOf(row.seq)}
            papers={PACKAGE_PAPERS.map((kind) => ({ kind, subject: [row.packageId] }))}
          />
        </span>
      ),
    },
  ];
  return (
    <Table<PackageRow>
      className="plain-table"
      aria-label={words.table.label}
      size="small"
      columns={columns}
      dataSource={[...rows]}
      rowKey="packageId"
      pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false, size: 'small' } : false}
      expandable={{
        expandedRowRender: (row) => (
          <Details
            row={row}
            onSplit={!readOnly && nextActions(row).includes('carry') ? () => void act(row, 'split') : null}
          />
        ),
        columnWidth: 36,
        columnTitle: <span className="only-heard">{words.table.details}</span>,
      }}
    />
  );
}
