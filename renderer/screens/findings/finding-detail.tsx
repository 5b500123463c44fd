import { Button } from 'antd';
import { EditOutlined, ToolOutlined } from '@ant-design/icons';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges } from '#app/catalogue/entry-changes';
import { certainlyMended } from '#app/jurisdictions/certain-mend';
import { call, useCall } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { useDone } from '#renderer/frame/use-done';
import { Citation } from '#renderer/parts/citation';
import { EmptyState } from '#renderer/parts/empty-state';
import { FindingAnswer } from '#renderer/parts/finding-answer';
import { SeverityTag } from '#renderer/parts/severity-tag';
import { StateTag } from '#renderer/parts/state-tag';
import { useComplain } from '#renderer/parts/use-complain';
import { labelOf } from '#renderer/screens/editor/finding-panel';
import { useReading } from '#renderer/screens/editor/use-reading';
import { text } from '#renderer/text/zh-cn';
import { GivenTogether } from './given-together';
import type { FindingRow } from './use-finding-board';

const words = text.findings;

interface MendProps {
  readonly entry: CatalogueEntry;
  readonly mended: CatalogueEntry;
  readonly revision: number;
}

/** The one right mending, old and new, written by one press and taken back by one undo. */
function Mend({ entry, mended, revision }: MendProps) {
  const { person } = useLibrary();
  const complain = useComplain();
  const done = useDone();
  const mend = async () => {
    const outcome = await call('entries.save', { entry: mended, revision, by: person });
    if (!outcome.ok) {
      complain(outcome.failure);
      return;
    }
    done(words.mended);
  };
  return (
    <div className="finding-certain">
      <Button size="small" icon={<ToolOutlined />} onClick={() => void mend()}>
        {words.mend}
      </Button>
      {entryChanges(entry, mended).fields.map(({ field, before, after }) => (
        <span key={field} className="quiet">
          {words.mendTo(before, after)}
        </span>
      ))}
    </div>
  );
}

export interface FindingDetailProps {
  readonly finding: FindingRow | null;
  /** How many of one kind are listed, where one reason can be given for all of them; 0 elsewhere. */
  readonly alike: number;
  readonly onExplainAlike: () => void;
  readonly onGo: () => void;
  readonly onOnlyEntry: () => void;
  readonly onOnlyRule: () => void;
}

/** One finding: what is wrong, what to do, by which article, and what can be done at once. */
export function FindingDetail(props: FindingDetailProps) {
  const { finding, alike, onGo, onOnlyEntry, onOnlyRule } = props;
  const mayMend = useMayWrite('entries.save');
  const { value } = useCall('entries.read', finding === null ? null : { entry: finding.entry.id });
  const { codeTables } = useReading(finding !== null);
  if (finding === null) return <EmptyState title={words.none} hint={words.noneHint} />;
  const read = value?.entry.id === finding.entry.id ? value : null;
  const mended = read && mayMend ? certainlyMended(read.entry, finding, codeTables) : null;
  const { citation } = finding;
  return (
    <article className="preview finding-detail" aria-label={words.detail}>
      <header>
        <h2>{finding.message}</h2>
        <div className="preview-line">
          <SeverityTag severity={finding.severity} />
          <span>
            {finding.item !== undefined && text.common.itemOf(finding.item.name)}
            {labelOf(finding.field, finding.item !== undefined)}
          </span>
        </div>
        <div className="preview-buttons">
          <Button type="primary" size="small" icon={<EditOutlined />} onClick={onGo}>
            {mayMend ? words.go : words.goReadOnly} <kbd>{words.goKeys}</kbd>
          </Button>
        </div>
      </header>
      {finding.fix !== '' && <p>{finding.fix}</p>}
      {mended !== null && read !== null && (
        <Mend entry={read.entry} mended={mended} revision={read.meta.revision} />
      )}
      <FindingAnswer finding={finding} />
      {alike > 1 && (
        <div className="finding-answer">
          <Button type="link" size="small" className="bare-link" onClick={props.onExplainAlike}>
            {words.explain.alike(alike)}
          </Button>
        </div>
      )}
      {finding.settled?.together !== undefined && <GivenTogether together={finding.settled.together} />}
      <section aria-label={words.basis}>
        <h3>{words.basis}</h3>
        <Citation place={citation} />
        {citation.quote !== '' && <blockquote>{citation.quote}</blockquote>}
      </section>
      <section aria-label={words.columns.entry}>
        <h3>{words.columns.entry}</h3>
        <p>{finding.entry.name || text.entries.unnamed}</p>
        <div className="preview-line">
          <span className="code">{finding.entry.code || text.entries.noCode}</span>
          {read !== null && <StateTag state={read.meta.state} />}
        </div>
        <div className="preview-buttons">
          <Button size="small" onClick={onOnlyEntry}>
            {words.onlyEntry}
          </Button>
          <Button size="small" onClick={onOnlyRule}>
            {words.onlyRule}
          </Button>
        </div>
      </section>
    </article>
  );
}
