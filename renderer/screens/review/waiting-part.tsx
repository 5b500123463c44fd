import { useEffect, useState } from 'react';
import type { ReviewStepName } from '#app/contract/calls';
import { useCall, type OutputOf } from '#renderer/call';
import { useKept } from '#renderer/frame/kept-state';
import { useNavigation } from '#renderer/frame/contexts';
import type { Route } from '#renderer/route';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { Panes } from '#renderer/parts/panes';
import { text } from '#renderer/text/zh-cn';
import { samePlace, type FieldOpinion } from './field-opinion';
import { ReviewBar } from './review-bar';
import { ReviewEntry } from './review-entry';
import { ReviewList } from './review-list';
import { StepResult } from './step-result';
import type { InboxStep } from './steps';

const words = text.review;

function StepMenu(props: {
  readonly steps: readonly InboxStep[];
  readonly chosen: ReviewStepName;
  readonly onChoose: (step: ReviewStepName) => void;
}) {
  const { go } = useNavigation();
  const settled = useCall('entries.list', { states: ['已审定'], limit: 1 });
  const count = settled.value?.total ?? 0;
  return (
    <nav className="side-list" aria-label={words.steps}>
      {props.steps.map((step) => (
        <button
          key={step.step}
          type="button"
          aria-current={step.step === props.chosen ? 'true' : undefined}
          onClick={() => props.onChoose(step.step)}
        >
          <span className="side-list-label">{words.stepNames[step.step]}</span>
          <span className={`side-list-count${step.entries > 0 ? ' side-list-count-waiting' : ''}`}>
            {step.entries}
          </span>
        </button>
      ))}
      <div className="side-list-title">{words.afterSettled}</div>
      <button type="button" onClick={() => go({ screen: 'delivery' })} title={words.toDelivery}>
        <span className="side-list-label">{words.settled}</span>
        <span className={`side-list-count${count > 0 ? ' side-list-count-waiting' : ''}`}>{count}</span>
      </button>
    </nav>
  );
}

/** The inbox by step: the list of one step, the opened entry beside it, and below what can be done with them. */
export function WaitingPart() {
  const { route } = useNavigation();
  const inbox = useCall('review.inbox', {});
  const [picked, setPicked] = useState<ReviewStepName | null>(null);
  if (inbox.failure) return <FailureNotice failure={inbox.failure} onRetry={inbox.reload} />;
  if (inbox.value === null) return <Loading />;
  const { steps } = inbox.value;
  const asked = route.screen === 'review' ? steps.find(({ step }) => step === route.step)?.step : undefined;
  const wanted = picked ?? asked ?? [...steps].reverse().find(({ entries }) => entries > 0)?.step ?? 'submit';
  const step = steps.find((one) => one.step === wanted) ?? steps[0];
  if (step === undefined) return null;
  return (
    <Panes
      name="review"
      panes={[
        {
          key: 'steps',
          size: 148,
          min: 120,
          content: <StepMenu steps={steps} chosen={step.step} onChoose={setPicked} />,
        },
        {
          key: 'work',
          min: 500,
          content: (
            <StepWork
              key={step.step}
              step={step}
              next={steps.slice(steps.indexOf(step) + 1).find(({ entries }) => entries > 0) ?? null}
              onChoose={setPicked}
            />
          ),
        },
      ]}
    />
  );
}

/** The entries at one step. */
function StepWork(props: {
  readonly step: InboxStep;
  /** The next step at which something waits. */
  readonly next: InboxStep | null;
  readonly onChoose: (step: ReviewStepName) => void;
}) {
  const { step } = props;
  const { route, go } = useNavigation();
  const asked = route.screen === 'review' && route.step === step.step ? (route.entry ?? null) : null;
  const [open, setOpen] = useKept<string | null>(`review.open.${step.step}`, asked);
  const [selected, setSelected] = useKept<readonly string[]>(`review.selected.${step.step}`, []);
  // Per step, with the time of the entry's last change: an entry changed since has not been looked at.
  const [looked, setLooked] = useKept<Readonly<Record<string, string>>>(`review.looked.${step.step}`, {});
  const [opinions, setOpinions] = useKept<readonly FieldOpinion[]>('review.opinions', []);
  const [shown, setShown] = useState<readonly string[]>([]);
  const [result, setResult] = useState<OutputOf<'review.take'> | null>(null);

  // Back from the editor one stands at the entry that it was left at.
  const [obeyed, setObeyed] = useKept<Route | null>('review.route', null);
  useEffect(() => {
    if (asked === null || obeyed === route) return;
    setObeyed(route);
    setOpen(asked);
  }, [asked, obeyed, route, setObeyed, setOpen]);

  const back = { screen: 'review', part: 'waiting', step: step.step } as const;
  const at = open === null ? -1 : shown.indexOf(open);
  const beside = (offset: number): (() => void) | undefined => {
    const id = at < 0 ? undefined : shown[at + offset];
    return id === undefined ? undefined : () => setOpen(id);
  };
  const forget = (taken: readonly string[], answer: OutputOf<'review.take'>) => {
    const skipped = new Set(answer.skipped.map(({ entry }) => entry.id));
    const gone = new Set(taken.filter((id) => !skipped.has(id)));
    setSelected((before) => before.filter((id) => !gone.has(id)));
    if (answer.step === 'return') setOpinions((before) => before.filter((one) => !gone.has(one.entry)));
    if (open !== null && gone.has(open)) setOpen(null);
    setResult(answer);
    props.onChoose(step.step);
  };

  return (
    <>
      {result !== null && (
        <StepResult
          result={result}
          next={props.next}
          onNext={props.onChoose}
          onClose={() => setResult(null)}
        />
      )}
      <Panes
        name="review.work"
        panes={[
          {
            key: 'list',
            min: 330,
            content: (
              <ReviewList
                step={step}
                selected={selected}
                onSelect={setSelected}
                open={open}
                onOpen={setOpen}
                looked={looked}
                onShown={setShown}
                onStale={(ids) =>
                  setLooked((before) =>
                    Object.fromEntries(Object.entries(before).filter(([id]) => !ids.includes(id))),
                  )
                }
              />
            ),
          },
          // With nothing open the list has the whole width.
          ...(open === null
            ? []
            : [
                {
                  key: 'entry',
                  size: 490,
                  min: 320,
                  content: (
                    <ReviewEntry
                      key={open}
                      entry={open}
                      onLooked={(id, changedAt) => setLooked((before) => ({ ...before, [id]: changedAt }))}
                      opinions={opinions}
                      onOpinion={(noted) =>
                        setOpinions((before) => [
                          ...before.filter((one) => !samePlace(one, noted)),
                          ...(noted.opinion === '' ? [] : [noted]),
                        ])
                      }
                      onPrevious={beside(-1)}
                      onNext={beside(1)}
                      onEdit={() =>
                        go({
                          screen: 'entries',
                          entry: open,
                          among: { entries: at < 0 ? [open] : shown, back },
                        })
                      }
                    />
                  ),
                },
              ]),
        ]}
      />
      <ReviewBar
        step={step}
        selected={selected}
        open={open}
        looked={looked}
        opinions={opinions}
        onTaken={forget}
      />
    </>
  );
}
