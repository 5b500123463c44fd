import { useState } from 'react';
import type { Failure } from '#app/contract/failure';
import type { OutputOf } from '#renderer/call';
import { useWork } from '#renderer/frame/contexts';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { PassphraseInput } from '#renderer/parts/passphrase-input';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.network;
export type Synced = OutputOf<'delivery.sync'>;

export interface SyncDialogProps {
  readonly address: string;
  readonly onClose: () => void;
  readonly onDone: (synced: Synced) => void;
}

/** One round with the platform over the network: hands over what waits, fetches receipts and opinions. */
export function SyncDialog({ address, onClose, onDone }: SyncDialogProps) {
  const work = useWork();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async () => {
    setBusy(true);
    setFailure(null);
    const input = passphrase === '' ? {} : { passphrase };
    const outcome = await work.run('delivery.sync', input, words.running);
    setBusy(false);
    if (outcome.ok) onDone(outcome.value);
    else setFailure(outcome.failure);
  };
  return (
    <FormDialog
      title={words.sync}
      action={words.sync}
      busy={busy}

      onSave={() => void run()}
      onClose={onClose}

      failure={failure}
    >
      <p>{words.now(address)}</p>
      <Field id="sync-passphrase" label={words.passphrase} note={words.passphraseHelp}>
        <PassphraseInput id="sync-passphrase" value={passphrase} onChange={setPassphrase} />
      </Field>
    </FormDialog>
  );
}
