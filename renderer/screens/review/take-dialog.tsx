import { useState } from 'react';
import { Input } from 'antd';
import type { ReviewStepName } from '#app/contract/calls';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, type InputOf, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { FormDialog } from '#renderer/parts/form-dialog';
import { Field } from '#renderer/parts/field';
import { FilePicker } from '#renderer/parts/file-picker';
import { text } from '#renderer/text/zh-cn';
import type { FieldOpinion } from './field-opinion';

const words = text.review.dialog;

/** 系统内办理, 线下签批登记, 退回修改. */
export type TakeKind = 'inside' | 'offline' | 'return';

export interface TakeDialogProps {
  readonly kind: TakeKind;
  readonly step: ReviewStepName;
  readonly entries: readonly string[];
  /** Those of `entries` whose differences were opened. */
  readonly lookedAt: readonly string[];
  /** What was noted of single fields while reading; goes back with the entry. */
  readonly fieldOpinions: readonly FieldOpinion[];
  readonly onClose: () => void;
  readonly onTaken: (answer: OutputOf<'review.take'>) => void;
}

/** The words, names and papers that a step needs; nothing is taken before they are there. */
export function TakeDialog(props: TakeDialogProps) {
  const { kind, step, entries, lookedAt, fieldOpinions, onClose, onTaken } = props;
  const { person, setPerson, signedIn, today } = useLibrary();
  const offline = kind === 'offline';
  const [by, setBy] = useState(offline ? '' : person);
  const [enteredBy, setEnteredBy] = useState(person);
  const [on, setOn] = useState(today);
  const [opinion, setOpinion] = useState('');
  const [secrecy, setSecrecy] = useState('');
  const [personal, setPersonal] = useState('');
  const [scan, setScan] = useState<ChosenFile | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const assess = step === 'assess';
  const batch = entries.length > 1;
  const needsOpinion = kind === 'return' || (batch && !assess);
  const action = text.review.actions[step];
  const opinionLabel =
    kind === 'return' ? words.returnOpinion : step === 'submit' ? words.submitOpinion : words.opinion;
  const byLabel = offline ? words.signer : text.common.by;
  const missing = [
    by.trim() === '' && byLabel,
    offline && enteredBy.trim() === '' && words.enteredBy,
    offline && on === '' && words.signedOn,
    assess && secrecy.trim() === '' && words.secrecy,
    assess && personal.trim() === '' && words.personal,
    needsOpinion && opinion.trim() === '' && opinionLabel,
  ].filter((label) => label !== false);

  const take = async () => {
    setAsked(true);
    if (missing.length > 0) return;
    const input: InputOf<'review.take'> = {
      step,
      entries: [...entries],
      by: by.trim(),
      lookedAt: [...lookedAt],
      ...(opinion.trim() === '' ? {} : { opinion: opinion.trim() }),
      ...(fieldOpinions.length === 0
        ? {}
        : { fieldOpinions: fieldOpinions.map(({ label: _label, ...opinion }) => opinion) }),
      ...(assess ? { secrecy: secrecy.trim(), personal: personal.trim() } : {}),
      ...(offline
        ? { offline: { on, enteredBy: enteredBy.trim(), ...(scan === null ? {} : { scan: scan.token }) } }
        : {}),
    };
    setBusy(true);
    setFailure(null);
    const outcome = await call('review.take', input);
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    const self = offline ? enteredBy.trim() : by.trim();
    if (person === '' && signedIn === null) setPerson(self);
    onTaken(outcome.value);
  };

  return (
    <FormDialog
      width={620}
      title={
        offline
          ? words.offlineTitle(text.review.stepNames[step], entries.length)
          : words.title(action, entries.length)
      }
      action={offline ? text.review.offline : action}
      danger={kind === 'return'}
      busy={busy}

      onSave={() => void take()}
      onClose={onClose}

      warning={asked && missing.length > 0 ? words.missing(missing) : ''}
      failure={failure}
    >
      {batch && <p>{words.scope(entries.length, lookedAt.length)}</p>}
      {assess && <p className="quiet">{words.assessBasis}</p>}
      <Field id="take-by" label={byLabel} required note={offline || signedIn !== null ? '' : words.bySelf}>
        <Input
          id="take-by"
          disabled={!offline && signedIn !== null}
          value={by}
          maxLength={100}
          onChange={(event) => setBy(event.target.value)}
          autoFocus={by === ''}
        />
      </Field>
      {offline && (
        <Field id="take-on" label={words.signedOn} required>
          <DateInput id="take-on" value={on} onChange={setOn} notAfter={today} />
        </Field>
      )}
      {assess && (
        <>
          <Field id="take-secrecy" label={words.secrecy} required note={words.secrecyHelp}>
            <Input.TextArea
              id="take-secrecy"
              rows={3}
              value={secrecy}
              maxLength={5000}
              onChange={(event) => setSecrecy(event.target.value)}
            />
          </Field>
          <Field id="take-personal" label={words.personal} required note={words.personalHelp}>
            <Input.TextArea
              id="take-personal"
              rows={3}
              value={personal}
              maxLength={5000}
              onChange={(event) => setPersonal(event.target.value)}
            />
          </Field>
        </>
      )}
      <Field
        id="take-opinion"
        label={opinionLabel}
        required={needsOpinion}
        note={
          kind === 'return' ? words.returnHelp : needsOpinion ? words.opinionBatch : words.opinionOptional
        }
      >
        <Input.TextArea
          id="take-opinion"
          rows={kind === 'return' ? 5 : 2}
          value={opinion}
          maxLength={5000}
          autoFocus={by !== '' && !assess}
          onChange={(event) => setOpinion(event.target.value)}
        />
      </Field>
      {fieldOpinions.length > 0 && (
        <div className="form-indent">
          <div>{words.fieldOpinions(fieldOpinions.length)}</div>
          <ul className="quiet">
            {fieldOpinions.map((one, index) => (
              <li key={index}>{words.fieldOpinionLine(one.label, one.opinion)}</li>
            ))}
          </ul>
        </div>
      )}
      {offline && (
        <>
          <Field id="take-scan" label={words.scan} note={text.common.optional}>
            <FilePicker label={words.chooseScan} kinds={['scan']} value={scan} onChange={setScan} />
          </Field>
          <Field id="take-entered" label={words.enteredBy} required note={words.bySelf}>
            <Input
              id="take-entered"
              disabled={signedIn !== null}
              value={enteredBy}
              maxLength={100}
              onChange={(event) => setEnteredBy(event.target.value)}
            />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
