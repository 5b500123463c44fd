import { useState } from 'react';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { useKept } from '#renderer/frame/kept-state';
import { text } from '#renderer/text/zh-cn';
import { Field } from './field';
import { FormDialog } from './form-dialog';
import { FilePicker } from './file-picker';
import { PassphraseInput } from './passphrase-input';

const words = text.delivery.unlock;

/** What opens an encrypted file; it lives as long as the file is worked on and is never kept. */
export interface Unlock {
  readonly key: string;
  readonly passphrase: string;
}

/** True when a file could not be read for want of a key. */
export const isLocked = ({ code, details }: Failure): boolean =>
  code === 'package-unreadable' && details['reason'] === 'encrypted';

export interface UnlockDialogProps {
  /** Name of the encrypted file. */
  readonly name: string;
  readonly onClose: () => void;
  readonly onUnlock: (unlock: Unlock) => void;
}

/** Key and passphrase for a file that was encrypted to this department. */
export function UnlockDialog({ name, onClose, onUnlock }: UnlockDialogProps) {
  const [key, setKey] = useKept<ChosenFile | null>('delivery.key', null);
  const [passphrase, setPassphrase] = useState('');
  return (
    <FormDialog
      width={600}
      title={words.title}
      action={words.button}
      first={key === null ? 'unlock-key' : 'unlock-passphrase'}
      required={[
        { id: 'unlock-key', label: words.key, blank: key === null },
        { id: 'unlock-passphrase', label: words.passphrase, blank: passphrase === '' },
      ]}
      onSave={() => {
        if (key !== null) onUnlock({ key: key.token, passphrase });
        return undefined;
      }}
      onClose={onClose}
    >
      <p>{words.hint(name)}</p>
      <Field id="unlock-key" label={words.key} required>
        <FilePicker label={words.chooseKey} kinds={['key', 'any']} value={key} onChange={setKey} />
      </Field>
      <Field id="unlock-passphrase" label={words.passphrase} required note={words.passphraseHelp}>
        <PassphraseInput id="unlock-passphrase" value={passphrase} onChange={setPassphrase} />
      </Field>
    </FormDialog>
  );
}
