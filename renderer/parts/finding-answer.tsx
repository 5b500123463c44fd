import { useState } from 'react';
import { App, Button, Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { call, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { Field } from './field';
import { FormDialog } from './form-dialog';

const words = text.parts.answer;
type Finding = OutputOf<'entries.read'>['findings'][number];

const named = ({ rule, field, item, message }: Finding) => ({
  rule,
  field,
  message,
  ...(item === undefined ? {} : { item: item.id }),
});

function AnswerDialog({ finding, onClose }: { readonly finding: Finding; readonly onClose: () => void }) {
  const { person, signedIn } = useLibrary();
  const { message } = App.useApp();
  const secrecy = finding.rule === SECRECY_RULE;
  const [reason, setReason] = useState('');
  const [by, setBy] = useState(signedIn?.account ?? person);
  const [fault, setFault] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async () => {
    const missing =
      reason.trim() === '' ? words.reasonMissing : secrecy && by.trim() === '' ? words.byMissing : '';
    setFault(missing);
    if (missing !== '') return;
    setBusy(true);
    const outcome = await call('findings.settle', {
      entry: finding.entry.id,
      findings: [named(finding)],
      reason,
      by,
    });
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    void message.success(words.saved);
    onClose();
  };
  return (
    <FormDialog
      title={secrecy ? words.clearTitle : words.explainTitle}
      action={secrecy ? words.clear : words.explain}
      busy={busy}
      warning={fault}
      failure={failure}
      onSave={() => void save()}
      onClose={onClose}
    >
      <p>{finding.message}</p>
      <p className="quiet">{secrecy ? words.clearHint : words.explainHint}</p>
      <Field id="answer-reason" label={words.reason} required>
        <Input.TextArea
          id="answer-reason"
          autoFocus
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <Field id="answer-by" label={secrecy ? words.reviewer : words.by} required={secrecy}>
        <Input
          id="answer-by"
          maxLength={100}
          disabled={signedIn !== null}
          value={by}
          onChange={(event) => setBy(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

export interface FindingAnswerProps {
  readonly finding: Finding;
  /** Makes ready what the answer is about (saves what was typed); answers whether it is. */
  readonly before?: () => Promise<boolean>;
}

/** The reason given for a finding that stays, or the buttons to give one or take it back. */
export function FindingAnswer({ finding, before }: FindingAnswerProps) {
  const { summary, person, signedIn } = useLibrary();
  const [open, setOpen] = useState(false);
  const { message } = App.useApp();
  if (finding.severity === 'error') return null;
  const secrecy = finding.rule === SECRECY_RULE;
  const { settled } = finding;
  const mayWrite =
    !summary.readOnly && (!secrecy || signedIn === null || signedIn.roles.includes('保密审查人'));
  const ready = async () => before === undefined || (await before());
  const withdraw = async () => {
    if (!(await ready())) return;
    const outcome = await call('findings.settle', {
      entry: finding.entry.id,
      findings: [named(finding)],
      reason: '',
      by: signedIn?.account ?? person,
    });
    if (outcome.ok) void message.success(words.saved);
  };
  return (
    <div className="finding-answer">
      {settled !== undefined && (
        <span className="finding-settled">
          {(secrecy ? words.cleared : words.settled)(settled.reason, settled.by, settled.on)}
        </span>
      )}
      {mayWrite && settled === undefined && finding.severity === 'warning' && (
        <Button
          type="link"
          size="small"
          className="bare-link"
          onClick={() => void ready().then((is) => is && setOpen(true))}
        >
          {secrecy ? words.clear : words.explain}
        </Button>
      )}
      {mayWrite && settled !== undefined && (
        <Button type="link" size="small" className="bare-link" onClick={() => void withdraw()}>
          {secrecy ? words.withdrawClearing : words.withdraw}
        </Button>
      )}
      {open && <AnswerDialog finding={finding} onClose={() => setOpen(false)} />}
    </div>
  );
}
