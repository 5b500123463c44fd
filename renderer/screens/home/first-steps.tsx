import { useState } from 'react';
import { Button } from 'antd';
import { CheckCircleFilled, CloseOutlined, RightCircleOutlined } from '@ant-design/icons';
import { useCall } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { readPreference, writePreference } from '#renderer/parts/preference';
import { useEntryActs } from '#renderer/screens/entries/use-entry-acts';
import type { Route } from '#renderer/route';
import { text } from '#renderer/text/zh-cn';

const words = text.home.steps;

interface Step {
  readonly key: keyof typeof words.names;
  readonly done: boolean;
  readonly what: string;
  readonly act: string;
  readonly to: Route;
}

/** The steps from an empty library to one whose entries can be reviewed, each with how far it is. */
function useSteps(active: boolean): readonly Step[] | null {
  const { summary } = useLibrary();
  const counts = useCall('check.counts', active ? {} : null).value;
  const complete = useCall('entries.completeness', active ? {} : null).value;
  const inbox = useCall('entries.counts', active ? {} : null).value;
  if (counts === null || complete === null || inbox === null) return null;
  const { entries } = summary;
  const code = complete.elements.find(({ element }) => element === 'code');
  const uncoded = (code?.needed ?? 0) - (code?.filled ?? 0);
  const drafts = inbox.states.find(({ state }) => state === '草稿')?.entries ?? 0;
  return [
    {
      key: 'import',
      done: entries > 0,
      what: entries > 0 ? words.has(entries) : words.importHint,
      act: words.import,
      to: { screen: 'exchange', part: 'import' },
    },
    {
      key: 'mend',
      done: entries > 0 && counts.error === 0,
      what: counts.error > 0 ? words.errors(counts.error) : words.mendHint,
      act: words.mend,
      to: { screen: 'entries', part: 'findings', findings: 'error' },
    },
    {
      key: 'code',
      done: entries > 0 && uncoded === 0,
      what: uncoded > 0 ? words.uncoded(uncoded) : words.codeHint,
      act: words.code,
      to: { screen: 'entries', lacking: 'code', lackingLabel: code?.label ?? '' },
    },
    {
      key: 'submit',
      done: entries > 0 && drafts < entries,
      what: words.submitHint,
      act: words.submit,
      to: { screen: 'review', step: 'submit' },
    },
  ];
}

/** What to do first in a new library, step by step; gone once entries are under review, or when it is put away. */
export function FirstSteps() {
  const { summary } = useLibrary();
  const mayImport = useMayWrite('workbook.import');
  const { go } = useNavigation();
  const acts = useEntryActs();
  const key = `home.steps.${summary.library}`;
  const [shown, setShown] = useState(() => readPreference(key, true));
  const steps = useSteps(shown && mayImport);
  if (!shown || !mayImport || steps === null || steps.at(-1)?.done === true) return null;
  const next = steps.find(({ done }) => !done);
  return (
    <section className="first-steps" aria-label={words.title}>
      <h2>
        {words.title}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={words.away}
          title={words.away}
          onClick={() => {
            setShown(false);
            writePreference(key, false);
          }}
        />
      </h2>
      <ol>
        {steps.map((step) => (
          <li key={step.key} className={step.done ? 'step-done' : step === next ? 'step-next' : undefined}>
            {step.done ? <CheckCircleFilled aria-hidden /> : <RightCircleOutlined aria-hidden />}
            <span>
              <strong>{words.names[step.key]}</strong>
              {step.done && <span className="visually-hidden">{words.done}</span>}
              <span className="quiet">{step.what}</span>
            </span>
            {!step.done && (
              <span className="step-acts">
                <Button type={step === next ? 'primary' : 'default'} size="small" onClick={() => go(step.to)}>
                  {step.act}
                </Button>
                {step.key === 'import' && (
                  <Button size="small" onClick={() => void acts.create()}>
                    {words.create}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
