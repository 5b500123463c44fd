import { useState } from 'react';
import type { ReviewStepName } from '#app/contract/calls';
import { APPROVING_STEPS } from '#app/review/roles';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField, PersonField, ScanField, TextField } from '#renderer/parts/form-fields';
import { Unexplained } from '#renderer/parts/unexplained';
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

/** Who compiled the entries, where a step approves them and no account tells people apart; null elsewhere. */
function useCompilers(step: ReviewStepName, entries: readonly string[]): OutputOf<'review.compilers'> | null {
  const { signedIn } = useLibrary();
  const asked = signedIn === null && APPROVING_STEPS.includes(step);
  return useCall('review.compilers', asked ? { entries: [...entries] } : null).value;
}

/** The words, names and papers that a step needs; nothing is taken before they are there. */
export function TakeDialog(props: TakeDialogProps) {
  const { kind, step, entries, lookedAt, fieldOpinions, onClose, onTaken } = props;
  const { person, setPerson, signedIn, today } = useLibrary();
  const offline = kind === 'offline';
  const own = useCompilers(step, entries);
  const [typed, setBy] = useState<string | null>(offline ? '' : null);
  const by = typed ?? (own?.separate && own.names.includes(person) ? '' : person);
  const same =
    own !== null && own.names.includes(by.trim()) ? (
      <span className="warn">{words.samePerson(by.trim())}</span>
    ) : null;
  const [enteredBy, setEnteredBy] = useState(person);
  const [on, setOn] = useState(today);
  const [opinion, setOpinion] = useState('');
  const [secrecy, setSecrecy] = useState('');
  const [personal, setPersonal] = useState('');
  const [scan, setScan] = useState<ChosenFile | null>(null);

  const assess = step === 'assess';
  const batch = entries.length > 1;
  const needsOpinion = kind === 'return' || (batch && !assess);
  const action = text.review.actions[step];
  const opinionLabel =
    kind === 'return' ? words.returnOpinion : step === 'submit' ? words.submitOpinion : words.opinion;
  const byLabel = offline ? words.signer : text.common.by;
  const take = () =>
    call('review.take', {
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
    });
  const settle = (answer: OutputOf<'review.take'>) => {
    const self = offline ? enteredBy.trim() : by.trim();
    if (person === '' && signedIn === null) setPerson(self);
    onTaken(answer);
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
      first={by === '' ? 'take-by' : assess ? 'take-secrecy' : 'take-opinion'}
      required={[
        { id: 'take-by', label: byLabel, blank: by.trim() === '' },
        { id: 'take-on', label: words.signedOn, blank: offline && on === '' },
        { id: 'take-secrecy', label: words.secrecy, blank: assess && secrecy.trim() === '' },
        { id: 'take-personal', label: words.personal, blank: assess && personal.trim() === '' },
        { id: 'take-opinion', label: opinionLabel, blank: needsOpinion && opinion.trim() === '' },
        { id: 'take-entered', label: words.enteredBy, blank: offline && enteredBy.trim() === '' },
      ]}
      onSave={take}
      onSaved={settle}
      onClose={onClose}
    >
      {batch && <p>{words.scope(entries.length, lookedAt.length)}</p>}
      {kind !== 'return' && (
        <Unexplained entries={entries} back={{ screen: 'review', part: 'waiting', step }} onLeave={onClose} />
      )}
      {assess && <p className="quiet">{words.assessBasis}</p>}
      {offline ? (
        <>
          <TextField
            id="take-by"
            label={byLabel}
            required
            note={same}
            limit={100}
            value={by}
            onChange={setBy}
          />
          <DayField id="take-on" label={words.signedOn} required value={on} onChange={setOn} />
        </>
      ) : (
        <PersonField
          id="take-by"
          label={byLabel}
          required
          note={same ?? (signedIn === null ? words.bySelf : '')}
          value={by}
          onChange={setBy}
        />
      )}
      {assess && (
        <>
          <TextField
            id="take-secrecy"
            label={words.secrecy}
            required
            note={words.secrecyHelp}
            multiline
            limit={5000}
            value={secrecy}
            onChange={setSecrecy}
          />
          <TextField
            id="take-personal"
            label={words.personal}
            required
            note={words.personalHelp}
            multiline
            limit={5000}
            value={personal}
            onChange={setPersonal}
          />
        </>
      )}
      <TextField
        id="take-opinion"
        label={opinionLabel}
        required={needsOpinion}
        note={
          kind === 'return' ? words.returnHelp : needsOpinion ? words.opinionBatch : words.opinionOptional
        }
        multiline
        limit={5000}
        value={opinion}
        onChange={setOpinion}
      />
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
          <ScanField id="take-scan" value={scan} onChange={setScan} />
          <PersonField
            id="take-entered"
            label={words.enteredBy}
            required
            note={words.bySelf}
            value={enteredBy}
            onChange={setEnteredBy}
          />
        </>
      )}
    </FormDialog>
  );
}
