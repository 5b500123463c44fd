import { useEffect } from 'react';
import { Button, Table, type TableColumnsType } from 'antd';
import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { useCall, type OutputOf } from '#renderer/call';
import { Citation } from '#renderer/parts/citation';
import { minuteOf } from '#renderer/parts/day';
import { DifferenceView } from '#renderer/parts/difference-view';
import { FindingAnswer } from '#renderer/parts/finding-answer';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { SeverityTag } from '#renderer/parts/severity-tag';
import { StateTag } from '#renderer/parts/state-tag';
import { text } from '#renderer/text/zh-cn';
import { FieldOpinionMark, samePlace, type FieldOpinion } from './field-opinion';
import { HistoryTable } from './history-part';

const words = text.review.detail;
type Read = OutputOf<'entries.read'>;
type Item = Read['entry']['items'][number];

const ITEM_COLUMNS: TableColumnsType<Item> = [
  { title: words.itemColumns.name, dataIndex: 'name', ellipsis: true },
  { title: words.itemColumns.type, dataIndex: 'dataType', width: 84, ellipsis: true },
  { title: words.itemColumns.length, dataIndex: 'length', width: 54, align: 'right' },
  { title: words.itemColumns.sharing, dataIndex: 'sharingType', width: 96, ellipsis: true },
  { title: words.itemColumns.open, dataIndex: 'openToPublic', width: 84, ellipsis: true },
];

function Findings({ findings }: { readonly findings: Read['findings'] }) {
  if (findings.length === 0) return <p className="quiet">{words.noFindings}</p>;
  return (
    <ul className="problem-list">
      {findings.map((finding, index) => (
        <li key={index}>
          <SeverityTag severity={finding.severity} />{' '}
          {finding.item && <span className="quiet">{text.common.itemOf(finding.item.name)}</span>}
          <div>
            {finding.message}。{finding.fix}
          </div>
          <Citation place={finding.citation} />
          <FindingAnswer finding={finding} />
        </li>
      ))}
    </ul>
  );
}

export interface ReviewEntryProps {
  readonly entry: string;
  /** The differences are on the screen; `changedAt` says which state of the entry was seen. */
  readonly onLooked: (id: string, changedAt: string) => void;
  /** What was noted of single fields so far. */
  readonly opinions: readonly FieldOpinion[];
  readonly onOpinion: (opinion: FieldOpinion) => void;
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
  readonly onEdit: () => void;
}

/** One entry as the reviewer needs it: what changed, what the check says, who did what before. */
export function ReviewEntry(props: ReviewEntryProps) {
  const { entry, onLooked, opinions, onOpinion, onPrevious, onNext } = props;
  const read = useCall('entries.read', { entry });
  const changes = useCall('entries.changes', { entry });
  const history = useCall('review.history', { entry, limit: 50 });
  const seen = read.value !== null && changes.value !== null ? read.value.meta.changedAt : null;
  useEffect(() => {
    if (seen !== null) onLooked(entry, seen);
    // Noted once per state of the entry, whoever listens.
  }, [entry, seen]);

  const failure = read.failure ?? changes.failure;
  if (failure) return <FailureNotice failure={failure} onRetry={read.reload} />;
  if (read.value === null || changes.value === null) return <Loading />;
  const { entry: content, meta, findings } = read.value;
  const first = changes.value.fromVersion === 0;

  return (
    <>
      <div className="page-bar review-head">
        <strong className="review-name" title={content.name}>
          {content.name || content.code}
        </strong>
        <span className="page-bar-space" />
        <Button
          size="small"
          icon={<UpOutlined />}
          disabled={!onPrevious}
          onClick={onPrevious}
          aria-label={words.previous}
          title={words.previous}
        />
        <Button
          size="small"
          icon={<DownOutlined />}
          disabled={!onNext}
          onClick={onNext}
          aria-label={words.next}
          title={words.next}
        />
        <Button size="small" onClick={props.onEdit}>
          {words.openEditor}
        </Button>
      </div>
      <ScrollArea label={content.name} className="review-entry">
        <p className="review-line">
          <span className="code">{content.code}</span>
          <StateTag state={meta.state} />
          <span>{content.office}</span>
          <span className="quiet">{words.changedBy(meta.changedBy, minuteOf(meta.changedAt))}</span>
        </p>
        <h2>{first ? words.content : words.changed}</h2>
        <p className="quiet">{words.version(changes.value.fromVersion)}</p>
        <DifferenceView
          differences={first ? { ...changes.value, itemsAdded: [] } : changes.value}
          firstVersion={first}
          beside={(change) => {
            const place = {
              entry: content.id,
              field: change.field,
              ...(change.item ? { item: change.item.id } : {}),
            };
            const label = change.item
              ? `${text.common.itemOf(change.item.name)}${change.label}`
              : change.label;
            return (
              <FieldOpinionMark
                label={label}
                opinion={opinions.find((one) => samePlace(one, place))?.opinion ?? ''}
                onChange={(opinion) => onOpinion({ ...place, label, opinion })}
              />
            );
          }}
        />
        {first && content.items.length > 0 && (
          <>
            <h2>{words.items(content.items.length)}</h2>
            <Table<Item>
              className="plain-table"
              size="small"
              columns={ITEM_COLUMNS}
              dataSource={content.items}
              rowKey="id"
              pagination={
                content.items.length > 50 ? { pageSize: 50, size: 'small', showSizeChanger: false } : false
              }
            />
          </>
        )}
        <h2>{words.findings}</h2>
        <Findings findings={findings} />
        {(history.value?.records.length ?? 0) > 0 && (
          <>
            <h2>{words.history}</h2>
            <HistoryTable records={history.value?.records ?? []} narrow />
          </>
        )}
      </ScrollArea>
    </>
  );
}
