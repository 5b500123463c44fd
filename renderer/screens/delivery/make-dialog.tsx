import { useState } from 'react';
import { Button, Radio } from 'antd';
import type { ChosenFile } from '#app/contract/window-calls';
import type { OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useKept } from '#renderer/frame/kept-state';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { chooseSave, FilePicker, safeFileName } from '#renderer/parts/file-picker';
import { PassphraseInput } from '#renderer/parts/passphrase-input';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.make;
type Scope = keyof typeof words.scopes;

export interface MakeDialogProps {
  readonly onClose: () => void;
  readonly onMade: (made: OutputOf<'package.make'>) => void;
}

/** Key, certificate, passphrase: the package is made of what is 已审定. Only the passphrase is asked for each time. */
export function MakeDialog({ onClose, onMade }: MakeDialogProps) {
  const { summary, today } = useLibrary();
  const work = useWork();
  const [key, setKey] = useKept<ChosenFile | null>('delivery.key', null);
  const [certificate, setCertificate] = useKept<ChosenFile | null>('delivery.certificate', null);
  const [chain, setChain] = useKept<ChosenFile | null>('delivery.chain', null);
  const [recipient, setRecipient] = useState<ChosenFile | null>(null);
  const [scope, setScope] = useState<Scope>('open');
  const [passphrase, setPassphrase] = useState('');
  const [more, setMore] = useState(chain !== null);

  const make = async () => {
    if (key === null || certificate === null) return null;
    const kind = recipient === null ? 'packagePlain' : 'packageSealed';
    const name = `${safeFileName(words.suggested(summary.department, today))}.${recipient === null ? 'zwml' : 'zwmlx'}`;
    const out = await chooseSave(words.title, [kind], name);
    if (out === null) return null;
    return work.run(
      'package.make',
      {
        key: key.token,
        certificate: certificate.token,
        passphrase,
        out: out.token,
        ...(scope === 'open' ? {} : { scope }),
        ...(chain === null ? {} : { chain: chain.token }),
        ...(recipient === null ? {} : { recipient: recipient.token }),
      },
      words.running,
    );
  };

  return (
    <FormDialog
      width={640}
      title={words.title}
      action={words.button}
      first={key === null ? 'make-key' : 'make-passphrase'}
      required={[
        { id: 'make-key', label: words.key, blank: key === null },
        { id: 'make-certificate', label: words.certificate, blank: certificate === null },
        { id: 'make-passphrase', label: words.passphrase, blank: passphrase === '' },
      ]}
      onSave={make}
      onSaved={onMade}
      onClose={onClose}
    >
      <Field id="make-scope" label={words.scope}>
        <Radio.Group
          id="make-scope"
          className="choice-list"
          value={scope}
          onChange={(event) => setScope(event.target.value as Scope)}
          options={(Object.keys(words.scopes) as Scope[]).map((value) => ({
            value,
            label: words.scopes[value],
          }))}
        />
      </Field>
      <Field id="make-key" label={words.key} required>
        <FilePicker label={words.choose(words.key)} kinds={['key', 'any']} value={key} onChange={setKey} />
      </Field>
      <Field id="make-certificate" label={words.certificate} required>
        <FilePicker
          label={words.choose(words.certificate)}
          kinds={['certificate', 'any']}
          value={certificate}
          onChange={setCertificate}
        />
      </Field>
      <Field id="make-passphrase" label={words.passphrase} required note={words.passphraseHelp}>
        <PassphraseInput id="make-passphrase" value={passphrase} onChange={setPassphrase} />
      </Field>
      {more ? (
        <>
          <Field id="make-chain" label={words.chain} note={words.chainHelp}>
            <FilePicker
              label={words.choose(words.chain)}
              kinds={['certificate', 'any']}
              value={chain}
              onChange={setChain}
            />
          </Field>
          <Field id="make-recipient" label={words.recipient} note={words.recipientHelp}>
            <FilePicker
              label={words.choose(words.recipient)}
              kinds={['certificate', 'any']}
              value={recipient}
              onChange={setRecipient}
            />
          </Field>
        </>
      ) : (
        <div className="form-indent">
          <Button type="link" className="bare-link" onClick={() => setMore(true)}>
            {words.more}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
