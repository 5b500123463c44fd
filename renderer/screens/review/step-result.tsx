import { Alert } from 'antd';
import type { ReviewStepName } from '#app/contract/calls';
import type { OutputOf } from '#renderer/call';
import { useNavigation } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import type { InboxStep } from './steps';

const words = text.review;

/** What a step did, and what it left alone with the reason for each. */
export function StepResult({
  result,
  next,
  onNext,
  onClose,
}: {
  readonly result: OutputOf<'review.take'>;
  /** The step at which the entries wait now; null where none is. */
  readonly next: InboxStep | null;
  readonly onNext: (step: ReviewStepName) => void;
  readonly onClose: () => void;
}) {
  const { go } = useNavigation();
  const action = words.actions[result.step];
  const { skipped } = result;
  const among = skipped.map(({ entry }) => entry.id).filter((id) => id !== '');
  const back = { screen: 'review', part: 'waiting', step: result.step } as const;
  return (
    <div className="review-result">
      <Alert
        type={result.entries === 0 ? 'warning' : skipped.length > 0 ? 'warning' : 'success'}
        showIcon
        role="status"
        title={
          <>
            {result.entries > 0 ? words.result.done(action, result.entries) : words.result.none(action)}
            {next !== null && result.step !== 'return' && result.entries > 0 && (
              <>
                。
                <button type="button" className="link" onClick={() => onNext(next.step)}>
                  {words.result.nextStep(words.stepNames[next.step], next.entries)}
                </button>
              </>
            )}
            {result.step === 'consent' && result.entries > 0 && (
              <>
                。{words.result.settledNext}{' '}
                <button type="button" className="link" onClick={() => go({ screen: 'delivery' })}>
                  {words.toDelivery}
                </button>
              </>
            )}
          </>
        }
        description={
          skipped.length > 0 && (
            <>
              <div>{words.result.skipped(skipped.length)}</div>
              <ul className="review-skipped" tabIndex={0} aria-label={words.result.skipped(skipped.length)}>
                {skipped.slice(0, 500).map(({ entry, reason }) => (
                  <li key={entry.id || entry.name}>
                    <button
                      type="button"
                      className="link"
                      onClick={() =>
                        go({ screen: 'entries', entry: entry.id, among: { entries: among, back } })
                      }
                      disabled={entry.id === ''}
                    >
                      {entry.name || entry.code}
                    </button>
                    {entry.code !== '' && <span className="code"> {entry.code}</span>}：{reason}
                  </li>
                ))}
              </ul>
            </>
          )
        }
        closable={{ onClose, 'aria-label': text.parts.close }}
      />
    </div>
  );
}
