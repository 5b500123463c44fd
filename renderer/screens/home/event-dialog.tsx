import { useState } from 'react';
import { App, Select } from 'antd';
import {
  APPLIED_SHARING,
  EVENT_KIND_LABELS,
  EVENT_KINDS,
  INSTRUMENT_LEVELS,
  type AppliedSharing,
  type EventKind,
  type InstrumentLevel,
} from '#app/deadlines/deadline-event';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField, TextField } from '#renderer/parts/form-fields';
import { text } from '#renderer/text/zh-cn';
import { EventPreview } from './event-preview';
import { filledDates, InstrumentDateFields, proposedDay, type InstrumentDates } from './instrument-dates';

const words = text.home.event;

export interface EventDialogProps {
  readonly onClose: () => void;
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
  const [dates, setDates] = useState<InstrumentDates>({});
  const [reason, setReason] = useState('');
  const withDates = kind === 'law-change' || kind === 'function-change';
  const proposed = withDates ? proposedDay(dates) : '';
  const differs = proposed !== '' && on !== '' && on !== proposed;

  const save = () =>
    call('events.add', {
      kind,
      on,
      about: about.trim(),
      by: person,
      ...(kind === 'law-change' ? { level } : {}),
      ...(kind === 'application' ? { sharing } : {}),
      ...(withDates ? { dates: filledDates(dates) } : {}),
      ...(differs ? { dateReason: reason.trim() } : {}),
      ...(kind === 'rectification' && statedDue !== '' ? { statedDue } : {}),
    });

  return (
    <FormDialog
      title={words.title}
      width={640}
      action={words.save}
      required={[
        { id: 'event-on', label: words.on, blank: on === '' },
        { id: 'event-about', label: words.about, blank: about.trim() === '' },
      ]}
      fault={
        differs && reason.trim() === '' ? { id: 'event-reason', text: words.reasonMissing(proposed) } : null
      }
      onSave={save}
      onSaved={({ duties }) => {
        void message.success(words.done(duties.length));
        onClose();
      }}
      onClose={onClose}
    >
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
      <DayField
        id="event-on"
        label={words.on}
        required
        help={{ help: words.onHelp }}
        value={on}
        onChange={setOn}
      />
      {differs && (
        <TextField
          id="event-reason"
          label={words.reason}
          required
          limit={500}
          value={reason}
          onChange={setReason}
        />
      )}
      <TextField
        id="event-about"
        label={words.about}
        required
        multiline
        limit={2000}
        value={about}
        onChange={setAbout}
        placeholder={words.aboutExample[kind]}
      />
      {kind === 'rectification' && (
        <Field id="event-stated" label={words.statedDue}>
          <DateInput id="event-stated" value={statedDue} onChange={setStatedDue} />
        </Field>
      )}
      {on !== '' && <EventPreview kind={kind} level={level} sharing={sharing} on={on} />}
    </FormDialog>
  );
}
