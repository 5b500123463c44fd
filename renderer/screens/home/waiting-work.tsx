import { STEP_LABELS } from '#app/review/review-steps';
import { useCall } from '#renderer/call';
import { useNavigation } from '#renderer/frame/contexts';
import { stepsUnderWay } from '#renderer/screens/review/steps';
import { text } from '#renderer/text/zh-cn';
import { OverviewRow } from './overview-row';

const words = text.home.waiting;
const UNDER_WAY = ['待报送', '已报送待回执'] as const;

/** Batches that wait for somebody: at a step of the review, for being handed over, for a receipt. */
export function WaitingWork() {
  const { go } = useNavigation();
  const inbox = useCall('review.inbox', {});
  const packages = useCall('package.list', {});
  if (inbox.value === null || packages.value === null) return null;
  const steps = stepsUnderWay(inbox.value.steps).filter(({ entries }) => entries > 0);
  const batches = UNDER_WAY.map((state) => ({
    state,
    count: packages.value!.packages.filter((one) => one.state === state).length,
  })).filter(({ count }) => count > 0);
  return (
    <section className="overview" aria-label={words.title}>
      <h2>{words.title}</h2>
      {steps.length + batches.length === 0 && <p className="quiet">{words.none}</p>}
      <ul>
        {steps.map(({ step, entries }) => (
          <OverviewRow
            key={step}
            label={STEP_LABELS[step]}
            count={words.entries(entries)}
            onGo={() => go({ screen: 'review', step })}
          />
        ))}
        {batches.map(({ state, count }) => (
          <OverviewRow
            key={state}
            label={words.batches[state]}
            count={words.count(count)}
            onGo={() => go({ screen: 'delivery' })}
          />
        ))}
      </ul>
    </section>
  );
}
