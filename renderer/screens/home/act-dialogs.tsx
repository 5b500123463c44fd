import { useState } from 'react';
import { App, Button, Input, InputNumber, Modal, Radio } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { EVENT_KIND_LABELS } from '#app/deadlines/deadline-event';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { Day } from '#renderer/parts/day';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { FilePicker } from '#renderer/parts/file-picker';
import { text } from '#renderer/text/zh-cn';
import { ACTS_OF_KIND, type ActName, type EventOutput } from './duty-view';

const MOST_EXTRA_DAYS = 60;

export interface EventActProps {
  readonly event: EventOutput;
  readonly onClose: () => void;
}

function Subject({ event }: { readonly event: EventOutput }) {
  return (
    <p>
      <strong>{event.about}</strong>
      <br />
      <span className="quiet">
        {EVENT_KIND_LABELS[event.kind]} <Day date={event.on} />
      </span>
    </p>
  );
}

/** 登记办理: when something was sent, published, answered; this is what fulfils a duty. */
export function ActDialog({ event, onClose }: EventActProps) {
  const words = text.home.acts;
  const { today, person } = useLibrary();
  const { message } = App.useApp();
  const possible = ACTS_OF_KIND[event.kind];
  const open = possible.find((name) => !event.acts.some((act) => act.act === name));
  const [act, setAct] = useState<ActName>(open ?? possible[0]!);
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);

  const save = async () => {
    if (on === '') return;
    const outcome = await call('events.act', { event: event.id, act, on, note: note.trim(), by: person });
    if (outcome.ok) {
      void message.success(words.done);
      onClose();
    } else setFailure(outcome.failure);
  };
  return (
    <Modal
      open
      title={words.title}
      width={560}
      onCancel={onClose}
      footer={
        <>
          {on === '' && <span className="warn dialog-missing">{words.missing}</span>}
          <Button onClick={onClose}>{text.parts.cancel}</Button>
          <Button type="primary" disabled={on === ''} onClick={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <Subject event={event} />
        <Field id="act-name" label={words.act} required>
          <Radio.Group
            id="act-name"
            aria-label={words.act}
            value={act}
            onChange={(changed) => setAct(changed.target.value as ActName)}
            options={possible.map((name) => ({ value: name, label: words.names[name] }))}
          />
        </Field>
        <Field id="act-on" label={words.on} required>
          <DateInput id="act-on" value={on} onChange={setOn} notAfter={today} />
        </Field>
        <Field id="act-note" label={words.note} help={{ help: words.noteHelp }}>
          <Input
            id="act-note"
            maxLength={500}
            value={note}
            onChange={(changed) => setNote(changed.target.value)}
          />
        </Field>
        {failure && <FailureNotice failure={failure} />}
      </div>
    </Modal>
  );
}

/** A thing that was registered by mistake is taken back with the reason; nothing disappears. */
export function WithdrawDialog({ event, onClose }: EventActProps) {
  const words = text.home.withdraw;
  const { person } = useLibrary();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);

  const save = async () => {
    const outcome = await call('events.withdraw', { event: event.id, reason: reason.trim(), by: person });
    if (outcome.ok) {
      void message.success(words.done);
      onClose();
    } else setFailure(outcome.failure);
  };
  return (
    <Modal
      open
      title={words.title}
      width={560}
      onCancel={onClose}
      footer={
        <>
          {reason.trim() === '' && <span className="quiet dialog-missing">{words.missing}</span>}
          <Button onClick={onClose}>{text.parts.cancel}</Button>
          <Button type="primary" danger disabled={reason.trim() === ''} onClick={() => void save()}>
            {words.action}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <Subject event={event} />
        <p className="quiet">{words.consequence}</p>
        <Field id="withdraw-reason" label={words.reason} required>
          <Input
            id="withdraw-reason"
            maxLength={500}
            value={reason}
            onChange={(changed) => setReason(changed.target.value)}
          />
        </Field>
        {failure && <FailureNotice failure={failure} />}
      </div>
    </Modal>
  );
}

/** 登记延期: the consent of the 主管部门 with its number and scan. */
export function ExtendDialog({ event, onClose }: EventActProps) {
  const words = text.home.extension;
  const { today, person } = useLibrary();
  const { message } = App.useApp();
  const [on, setOn] = useState('');
  const [number, setNumber] = useState('');
  const [days, setDays] = useState<number | null>(null);
  const [notifiedOn, setNotifiedOn] = useState('');
  const [scan, setScan] = useState<ChosenFile | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const missing = on === '' || number.trim() === '';

  const save = async () => {
    const outcome = await call('events.extend', {
      event: event.id,
      on,
      number: number.trim(),
      by: person,
      ...(days === null ? {} : { workingDays: days }),
      ...(notifiedOn === '' ? {} : { notifiedOn }),
      ...(scan === null ? {} : { scan: scan.token }),
    });
    if (outcome.ok) {
      void message.success(words.noted);
      onClose();
    } else setFailure(outcome.failure);
  };
  return (
    <Modal
      open
      title={words.title}
      width={560}
      onCancel={onClose}
      footer={
        <>
          {missing && <span className="quiet dialog-missing">{words.missing}</span>}
          <Button onClick={onClose}>{text.parts.cancel}</Button>
          <Button type="primary" disabled={missing} onClick={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <Subject event={event} />
        <p className="quiet">{words.hint}</p>
        <Field id="extend-on" label={words.on} required>
          <DateInput id="extend-on" value={on} onChange={setOn} notAfter={today} />
        </Field>
        <Field id="extend-number" label={words.number} required>
          <Input
            id="extend-number"
            maxLength={100}
            value={number}
            onChange={(changed) => setNumber(changed.target.value)}
          />
        </Field>
        <Field id="extend-days" label={words.days} help={{ help: words.daysHelp }}>
          <InputNumber<number>
            id="extend-days"
            min={1}
            max={MOST_EXTRA_DAYS}
            precision={0}
            value={days}
            onChange={setDays}
          />
        </Field>
        {event.kind === 'application' && (
          <Field id="extend-notified" label={words.notifiedOn}>
            <DateInput id="extend-notified" value={notifiedOn} onChange={setNotifiedOn} notAfter={today} />
          </Field>
        )}
        <Field id="extend-scan" label="">
          <FilePicker label={words.scan} kinds={['scan']} value={scan} onChange={setScan} />
        </Field>
        {failure && <FailureNotice failure={failure} />}
      </div>
    </Modal>
  );
}
