import { useState } from 'react';
import { Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { text } from '#renderer/text/zh-cn';
import type { Ledger, LedgerRow } from './ledger-view';

const words = text.ledgers.withdraw;

export interface WithdrawDialogProps {
  readonly ledger: Ledger;
  readonly row: LedgerRow;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Takes a row back with a reason; it stays in the book. */
export function WithdrawDialog({ ledger, row, name, onClose, onDone }: WithdrawDialogProps) {
  const { person } = useLibrary();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const withdraw = async () => {
    setBusy(true);
    const outcome = await call('ledger.withdraw', {
      ledger: ledger.ledger,
      row: row.id,
      reason: reason.trim(),
      by: person,
    });
    setBusy(false);
    if (outcome.ok) onDone();
    else setFailure(outcome.failure);
  };
  return (
    <FormDialog
      width={520}
      title={words.title}
      action={words.action}
      danger
      busy={busy}
      disabled={reason.trim() === ''}

      onSave={() => void withdraw()}
      onClose={onClose}

      failure={failure}
    >
      <p>
        <strong>{name}</strong>
      </p>
      <p className="quiet">{words.hint}</p>
      <Field id="withdraw-reason" label={words.reason} required>
        <Input.TextArea
          id="withdraw-reason"
          rows={2}
          maxLength={500}
          value={reason}
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
