import { Alert, Button } from 'antd';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges } from '#app/catalogue/entry-changes';
import type { OutputOf } from '#renderer/call';
import { minuteOf } from '#renderer/parts/day';
import { text } from '#renderer/text/zh-cn';

const words = text.editor.conflict;

export interface ConflictNoticeProps {
  readonly mine: CatalogueEntry;
  readonly theirs: OutputOf<'entries.read'>;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** The library moved on meanwhile: what differs, field by field, and the choice. Nothing is overwritten by itself. */
export function ConflictNotice({ mine, theirs, onMine, onTheirs }: ConflictNoticeProps) {
  const { fields, itemsAdded, itemsRemoved } = entryChanges(theirs.entry, mine);
  const rows = [
    ...fields.map((change) => ({
      label: change.item === undefined ? change.label : `${change.item.name} ${change.label}`,
      before: change.before,
      after: change.after,
    })),
    ...itemsAdded.map((item) => ({ label: text.editor.items, before: '', after: item.name })),
    ...itemsRemoved.map((item) => ({ label: text.editor.items, before: item.name, after: '' })),
  ];
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={words.title}
      description={
        <div className="conflict">
          <p>{words.hint(minuteOf(theirs.meta.changedAt), theirs.meta.changedBy)}</p>
          {rows.length === 0 ? (
            <p>{words.same}</p>
          ) : (
            <div className="conflict-table">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{text.common.field}</th>
                    <th scope="col">{words.before}</th>
                    <th scope="col">{words.after}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.slice(0, 200).map((row, index) => (
                    <tr key={index}>
                      <th scope="row">{row.label}</th>
                      <td>{row.before || text.common.blank}</td>
                      <td>{row.after || text.common.blank}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <div className="form-buttons">
            <Button onClick={onTheirs} title={words.theirsHint}>
              {words.theirs}
            </Button>
            <Button onClick={onMine} title={words.mineHint}>
              {words.mine}
            </Button>
          </div>
        </div>
      }
    />
  );
}
