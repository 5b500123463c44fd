import { useState } from 'react';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FormDialog } from '#renderer/parts/form-dialog';
import { TextField } from '#renderer/parts/form-fields';
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
  return (
    <FormDialog
      width={520}
      title={words.title}
      action={words.action}
      danger
      required={[{ id: 'withdraw-reason', label: words.reason, blank: reason.trim() === '' }]}
      onSave={() =>
        call('ledger.withdraw', { ledger: ledger.ledger, row: row.id, reason: reason.trim(), by: person })
      }
      onSaved={onDone}
      onClose={onClose}
    >
      <p>
        <strong>{name}</strong>
      </p>
      <p className="quiet">{words.hint}</p>
      <TextField
        id="withdraw-reason"
        label={words.reason}
        required
        multiline
        limit={500}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
