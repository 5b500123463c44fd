import { useState } from 'react';
import { Alert } from 'antd';
import { done, type Outcome } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useKept } from '#renderer/frame/kept-state';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { TextField } from '#renderer/parts/form-fields';
import { chooseSave, FilePicker, safeFileName } from '#renderer/parts/file-picker';
import { PassphraseInput } from '#renderer/parts/passphrase-input';
import { SavedFile } from '#renderer/parts/saved-file';
import { ViewDialog } from '#renderer/parts/view-dialog';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.keys;

/** 生成密钥, 导入已有密钥, 制作证书申请, 查看密钥. */
export type KeyTask = 'create' | 'import' | 'request' | 'show';

interface Answer {
  readonly file: ChosenFile | null;
  readonly sentence: string;
}

const TITLES: Readonly<Record<KeyTask, string>> = {
  create: words.steps.key.button,
  import: words.steps.key.import,
  request: words.steps.request.button,
  show: words.show,
};

const made = ({ publicKeySm3 }: { readonly publicKeySm3: string }): string => words.keyDone(publicKeySm3);

/** The answer as a sentence, or the failure. */
function said<T>(outcome: Outcome<T>, sentence: (value: T) => string): Outcome<string> {
  return outcome.ok ? done(sentence(outcome.value)) : outcome;
}

/** One task about the key file. The passphrase lives in this dialog alone and goes with it. */
export function KeyDialog({ task, onClose }: { readonly task: KeyTask; readonly onClose: () => void }) {
  const { summary, person } = useLibrary();
  const [kept, setKept] = useKept<ChosenFile | null>('delivery.key', null);
  const [source, setSource] = useState<ChosenFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [name, setName] = useState(person);
  const [answer, setAnswer] = useState<Answer | null>(null);

  const fresh = task === 'create';
  const key = task === 'import' ? source : kept;
  const fileLabel = task === 'import' ? words.source : text.delivery.make.key;

  const place = (): Promise<ChosenFile | null> => {
    const department = safeFileName(summary.department);
    return task === 'request'
      ? chooseSave(words.requestSave, ['request'], words.suggestedRequest(department))
      : chooseSave(words.saveKey, ['keyFile'], words.suggestedKey(department));
  };

  const perform = async (out: ChosenFile | null) => {
    const target = out?.token ?? '';
    const keyToken = key?.token ?? '';
    switch (task) {
      case 'create':
        return said(await call('key.create', { out: target, passphrase }), made);
      case 'import':
        return said(await call('key.import', { file: keyToken, out: target, passphrase }), made);
      case 'request': {
        const input = { key: keyToken, passphrase, out: target, person: name.trim() };
        return said(await call('key.request', input), ({ subject }) => words.requestDone(subject));
      }
      case 'show':
        return said(await call('key.show', { key: keyToken, passphrase }), ({ publicKeySm3, format }) =>
          words.showDone(publicKeySm3, format),
        );
    }
  };
  const run = async () => {
    const out = task === 'show' ? null : await place();
    if (out === null && task !== 'show') return null;
    const outcome = await perform(out);
    return outcome.ok ? done({ file: out, sentence: outcome.value }) : outcome;
  };

  if (answer !== null) {
    return (
      <ViewDialog title={TITLES[task]} onClose={onClose}>
        {answer.file === null ? (
          <Alert type="success" showIcon role="status" title={answer.sentence} />
        ) : (
          <SavedFile file={answer.file}>
            <div className="key-answer">{answer.sentence}</div>
          </SavedFile>
        )}
      </ViewDialog>
    );
  }
  const differs = fresh && again !== passphrase;
  return (
    <FormDialog
      width={620}
      title={TITLES[task]}
      action={TITLES[task]}
      first={key === null ? 'key-file' : 'key-passphrase'}
      required={[
        { id: 'key-file', label: fileLabel, blank: !fresh && key === null },
        { id: 'key-passphrase', label: words.passphrase, blank: passphrase === '' },
        { id: 'key-again', label: words.passphraseAgain, blank: fresh && again === '' },
        { id: 'key-person', label: words.person, blank: task === 'request' && name.trim() === '' },
      ]}
      fault={differs ? { id: 'key-again', text: words.passphraseDiffers } : null}
      onSave={run}
      onSaved={(value) => {
        setPassphrase('');
        setAgain('');
        setAnswer(value);
      }}
      onClose={onClose}
    >
      {!fresh && (
        <Field id="key-file" label={fileLabel} required>
          <FilePicker
            label={words.chooseKey}
            kinds={['key', 'any']}
            value={key}
            onChange={task === 'import' ? setSource : setKept}
          />
        </Field>
      )}
      <Field id="key-passphrase" label={words.passphrase} required note={fresh ? words.passphraseHelp : ''}>
        <PassphraseInput id="key-passphrase" value={passphrase} onChange={setPassphrase} />
      </Field>
      {fresh && (
        <Field id="key-again" label={words.passphraseAgain} required>
          <PassphraseInput id="key-again" value={again} onChange={setAgain} />
        </Field>
      )}
      {task === 'request' && (
        <TextField
          id="key-person"
          label={words.person}
          required
          note={words.personHelp}
          limit={100}
          value={name}
          onChange={setName}
        />
      )}
    </FormDialog>
  );
}
