import { useEffect, useState } from 'react';
import { Button } from 'antd';
import { CopyOutlined, DeleteOutlined, EditOutlined } from '@ant-design/icons';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { ENTRY_FIELDS, type EntryFieldKey } from '#app/catalogue/entry-fields';
import { useCall, type OutputOf } from '#renderer/call';
import { Citation } from '#renderer/parts/citation';
import { minuteOf } from '#renderer/parts/day';
import { EmptyState } from '#renderer/parts/empty-state';
import { FindingAnswer } from '#renderer/parts/finding-answer';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { SeverityTag } from '#renderer/parts/severity-tag';
import { StateTag } from '#renderer/parts/state-tag';
import { PapersButton } from '#renderer/parts/papers-button';
import { text } from '#renderer/text/zh-cn';

const words = text.entries.preview;
const PATIENCE_MS = 120;
const MOST_ITEMS = 12;

const SHOWN: readonly EntryFieldKey[] = [
  'summary',
  'provider',
  'office',
  'formatCategory',
  'formatType',
  'sharingType',
  'sharingCondition',
  'sharingScope',
  'sharingPurpose',
  'refusalReason',
  'refusalBasis',
  'modeCategory',
  'modeType',
  'openToPublic',
  'openCondition',
  'updateCycle',
  'publishedOn',
  'grading',
  'sourceSystem',
];

type ReadEntry = OutputOf<'entries.read'>;

/** What is selected, but not before the selection has come to rest: holding an arrow key reads nothing. */
function useSettled(entry: string | null): string | null {
  const [settled, setSettled] = useState(entry);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(entry), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [entry]);
  return settled;
}

function FindingList({
  findings,
  onOpen,
}: {
  readonly findings: ReadEntry['findings'];
  readonly onOpen: (field: string, item?: string) => void;
}) {
  if (findings.length === 0) return <p className="preview-fine">{words.noFindings}</p>;
  return (
    <section aria-label={words.findings(findings.length)}>
      <h3>{words.findings(findings.length)}</h3>
      <ul className="preview-findings">
        {findings.map((finding, index) => (
          <li key={index}>
            <SeverityTag severity={finding.severity} />{' '}
            <button
              type="button"
              className="link finding-message"
              onClick={() => onOpen(finding.field, finding.item?.id)}
            >
              {finding.item !== undefined && `${finding.item.name || text.entries.unnamed}：`}
              {finding.message}
            </button>
            <div className="quiet">
              {finding.fix} <Citation place={finding.citation} />
            </div>
            <FindingAnswer finding={finding} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fields({ entry }: { readonly entry: CatalogueEntry }) {
  const filled = SHOWN.filter((key) => entry[key] !== '');
  return (
    <dl className="preview-fields">
      {filled.map((key) => (
        <div key={key}>
          <dt>{ENTRY_FIELDS[key].label}</dt>
          <dd>{entry[key]}</dd>
        </div>
      ))}
      {Object.entries(entry.extra).map(([label, value]) => (
        <div key={`extra.${label}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Papers that are made for one entry. */
const ENTRY_PAPERS = ['assessment', 'secrecy', 'retirement', 'transfer'] as const;

export interface EntryPreviewProps {
  readonly entry: string | null;
  readonly active: boolean;
  readonly readOnly: boolean;
  readonly onOpen: (field?: string, item?: string) => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
}

/** The selected entry at a glance, with what the check says about it. */
export function EntryPreview(props: EntryPreviewProps) {
  const settled = useSettled(props.entry);
  const { value, failure, reload } = useCall(
    'entries.read',
    settled !== null && props.active ? { entry: settled } : null,
  );
  if (props.entry === null) return <EmptyState title={words.none} hint={words.noneHint} />;
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading />;
  const { entry, meta, findings } = value;
  return (
    <article className="preview" aria-label={words.title}>
      <header>
        <h2>{entry.name === '' ? text.entries.unnamed : entry.name}</h2>
        <div className="preview-line">
          <span className="code">{entry.code === '' ? text.entries.noCode : entry.code}</span>
          <StateTag state={meta.state} />
        </div>
        <div className="preview-line quiet">
          <span>{words.version(meta.version)}</span>
          <span>{words.changed(minuteOf(meta.changedAt), meta.changedBy)}</span>
        </div>
        <div className="preview-buttons">
          <Button type="primary" size="small" icon={<EditOutlined />} onClick={() => props.onOpen()}>
            {props.readOnly ? words.view : words.open} <kbd>{words.openKeys}</kbd>
          </Button>
          <PapersButton
            size="small"
            about={entry.name}
            papers={ENTRY_PAPERS.map((kind) => ({ kind, subject: [entry.id] }))}
          />
          {!props.readOnly && (
            <>
              <Button
                size="small"
                icon={<CopyOutlined />}
                title={text.entries.copyKeys}
                onClick={props.onCopy}
              >
                {words.copy}
              </Button>
              <Button size="small" icon={<DeleteOutlined />} onClick={props.onRemove}>
                {words.remove}
              </Button>
            </>
          )}
        </div>
      </header>
      <FindingList findings={findings} onOpen={props.onOpen} />
      <Fields entry={entry} />
      <section aria-label={words.items(entry.items.length)}>
        <h3>{words.items(entry.items.length)}</h3>
        <ol className="preview-items">
          {entry.items.slice(0, MOST_ITEMS).map((item) => (
            <li key={item.id}>
              {item.name === '' ? text.entries.unnamed : item.name}
              <span className="quiet"> {item.dataType}</span>
            </li>
          ))}
        </ol>
        {entry.items.length > MOST_ITEMS && (
          <p className="quiet">{words.moreItems(entry.items.length - MOST_ITEMS)}</p>
        )}
      </section>
    </article>
  );
}
