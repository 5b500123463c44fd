import { useState } from 'react';
import { Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useDone } from '#renderer/frame/use-done';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { text } from '#renderer/text/zh-cn';
import type { FindingFilters } from './finding-filters';

const words = text.findings.listed;

export interface ExplainListedProps {
  readonly filters: FindingFilters;
  readonly count: number;
  readonly onClose: () => void;
}

/** One reason for every warning that the board lists: given by one command, taken back by one. */
export function ExplainListed({ filters, count: listed, onClose }: ExplainListedProps) {
  // As it was asked for, whatever else comes into the list or leaves it meanwhile.
  const [count] = useState(listed);
  const { person, signedIn } = useLibrary();
  const work = useWork();
  const done = useDone();
  const [reason, setReason] = useState('');
  const [by, setBy] = useState(signedIn?.account ?? person);
  const [warning, setWarning] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async () => {
    setWarning(reason.trim() === '' ? text.parts.answer.reasonMissing : '');
    if (reason.trim() === '') return;
    setBusy(true);
    setFailure(null);
    const query = filters.query.trim();
    const outcome = await work.run(
      'findings.explain',
      {
        rule: filters.rule,
        ...(query === '' ? {} : { query }),
        ...(filters.entry === '' ? {} : { entry: filters.entry }),
        count,
        reason,
        by,
      },
      words.explaining(filters.ruleLabel),
    );
    setBusy(false);
    if (!outcome.ok) {
      if (outcome.failure.code !== 'cancelled') setFailure(outcome.failure);
      return;
    }
    done(words.explained(outcome.value.explained));
    onClose();
  };

  return (
    <FormDialog
      title={words.title(filters.ruleLabel, count)}
      action={words.action(count)}
      busy={busy}
      warning={warning}
      failure={failure}
      onSave={() => void save()}
      onClose={onClose}
    >
      <p className="quiet">{words.hint}</p>
      <Field id="listed-reason" label={text.parts.answer.reason} required>
        <Input.TextArea
          id="listed-reason"
          autoFocus
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <Field id="listed-by" label={text.parts.answer.by}>
        <Input
          id="listed-by"
          maxLength={100}
          disabled={signedIn !== null}
          value={by}
          onChange={(event) => setBy(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
