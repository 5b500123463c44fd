import { Button } from 'antd';
import { SEVERITIES, type Severity } from '#app/jurisdictions/finding';
import { useCall } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { SeverityMark, SeverityTag } from '#renderer/parts/severity-tag';
import { useEntryActs } from '#renderer/screens/entries/use-entry-acts';
import { text } from '#renderer/text/zh-cn';
import { OverviewRow } from './overview-row';

const words = text.home.quality;
const MOST_RULES = 6;

/** What the check found, by severity and by the rules found most; a press leads to these findings. */
export function Quality() {
  const { summary } = useLibrary();
  const { go } = useNavigation();
  const acts = useEntryActs();
  const found = useCall('findings.rules', {}).value?.rules.filter(({ open }) => open > 0) ?? null;
  const countOf = (severity: Severity): number =>
    (found ?? []).reduce((sum, row) => sum + (row.severity === severity ? row.open : 0), 0);
  return (
    <section className="overview" aria-label={words.title}>
      <h2>
        {words.title}
        {!summary.readOnly && (
          <Button type="link" size="small" onClick={() => void acts.checkAll()}>
            {words.recheck}
          </Button>
        )}
      </h2>
      {found?.length === 0 && <p className="good">{words.fine}</p>}
      {found !== null && found.length > 0 && (
        <ul>
          {SEVERITIES.map((severity) => (
            <OverviewRow
              key={severity}
              label={<SeverityTag severity={severity} />}
              count={countOf(severity)}
              onGo={() => go({ screen: 'entries', part: 'findings', findings: severity })}
            />
          ))}
          {found.slice(0, MOST_RULES).map(({ rule, label, severity, entries }) => (
            <OverviewRow
              key={`${rule} ${severity}`}
              label={
                <>
                  <SeverityMark severity={severity} /> {label}
                </>
              }
              count={words.entries(entries)}
              onGo={() =>
                go({ screen: 'entries', part: 'findings', findings: severity, rule, ruleLabel: label })
              }
            />
          ))}
          {found.length > MOST_RULES && (
            <OverviewRow
              label={words.allRules}
              count={words.rules(found.length)}
              onGo={() => go({ screen: 'entries', part: 'findings', findings: 'all' })}
            />
          )}
        </ul>
      )}
    </section>
  );
}
