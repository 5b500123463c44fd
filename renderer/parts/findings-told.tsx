import { keyOfFinding } from '#app/jurisdictions/finding-name';
import { ruleLabel } from '#app/review/report-rule-labels';
import type { OutputOf } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

const words = text.parts.findings;
/** More than these are counted. */
const MOST_TOLD = 4;

export type ToldFinding = OutputOf<'entries.read'>['findings'][number];

/** What a reason is given for: the first of the findings by entry and words, how many more, and of which kinds. */
export function FindingsTold({ findings }: { readonly findings: readonly ToldFinding[] }) {
  const told = findings.slice(0, MOST_TOLD);
  const kinds = new Map<string, number>();
  for (const { rule } of findings) kinds.set(rule, (kinds.get(rule) ?? 0) + 1);
  const more = findings.length - told.length;
  return (
    <div className="findings-told">
      <ul>
        {told.map((finding) => (
          <li key={keyOfFinding(finding)}>
            <strong>{finding.entry.name || text.entries.unnamed}</strong>
            {finding.item !== undefined && ` ${text.common.itemOf(finding.item.name)}`}
            {words.said(finding.message)}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="quiet">{words.more(more)}</p>}
      {kinds.size > 1 && (
        <p className="quiet">
          {words.kinds([...kinds].map(([rule, count]) => ({ label: ruleLabel(rule), count })))}
        </p>
      )}
    </div>
  );
}
