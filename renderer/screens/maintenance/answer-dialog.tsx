import { useState } from 'react';
import { Radio, Select } from 'antd';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField, PersonField, ScanField, TextField } from '#renderer/parts/form-fields';
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

  const count = scope.kind === 'entries' ? scope.ids.length : countOf(campaign, scope.office, '未答复');
  const batch = scope.kind === 'rest' || count > 1;
  const byLabel = offline ? words.signer : words.by;
  const selfNote = signedIn === null ? words.bySelf : '';
  const title = offline
    ? words.offlineTitle(count)
    : scope.kind === 'rest'
      ? words.restTitle(count)
      : words.title(answer, count);

  const save = () =>
    call('maintenance.answer', {
      ...scopeInput(scope),
      answer,
      note: answer === '无变化' ? '' : note.trim(),
      opinion: opinion.trim(),
      by: by.trim(),
      ...(offline
        ? { offline: { on, enteredBy: enteredBy.trim(), ...(scan === null ? {} : { scan: scan.token }) } }
        : {}),
    });

  return (
    <FormDialog
      width={640}
      title={title}
      action={words.save}
      disabled={count === 0}
      first={answer !== '无变化' ? 'check-note' : batch ? 'check-opinion' : 'check-by'}
      required={[
        { id: 'check-opinion', label: words.opinion, blank: batch && opinion.trim() === '' },
        { id: 'check-by', label: byLabel, blank: by.trim() === '' },
        { id: 'check-on', label: words.signedOn, blank: offline && on === '' },
        { id: 'check-entered', label: words.enteredBy, blank: offline && enteredBy.trim() === '' },
      ]}
      onSave={save}
      onSaved={(value) => {
        if (person === '') setPerson(offline ? enteredBy.trim() : by.trim());
        onDone(value, answer);
      }}
      onClose={onClose}
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
        <TextField
          id="check-note"
          label={words.note[answer]}
          note={words.noteHelp}
          multiline
          limit={2000}
          value={note}
          onChange={setNote}
        />
      )}
      {batch && (
        <TextField
          id="check-opinion"
          label={words.opinion}
          required
          note={words.opinionHelp}
          multiline
          limit={5000}
          value={opinion}
          onChange={setOpinion}
        />
      )}
      {offline ? (
        <>
          <TextField
            id="check-by"
            label={byLabel}
            required
            note={words.signerHelp}
            limit={100}
            value={by}
            onChange={setBy}
          />
          <DayField id="check-on" label={words.signedOn} required value={on} onChange={setOn} />
          <ScanField id="check-scan" value={scan} onChange={setScan} />
          <PersonField
            id="check-entered"
            label={words.enteredBy}
            required
            note={selfNote}
            value={enteredBy}
            onChange={setEnteredBy}
          />
        </>
      ) : (
        <PersonField id="check-by" label={byLabel} required note={selfNote} value={by} onChange={setBy} />
      )}
    </FormDialog>
  );
}
