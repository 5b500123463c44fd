import { useState } from 'react';
import { Button } from 'antd';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { ENTRY_FIELDS, ITEM_FIELDS } from '#app/catalogue/entry-fields';
import { certainlyMended } from '#app/jurisdictions/certain-mend';
import { SEVERITIES } from '#app/jurisdictions/finding';
import { Citation } from '#renderer/parts/citation';
import { FindingAnswer } from '#renderer/parts/finding-answer';
import { SeverityTag } from '#renderer/parts/severity-tag';
import { text } from '#renderer/text/zh-cn';
import type { Reading } from './reading';
import type { EntryFindings } from './use-live-check';

const words = text.editor.findings;
/** An entry of 10,000 items can have as many findings; drawing them all at each key would hold up the hand. */
const MOST_AT_ONCE = 100;

/** Label of a field as a finding names it. */
export function labelOf(field: string, ofItem: boolean): string {
  if (field.startsWith('extra.')) return field.slice('extra.'.length);
  const key = field.replace(/^item\./, '');
  const table: Readonly<Record<string, { readonly label: string }>> = ofItem ? ITEM_FIELDS : ENTRY_FIELDS;
  return table[key]?.label ?? ITEM_FIELDS[key as keyof typeof ITEM_FIELDS]?.label ?? '';
}

/** Each with a key of its own that stays with it when others come and go. */
function keyed(findings: EntryFindings): (readonly [key: string, finding: EntryFindings[number]])[] {
  const times = new Map<string, number>();
  return findings.map((finding) => {
    const name = [finding.rule, finding.field, finding.item?.id ?? ''].join(' ');
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return [`${name} ${before}`, finding];
  });
}

export interface FindingPanelProps {
  readonly entry: CatalogueEntry;
  readonly findings: EntryFindings;
  /** Puts the cursor in the field, the cell of the item, or the first cell with the value. */
  readonly onGo: (field: string, item: string | null, value?: string) => void;
  /** Saves what was typed, so that an answer is about what the library holds. */
  readonly beforeAnswer: () => Promise<boolean>;
  readonly codeTables: Reading['codeTables'];
  /** Takes over the entry with a finding mended; null while it cannot be edited. */
  readonly onMend: ((finding: EntryFindings[number]) => void) | null;
}

/** Everything the check says about this entry, the worst first; a click leads to the place. */
export function FindingPanel({ entry, findings, onGo, beforeAnswer, codeTables, onMend }: FindingPanelProps) {
  const [most, setMost] = useState(MOST_AT_ONCE);
  /** The one that somebody is at, having gone to its place. */
  const [current, setCurrent] = useState<string | null>(null);
  const rows = new Map(entry.items.map((item, index) => [item.id, index + 1]));
  const sorted = SEVERITIES.flatMap((severity) => findings.filter((one) => one.severity === severity));
  return (
    <aside className="finding-panel" aria-label={words.title}>
      <div className="finding-panel-head">
        <h2>{words.title}</h2>
        <span className="finding-counts" role="status">
          {SEVERITIES.map((severity) => {
            const count = findings.filter(
              (finding) => finding.severity === severity && finding.settled === undefined,
            ).length;
            return count > 0 && <SeverityTag key={severity} severity={severity} count={count} />;
          })}
        </span>
      </div>
      {findings.length === 0 && <p className="preview-fine">{words.none}</p>}
      <ul className="finding-list">
        {keyed(sorted.slice(0, most)).map(([key, finding]) => {
          const row = finding.item === undefined ? undefined : rows.get(finding.item.id);
          return (
            <li
              key={key}
              className={`finding finding-${finding.settled === undefined ? finding.severity : 'answered'}`}
            >
              <button
                type="button"
                className="finding-go"
                aria-current={key === current ? 'true' : undefined}
                onClick={() => {
                  setCurrent(key);
                  onGo(finding.field, finding.item?.id ?? null, finding.value);
                }}
              >
                <span className="finding-place">
                  {row !== undefined && <span>{words.rowOf(row)} </span>}
                  {labelOf(finding.field, finding.item !== undefined)}
                  <SeverityTag severity={finding.severity} />
                </span>
                <span className="finding-message">{finding.message}</span>
              </button>
              <div className="finding-fix">
                {finding.fix} <Citation place={finding.citation} />
              </div>
              {onMend !== null && certainlyMended(entry, finding, codeTables) !== null && (
                <Button
                  type="link"
                  size="small"
                  className="bare-link finding-mend"
                  onClick={() => onMend(finding)}
                >
                  {words.mend}
                </Button>
              )}
              <FindingAnswer finding={finding} before={beforeAnswer} />
            </li>
          );
        })}
      </ul>
      {sorted.length > most && (
        <Button size="small" block onClick={() => setMost(most + MOST_AT_ONCE)}>
          {words.more(sorted.length - most)}
        </Button>
      )}
      <p className="quiet finding-hint">{words.wide}</p>
    </aside>
  );
}
