import { useState } from 'react';
import { App, Button, Input, Radio } from 'antd';
import { ToolOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import { call, useCall } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useMayWrite, useRefusal } from '#renderer/frame/use-may-write';
import { Citation } from '#renderer/parts/citation';
import { Day } from '#renderer/parts/day';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { dutyOf, missedPeriods, type MaintenanceStatus } from './campaign';
import { DueLine } from './due-line';

const words = text.maintenance.start;

export interface StartPartProps {
  readonly status: MaintenanceStatus;
  readonly onStarted: () => void;
}

/** Why a maintenance is due, how it goes, and the button that begins it. */
export function StartPart({ status, onStarted }: StartPartProps) {
  const { summary, person, setPerson, signedIn } = useLibrary();
  const refusal = useRefusal('maintenance.start');
  const mayImport = useMayWrite('workbook.import');
  const { go } = useNavigation();
  const { message } = App.useApp();
  const duties = useCall('duties.list', {});
  const { current } = status;
  const [period, setPeriod] = useState(current.period);
  const [by, setBy] = useState(person);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  if (summary.entries === 0) {
    const empty = text.maintenance.empty;
    return (
      <EmptyState icon={<ToolOutlined />} title={empty.title} hint={empty.hint}>
        {mayImport && (
          <Button type="primary" onClick={() => go({ screen: 'exchange', part: 'import' })}>
            {empty.import}
          </Button>
        )}
      </EmptyState>
    );
  }
  const list = duties.value?.duties ?? [];
  const missed = missedPeriods(list, current);
  const chosen = [...missed, { period: current.period, label: current.periodLabel }].find(
    (one) => one.period === period,
  );
  const label = chosen?.label ?? current.periodLabel;
  const { rule } = current;
  const duty = dutyOf(list, period, rule);

  const start = async () => {
    setBusy(true);
    setFailure(null);
    const outcome = await call('maintenance.start', {
      by: by.trim(),
      ...(period === current.period ? {} : { period }),
    });
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    if (person === '') setPerson(by.trim());
    void message.success(text.maintenance.head.startedBy(outcome.value.startedOn, outcome.value.startedBy));
    onStarted();
  };

  return (
    <ScrollArea label={text.maintenance.parts.work}>
      <div className="page-narrow">
        <h2>{rule === null ? words.noRule : words.title(label)}</h2>
        {rule === null ? (
          <p className="quiet">{words.noRuleHint}</p>
        ) : (
          <dl className="maintenance-facts">
            <dt>{words.basis}</dt>
            <dd>
              <Citation place={rule} />
              <div className="quiet">{rule.quote}</div>
            </dd>
            <dt>{words.due}</dt>
            <dd>{duty === undefined ? <Day date={rule.due} /> : <DueLine duty={duty} />}</dd>
          </dl>
        )}
        <p>{words.scope(summary.entries)}</p>
        <ol className="maintenance-how">
          {words.how.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        {refusal !== null ? (
          <p className="warn">
            {refusal.title}。{refusal.hint}
          </p>
        ) : (
          <div className="form-grid">
            {missed.length > 0 && (
              <Field id="maintenance-period" label={words.period} required>
                <Radio.Group
                  id="maintenance-period"
                  className="choice-list"
                  aria-label={words.period}
                  value={period}
                  onChange={(event) => setPeriod(event.target.value as string)}
                  options={[
                    ...missed.map((one) => ({ value: one.period, label: words.overdue(one.label) })),
                    { value: current.period, label: words.current(current.periodLabel) },
                  ]}
                />
              </Field>
            )}
            <Field
              id="maintenance-by"
              label={words.by}
              required
              note={signedIn === null ? text.maintenance.dialog.bySelf : ''}
            >
              <Input
                id="maintenance-by"
                style={{ width: 260 }}
                maxLength={100}
                value={by}
                readOnly={signedIn !== null}
                onChange={(event) => setBy(event.target.value)}
              />
            </Field>
            <div className="form-buttons form-indent">
              <Button type="primary" loading={busy} disabled={by.trim() === ''} onClick={() => void start()}>
                {words.action(label)}
              </Button>
            </div>
          </div>
        )}
        {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      </div>
    </ScrollArea>
  );
}
