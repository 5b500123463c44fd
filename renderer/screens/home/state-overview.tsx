import { useCall } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { OverviewRow } from './overview-row';
import type { EntryState } from '#app/contract/entry-states';

const words = text.home;

const STATES = [
  { key: 'returned', states: ['退回修改', '退回补正'] },
  { key: 'draft', states: ['草稿'] },
  { key: 'waiting', states: ['待处室确认', '待审核', '待评估与保密审查', '待负责人审签'] },
  { key: 'approved', states: ['已审定', '待报送'] },
  { key: 'sent', states: ['已报送', '已接收', '主管部门审核中'] },
  { key: 'published', states: ['已发布'] },
] as const satisfies readonly { key: keyof typeof words.unfinished; states: readonly EntryState[] }[];

/** How far the entries are; each state a click away from the list of those entries. */
export function StateOverview() {
  const { go } = useNavigation();
  const { summary } = useLibrary();
  const byState = useCall('entries.counts', {});
  const inStates = (states: readonly EntryState[]): number | null =>
    byState.value === null
      ? null
      : byState.value.states.reduce((sum, one) => sum + (states.includes(one.state) ? one.entries : 0), 0);
  return (
    <section className="overview" aria-label={words.unfinished.title}>
      <h2>{words.unfinished.title}</h2>
      <ul>
        <OverviewRow
          label={words.unfinished.total}
          count={summary.entries}
          onGo={() => go({ screen: 'entries', states: [] })}
        />
        {STATES.map(({ key, states }) => (
          <OverviewRow
            key={key}
            label={words.unfinished[key]}
            count={inStates(states) ?? ''}
            onGo={() => go({ screen: 'entries', states })}
          />
        ))}
      </ul>
    </section>
  );
}
