import { Fragment, useState } from 'react';
import { App, Button, Input, Modal, Select } from 'antd';
import type { Failure } from '#app/contract/failure';
import {
  APPLIED_SHARING,
  EVENT_KIND_LABELS,
  EVENT_KINDS,
  INSTRUMENT_LEVELS,
  type AppliedSharing,
  type EventKind,
  type InstrumentLevel,
} from '#app/deadlines/deadline-event';
import { call, useCall, type InputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Citation } from '#renderer/parts/citation';
import { DateInput } from '#renderer/parts/date-input';
import { Day } from '#renderer/parts/day';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { TextBox } from '#renderer/parts/text-box';
import { text } from '#renderer/text/zh-cn';

const words = text.home.event;

interface PreviewProps {
  readonly kind: EventKind;
  readonly level: InstrumentLevel;
  readonly sharing: AppliedSharing;
  readonly on: string;
}

/** Which clocks the event would start, and which not, before it is registered. */
function Preview({ kind, level, sharing, on }: PreviewProps) {
  const { summary } = useLibrary();
  const local = summary.rules.at(-1) ?? 'national-2025';
  const input: InputOf<'deadline.count'> = {
    rules: local,
    on,
    kind,
    ...(kind === 'law-change' ? { level } : {}),
    ...(kind === 'application' ? { sharing } : {}),
  };
  const { value, failure } = useCall('deadline.count', input);
  if (failure) return <FailureNotice failure={failure} />;
  if (value === null) return null;
  return (
    <section className="event-preview" aria-label={words.preview}>
      <h3>{words.preview}</h3>
      {value.limits.length === 0 && <p className="quiet">{words.none}</p>}
      <ul>
        {value.limits.map((limit, index) => (
          <li key={index}>
            <span className="event-limit">
              {limit.label} <span className="quiet">{text.home.detail.workingDays(limit.workingDays)}</span>
            </span>
            <Day date={limit.due} />
            <Citation place={limit} />
          </li>
        ))}
      </ul>
      {value.notTriggered.length > 0 && (
        <details>
          <summary className="quiet">
            {words.notTriggered}（{value.notTriggered.length}）
          </summary>
          <ul className="event-not">
            {value.notTriggered.map((one, index) => (
              <li key={index}>
                {one.reason} <Citation place={{ regulation: one.regulation, article: one.article }} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const DATE_NAMES = ['promulgated', 'issued', 'effective', 'received'] as const;
type DateName = (typeof DATE_NAMES)[number];
type InstrumentDates = Readonly<Partial<Record<DateName, string>>>;

/** The day that the instrument's own dates propose: the earlier of 公布日 and 印发日; '' where neither is known. */
export function proposedDay(dates: InstrumentDates): string {
  const made = [dates.promulgated ?? '', dates.issued ?? ''].filter((day) => day !== '');
  return made.sort()[0] ?? '';
}

interface DatesProps {
  readonly dates: InstrumentDates;
  readonly onChange: (dates: InstrumentDates) => void;
}

function InstrumentDateFields({ dates, onChange }: DatesProps) {
  return (
    <div className="event-dates">
      {DATE_NAMES.map((name) => (
        <Fragment key={name}>
          <label htmlFor={`event-${name}`}>{words.dateNames[name]}</label>
          <DateInput
            id={`event-${name}`}
            value={dates[name] ?? ''}
            onChange={(day) => onChange({ ...dates, [name]: day })}
          />
        </Fragment>
      ))}
    </div>
  );
}

export interface EventDialogProps {
  readonly onClose: () => void;
}

/** The dates that were given. */
function filled(dates: InstrumentDates): Partial<Record<DateName, string>> {
  return Object.fromEntries(Object.entries(dates).filter(([, day]) => day !== ''));
}

/** 登记事项: what happened and when; the clocks it starts are shown while it is filled in. */
export function EventDialog({ onClose }: EventDialogProps) {
  const { today, person } = useLibrary();
  const { message } = App.useApp();
  const [kind, setKind] = useState<EventKind>('law-change');
  const [level, setLevel] = useState<InstrumentLevel>('行政法规');
  const [sharing, setSharing] = useState<AppliedSharing>('有条件');
  const [on, setOn] = useState(today);
  const [about, setAbout] = useState('');
  const [statedDue, setStatedDue] = useState('');
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [dates, setDates] = useState<InstrumentDates>({});
  const [reason, setReason] = useState('');
  const withDates = kind === 'law-change' || kind === 'function-change';
  const proposed = withDates ? proposedDay(dates) : '';
  const differs = proposed !== '' && on !== '' && on !== proposed;
  const missing =
    on === '' || about.trim() === ''
      ? words.missing
      : differs && reason.trim() === ''
        ? words.reasonMissing(proposed)
        : '';

  const save = async () => {
    setAsked(true);
    if (missing !== '') return;
    const outcome = await call('events.add', {
      kind,
      on,
      about: about.trim(),
      by: person,
      ...(kind === 'law-change' ? { level } : {}),
      ...(kind === 'application' ? { sharing } : {}),
      ...(withDates ? { dates: filled(dates) } : {}),
      ...(differs ? { dateReason: reason.trim() } : {}),
      ...(kind === 'rectification' && statedDue !== '' ? { statedDue } : {}),
    });
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    void message.success(words.done(outcome.value.duties.length));
    onClose();
  };

  return (
    <Modal
      open
      title={words.title}
      width={640}
      className="form-dialog"
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <>
          {asked && missing !== '' && <span className="warn dialog-missing">{missing}</span>}
          <Button onClick={onClose}>{text.parts.cancel}</Button>
          <Button type="primary" onClick={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <Field id="event-kind" label={words.kind} required>
          <Select<EventKind>
            id="event-kind"
            aria-label={words.kind}
            value={kind}
            onChange={setKind}
            options={EVENT_KINDS.map((value) => ({ value, label: EVENT_KIND_LABELS[value] }))}
            style={{ width: 260 }}
          />
        </Field>
        {kind === 'law-change' && (
          <Field id="event-level" label={words.level} required help={{ help: words.levelHelp }}>
            <Select<InstrumentLevel>
              id="event-level"
              aria-label={words.level}
              value={level}
              onChange={setLevel}
              options={INSTRUMENT_LEVELS.map((value) => ({ value, label: value }))}
              style={{ width: 260 }}
            />
          </Field>
        )}
        {kind === 'application' && (
          <Field id="event-sharing" label={words.sharing} required>
            <Select<AppliedSharing>
              id="event-sharing"
              aria-label={words.sharing}
              value={sharing}
              onChange={setSharing}
              options={APPLIED_SHARING.map((value) => ({ value, label: `${value}共享` }))}
              style={{ width: 260 }}
            />
          </Field>
        )}
        {withDates && (
          <Field id="event-promulgated" label={words.dates} help={{ help: words.datesHelp }}>
            <InstrumentDateFields
              dates={dates}
              onChange={(next) => {
                const day = proposedDay(next);
                // What was proposed before follows; a day chosen on purpose stays.
                if (day !== '' && (proposed === '' || on === proposed)) setOn(day);
                setDates(next);
              }}
            />
          </Field>
        )}
        <Field id="event-on" label={words.on} required help={{ help: words.onHelp }}>
          <DateInput id="event-on" value={on} onChange={setOn} notAfter={today} />
        </Field>
        {differs && (
          <Field id="event-reason" label={words.reason} required>
            <Input
              id="event-reason"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        )}
        <Field id="event-about" label={words.about} required>
          <TextBox
            id="event-about"
            multiline
            limit={2000}
            value={about}
            onChange={setAbout}
            placeholder={words.aboutExample[kind]}
          />
        </Field>
        {kind === 'rectification' && (
          <Field id="event-stated" label={words.statedDue}>
            <DateInput id="event-stated" value={statedDue} onChange={setStatedDue} />
          </Field>
        )}
        {on !== '' && <Preview kind={kind} level={level} sharing={sharing} on={on} />}
        {failure && <FailureNotice failure={failure} />}
      </div>
    </Modal>
  );
}
