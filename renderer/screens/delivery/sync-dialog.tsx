import { useState } from 'react';
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
  return (
    <FormDialog
      title={words.sync}
      action={words.sync}
      onSave={() => work.run('delivery.sync', passphrase === '' ? {} : { passphrase }, words.running)}
      onSaved={onDone}
      onClose={onClose}
    >
      <p>{words.now(address)}</p>
      <Field id="sync-passphrase" label={words.passphrase} note={words.passphraseHelp}>
        <PassphraseInput id="sync-passphrase" value={passphrase} onChange={setPassphrase} />
      </Field>
    </FormDialog>
  );
}
