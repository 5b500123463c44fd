import { Fragment, type ReactNode } from 'react';
import type { OutputOf } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

const words = text.common;

export type Differences = Pick<OutputOf<'entries.changes'>, 'changes' | 'itemsAdded' | 'itemsRemoved'>;
type Change = Differences['changes'][number];

/** Changes of the entry itself first, then those of each item together. */
export function groupChanges(
  changes: readonly Change[],
): { readonly item: string | null; readonly changes: readonly Change[] }[] {
  const groups = new Map<string, { item: string | null; changes: Change[] }>();
  for (const change of changes) {
    const key = change.item?.id ?? '';
    const group = groups.get(key) ?? { item: change.item?.name ?? null, changes: [] };
    group.changes.push(change);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => Number(a.item !== null) - Number(b.item !== null));
}

function Names({
  title,
  names,
  className,
}: {
  readonly title: string;
  readonly names: readonly string[];
  readonly className: string;
}) {
  if (names.length === 0) return null;
  return (
    <div className="difference-items">
      <strong className={className}>{title}</strong>
      <ul>
        {names.map((name, index) => (
          <li key={index}>{name}</li>
        ))}
      </ul>
    </div>
  );
}

export interface DifferenceViewProps {
  readonly differences: Differences;
  /** Nothing was there before: the old side is left out. */
  readonly firstVersion?: boolean;
  /** Something to press beside each field. */
  readonly beside?: (change: Change) => ReactNode;
}

/** Old and new side by side, only what changed; items that came and went as lists. */
export function DifferenceView({ differences, firstVersion = false, beside }: DifferenceViewProps) {
  const { changes, itemsAdded, itemsRemoved } = differences;
  const shown = firstVersion ? changes.filter((change) => change.after !== '') : changes;
  if (shown.length + itemsAdded.length + itemsRemoved.length === 0)
    return <p className="quiet">{words.noDifference}</p>;
  const columns = firstVersion ? 2 : 3;
  return (
    <>
      {shown.length > 0 && (
        <table className="difference">
          <colgroup>
            <col style={{ width: firstVersion ? '30%' : '24%' }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              {!firstVersion && <th scope="col">{words.before}</th>}
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          <tbody>
            {groupChanges(shown).map((group, index) => (
              <Fragment key={index}>
                {group.item !== null && (
                  <tr className="difference-item">
                    <th colSpan={columns}>{words.itemOf(group.item)}</th>
                  </tr>
                )}
                {group.changes.map((change, at) => (
                  <tr key={at}>
                    <th scope="row">
                      {change.label}
                      {beside?.(change)}
                    </th>
                    {!firstVersion && (
                      <td className="difference-old">
                        {change.before || <span className="quiet">{words.blank}</span>}
                      </td>
                    )}
                    <td className={firstVersion ? undefined : 'difference-new'}>
                      {change.after || <span className="quiet">{words.blank}</span>}
                    </td>
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      <Names title={words.itemsAdded(itemsAdded.length)} names={itemsAdded} className="difference-added" />
      <Names
        title={words.itemsRemoved(itemsRemoved.length)}
        names={itemsRemoved}
        className="difference-removed"
      />
    </>
  );
}
