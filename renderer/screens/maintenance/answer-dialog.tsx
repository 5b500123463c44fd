import { useState } from 'react';
import { Input, Radio, Select } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { FormDialog } from '#renderer/parts/form-dialog';
import { Field } from '#renderer/parts/field';
import { FilePicker } from '#renderer/parts/file-picker';
import { text } from '#renderer/text/zh-cn';
import {
  countOf,
  officeLabel,
  scopeInput,
  type AnswerScope,
  type Campaign,
  type MaintenanceAnswer,
} from './campaign';
import { MAINTENANCE_ANSWERS } from '#app/contract/maintenance-words';

const words = text.maintenance.dialog;
/** Stands for all offices; no office is called so. */
const ALL = '\u0000';

export interface AnswerDialogProps {
  readonly campaign: Campaign;
  readonly scope: AnswerScope;
  readonly answer: MaintenanceAnswer;
  /** 线下签字登记: somebody signed on paper, somebody else enters it. */
  readonly offline: boolean;
  readonly onClose: () => void;
  readonly onDone: (answer: OutputOf<'maintenance.answer'>, given: MaintenanceAnswer) => void;
}

/** The words, names and papers that an answer needs, for one entry, those selected, or the rest of an office. */
export function AnswerDialog(props: AnswerDialogProps) {
  const { campaign, offline, onClose, onDone } = props;
  const { person, setPerson, signedIn, today } = useLibrary();
  const [scope, setScope] = useState(props.scope);
  const [answer, setAnswer] = useState(props.answer);
  const [note, setNote] = useState('');
  const [by, setBy] = useState(offline ? '' : person);
  const [enteredBy, setEnteredBy] = useState(person);
  const [on, setOn] = useState(today);
  const [opinion, setOpinion] = useState('');
  const [scan, setScan] = useState<ChosenFile | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const count = scope.kind === 'entries' ? scope.ids.length : countOf(campaign, scope.office, '未答复');
  const batch = scope.kind === 'rest' || count > 1;
  const byLabel = offline ? words.signer : words.by;
  const missing = [
    by.trim() === '' && byLabel,
    offline && on === '' && words.signedOn,
    batch && opinion.trim() === '' && words.opinion,
    offline && enteredBy.trim() === '' && words.enteredBy,
  ].filter((label) => label !== false);
  const title = offline
    ? words.offlineTitle(count)
    : scope.kind === 'rest'
      ? words.restTitle(count)
      : words.title(answer, count);

  const save = async () => {
    setAsked(true);
    if (missing.length > 0) return;
    setBusy(true);
    setFailure(null);
    const outcome = await call('maintenance.answer', {
      ...scopeInput(scope),
      answer,
      note: answer === '无变化' ? '' : note.trim(),
      opinion: opinion.trim(),
      by: by.trim(),
      ...(offline
        ? { offline: { on, enteredBy: enteredBy.trim(), ...(scan === null ? {} : { scan: scan.token }) } }
        : {}),
    });
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    if (person === '') setPerson(offline ? enteredBy.trim() : by.trim());
    onDone(outcome.value, answer);
  };

  return (
    <FormDialog
      width={640}
      title={title}
      action={words.save}
      busy={busy}
      disabled={count === 0}

      onSave={() => void save()}
      onClose={onClose}

      warning={asked && missing.length > 0 ? words.missing(missing) : ''}
      failure={failure}
    >
      {scope.kind === 'entries' ? (
        <p>{count === 1 ? words.one(scope.name) : words.selected(count)}</p>
      ) : (
        <>
          <Field id="check-office" label={words.office} required>
            <Select<string>
              id="check-office"
              aria-label={words.office}
              value={scope.office ?? ALL}
              onChange={(value) => setScope({ kind: 'rest', office: value === ALL ? null : value })}
              style={{ width: 380 }}
              options={[
                {
                  value: ALL,
                  label: words.officeOption(text.maintenance.offices.all, campaign.remaining),
                },
                ...campaign.byOffice
                  .filter((one) => one.remaining > 0)
                  .map((one) => ({
                    value: one.office,
                    label: words.officeOption(officeLabel(one.office), one.remaining),
                  })),
              ]}
            />
          </Field>
          <p className="quiet form-indent">
            {words.restOf(
              scope.office === null ? text.maintenance.offices.all : officeLabel(scope.office),
              count,
            )}
            {offline && words.offlineHint}
          </p>
        </>
      )}
      <Field id="check-answer" label={words.answer} required>
        <Radio.Group
          id="check-answer"
          aria-label={words.answer}
          value={answer}
          onChange={(event) => setAnswer(event.target.value as MaintenanceAnswer)}
          options={MAINTENANCE_ANSWERS.map((value) => ({
            value,
            label: (
              <>
                {value} <span className="quiet">{text.maintenance.answers[value]}</span>
              </>
            ),
          }))}
          className="choice-list"
        />
      </Field>
      {answer !== '无变化' && (
        <Field id="check-note" label={words.note[answer]} note={words.noteHelp}>
          <Input.TextArea
            id="check-note"
            rows={2}
            maxLength={2000}
            value={note}
            autoFocus
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      )}
      {batch && (
        <Field id="check-opinion" label={words.opinion} required note={words.opinionHelp}>
          <Input.TextArea
            id="check-opinion"
            rows={2}
            maxLength={5000}
            value={opinion}
            autoFocus={answer === '无变化' && !offline}
            onChange={(event) => setOpinion(event.target.value)}
          />
        </Field>
      )}
      <Field
        id="check-by"
        label={byLabel}
        required
        note={offline ? words.signerHelp : signedIn === null ? words.bySelf : ''}
      >
        <Input
          id="check-by"
          maxLength={100}
          value={by}
          readOnly={!offline && signedIn !== null}
          onChange={(event) => setBy(event.target.value)}
        />
      </Field>
      {offline && (
        <>
          <Field id="check-on" label={words.signedOn} required>
            <DateInput id="check-on" value={on} onChange={setOn} notAfter={today} />
          </Field>
          <Field id="check-scan" label={words.scan} note={text.common.optional}>
            <FilePicker label={words.chooseScan} kinds={['scan']} value={scan} onChange={setScan} />
          </Field>
          <Field
            id="check-entered"
            label={words.enteredBy}
            required
            note={signedIn === null ? words.bySelf : ''}
          >
            <Input
              id="check-entered"
              maxLength={100}
              value={enteredBy}
              readOnly={signedIn !== null}
              onChange={(event) => setEnteredBy(event.target.value)}
            />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
