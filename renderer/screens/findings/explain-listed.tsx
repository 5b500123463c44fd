import { useState } from 'react';
import { App, Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call, type InputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { text } from '#renderer/text/zh-cn';
import type { FindingFilters } from './finding-filters';
import { allListed } from './use-finding-board';

const words = text.findings.listed;
type Named = InputOf<'findings.settle'>['findings'][number];

export interface ExplainListedProps {
  readonly filters: FindingFilters;
  readonly count: number;
  readonly onClose: () => void;
}

/** One reason for every warning that the board lists; each entry keeps it as its own and can take it back. */
export function ExplainListed({ filters, count: listed, onClose }: ExplainListedProps) {
  // As asked: the list grows shorter while the reason is written to one entry after another.
  const [count] = useState(listed);
  const { person, signedIn } = useLibrary();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [by, setBy] = useState(signedIn?.account ?? person);
  const [warning, setWarning] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const settle = async (): Promise<Failure | number> => {
    const found = await allListed(filters);
    if (!found.ok) return found.failure;
    const byEntry = new Map<string, Named[]>();
    for (const { entry, rule, field, item, message: said } of found.value) {
      const named = { rule, field, message: said, ...(item === undefined ? {} : { item: item.id }) };
      byEntry.set(entry.id, [...(byEntry.get(entry.id) ?? []), named]);
    }
    for (const [entry, findings] of byEntry) {
      const outcome = await call('findings.settle', { entry, findings, reason, by });
      if (!outcome.ok) return outcome.failure;
    }
    return found.value.length;
  };
  const save = async () => {
    setWarning(reason.trim() === '' ? text.parts.answer.reasonMissing : '');
    if (reason.trim() === '') return;
    setBusy(true);
    const outcome = await settle();
    setBusy(false);
    if (typeof outcome !== 'number') {
      setFailure(outcome);
      return;
    }
    void message.success(words.explained(outcome));
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
