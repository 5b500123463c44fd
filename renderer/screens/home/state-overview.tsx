import { useState } from 'react';
import { Button } from 'antd';
import type { EntryState } from '#app/contract/calls';
import { useCall } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { SeverityMark, SeverityTag } from '#renderer/parts/severity-tag';
import { useEntryActs } from '#renderer/screens/entries/use-entry-acts';
import { text } from '#renderer/text/zh-cn';

const words = text.home;

const STATES = [
  { key: 'returned', states: ['退回修改', '退回补正'] },
  { key: 'draft', states: ['草稿'] },
  { key: 'waiting', states: ['待处室确认', '待审核', '待评估与保密审查', '待负责人审签'] },
  { key: 'approved', states: ['已审定', '待报送'] },
  { key: 'sent', states: ['已报送', '已接收', '主管部门审核中'] },
  { key: 'published', states: ['已发布'] },
] as const satisfies readonly { key: keyof typeof words.unfinished; states: readonly EntryState[] }[];

function StateRow({
  label,
  states,
  count,
}: {
  readonly label: string;
  readonly states: readonly EntryState[];
  /** Null until it is known. */
  readonly count: number | null;
}) {
  const { go } = useNavigation();
  return (
    <li>
      <button type="button" className="overview-row" onClick={() => go({ screen: 'entries', states })}>
        <span>{label}</span>
        <span className={count === 0 ? 'quiet number' : 'number'}>{count ?? ''}</span>
      </button>
    </li>
  );
}

/** Findings by rule, asked for only when somebody opens the list: it goes through every entry. */
function RuleRows() {
  const { go } = useNavigation();
  const [open, setOpen] = useState(false);
  const facets = useCall('entries.facets', open ? {} : null);
  return (
    <details className="overview-rules" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.quality.byRule}</summary>
      {open && facets.value === null && <p className="quiet">{words.quality.counting}</p>}
      <ul>
        {(facets.value?.rules ?? []).map(({ rule, label, severity, entries }) => (
          <li key={`${rule} ${severity}`}>
            <button
              type="button"
              className="overview-row"
              onClick={() => go({ screen: 'entries', rule, ruleLabel: label })}
            >
              <span>
                <SeverityMark severity={severity} /> {label}
              </span>
              <span className="number">{words.quality.entries(entries)}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What is unfinished, and how good the catalogue is; each a click away from the list of those entries. */
export function StateOverview() {
  const { go } = useNavigation();
  const { summary } = useLibrary();
  const acts = useEntryActs();
  const counts = useCall('check.counts', {});
  const byState = useCall('entries.counts', {});
  const inStates = (states: readonly EntryState[]): number | null =>
    byState.value === null
      ? null
      : byState.value.states.reduce((sum, one) => sum + (states.includes(one.state) ? one.entries : 0), 0);
  const found = counts.value;
  return (
    <>
      <section className="overview" aria-label={words.unfinished.title}>
        <h2>{words.unfinished.title}</h2>
        <ul>
          <li>
            <button
              type="button"
              className="overview-row"
              onClick={() => go({ screen: 'entries', states: [] })}
            >
              <span>{words.unfinished.total}</span>
              <span className="number">{summary.entries}</span>
            </button>
          </li>
          {STATES.map(({ key, states }) => (
            <StateRow key={key} label={words.unfinished[key]} states={states} count={inStates(states)} />
          ))}
        </ul>
      </section>
      <section className="overview" aria-label={words.quality.title}>
        <h2>
          {words.quality.title}
          {!summary.readOnly && summary.entries > 0 && (
            <Button type="link" size="small" onClick={() => void acts.checkAll()}>
              {words.quality.recheck}
            </Button>
          )}
        </h2>
        {found !== null &&
          (found.error + found.warning + found.advice === 0 ? (
            <p className="good">{words.quality.fine}</p>
          ) : (
            <ul>
              {(['error', 'warning', 'advice'] as const).map((severity) => (
                <li key={severity}>
                  <button
                    type="button"
                    className="overview-row"
                    onClick={() => go({ screen: 'entries', findings: severity })}
                  >
                    <SeverityTag severity={severity} />
                    <span className="number">{found[severity]}</span>
                  </button>
                </li>
              ))}
            </ul>
          ))}
        {found !== null && found.error + found.warning + found.advice > 0 && <RuleRows />}
      </section>
    </>
  );
}
