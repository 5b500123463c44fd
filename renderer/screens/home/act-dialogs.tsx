import { useState } from 'react';
import { App, InputNumber, Radio } from 'antd';
import type { ChosenFile } from '#app/contract/window-calls';
import { EVENT_KIND_LABELS } from '#app/deadlines/deadline-event';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Day } from '#renderer/parts/day';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField, ScanField, TextField } from '#renderer/parts/form-fields';
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

/** Says that it was noted, and closes. */
function useNoted(sentence: string, onClose: () => void): () => void {
  const { message } = App.useApp();
  return () => {
    void message.success(sentence);
    onClose();
  };
}

/** 登记办理: when something was sent, published, answered; this is what fulfils a duty. */
export function ActDialog({ event, onClose }: EventActProps) {
  const words = text.home.acts;
  const { today, person } = useLibrary();
  const noted = useNoted(words.done, onClose);
  const possible = ACTS_OF_KIND[event.kind];
  const open = possible.find((name) => !event.acts.some((act) => act.act === name));
  const [act, setAct] = useState<ActName>(open ?? possible[0]!);
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  return (
    <FormDialog
      title={words.title}
      width={560}
      action={words.save}
      required={[{ id: 'act-on', label: words.on, blank: on === '' }]}
      onSave={() => call('events.act', { event: event.id, act, on, note: note.trim(), by: person })}
      onSaved={noted}
      onClose={onClose}
    >
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
      <DayField id="act-on" label={words.on} required value={on} onChange={setOn} />
      <TextField
        id="act-note"
        label={words.note}
        help={{ help: words.noteHelp }}
        limit={500}
        value={note}
        onChange={setNote}
      />
    </FormDialog>
  );
}

/** A thing that was registered by mistake is taken back with the reason; nothing disappears. */
export function WithdrawDialog({ event, onClose }: EventActProps) {
  const words = text.home.withdraw;
  const { person } = useLibrary();
  const noted = useNoted(words.done, onClose);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={words.title}
      width={560}
      action={words.action}
      danger
      required={[{ id: 'withdraw-reason', label: words.reason, blank: reason.trim() === '' }]}
      onSave={() => call('events.withdraw', { event: event.id, reason: reason.trim(), by: person })}
      onSaved={noted}
      onClose={onClose}
    >
      <Subject event={event} />
      <p className="quiet">{words.consequence}</p>
      <TextField
        id="withdraw-reason"
        label={words.reason}
        required
        limit={500}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}

/** 登记延期: the consent of the 主管部门 with its number and scan. */
export function ExtendDialog({ event, onClose }: EventActProps) {
  const words = text.home.extension;
  const { person } = useLibrary();
  const noted = useNoted(words.noted, onClose);
  const [on, setOn] = useState('');
  const [number, setNumber] = useState('');
  const [days, setDays] = useState<number | null>(null);
  const [notifiedOn, setNotifiedOn] = useState('');
  const [scan, setScan] = useState<ChosenFile | null>(null);
  return (
    <FormDialog
      title={words.title}
      width={560}
      action={words.save}
      required={[
        { id: 'extend-on', label: words.on, blank: on === '' },
        { id: 'extend-number', label: words.number, blank: number.trim() === '' },
      ]}
      onSave={() =>
        call('events.extend', {
          event: event.id,
          on,
          number: number.trim(),
          by: person,
          ...(days === null ? {} : { workingDays: days }),
          ...(notifiedOn === '' ? {} : { notifiedOn }),
          ...(scan === null ? {} : { scan: scan.token }),
        })
      }
      onSaved={noted}
      onClose={onClose}
    >
      <Subject event={event} />
      <p className="quiet">{words.hint}</p>
      <DayField id="extend-on" label={words.on} required value={on} onChange={setOn} />
      <TextField
        id="extend-number"
        label={words.number}
        required
        limit={100}
        value={number}
        onChange={setNumber}
      />
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
        <DayField id="extend-notified" label={words.notifiedOn} value={notifiedOn} onChange={setNotifiedOn} />
      )}
      <ScanField id="extend-scan" label={words.scan} value={scan} onChange={setScan} />
    </FormDialog>
  );
}
