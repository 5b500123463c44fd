import { useState } from 'react';
import { Alert, Button, Input, Modal } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useKept } from '#renderer/frame/kept-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { chooseSave, FilePicker, safeFileName } from '#renderer/parts/file-picker';
import { PassphraseInput } from '#renderer/parts/passphrase-input';
import { SavedFile } from '#renderer/parts/saved-file';
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

/** One task about the key file. The passphrase lives in this dialog alone and goes with it. */
export function KeyDialog({ task, onClose }: { readonly task: KeyTask; readonly onClose: () => void }) {
  const { summary, person } = useLibrary();
  const [kept, setKept] = useKept<ChosenFile | null>('delivery.key', null);
  const [source, setSource] = useState<ChosenFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [name, setName] = useState(person);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);

  const fresh = task === 'create';
  const key = task === 'import' ? source : kept;
  const missing = [
    !fresh && key === null && words.chooseKey,
    passphrase === '' && words.passphrase,
    task === 'request' && name.trim() === '' && words.person,
  ].filter((label) => label !== false);
  const differs = fresh && again !== passphrase;

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
      case 'create': {
        const outcome = await call('key.create', { out: target, passphrase });
        return outcome.ok
          ? { ok: true as const, sentence: words.keyDone(outcome.value.publicKeySm3) }
          : outcome;
      }
      case 'import': {
        const outcome = await call('key.import', { file: keyToken, out: target, passphrase });
        return outcome.ok
          ? { ok: true as const, sentence: words.keyDone(outcome.value.publicKeySm3) }
          : outcome;
      }
      case 'request': {
        const outcome = await call('key.request', {
          key: keyToken,
          passphrase,
          out: target,
          person: name.trim(),
        });
        return outcome.ok
          ? { ok: true as const, sentence: words.requestDone(outcome.value.subject) }
          : outcome;
      }
      case 'show': {
        const outcome = await call('key.show', { key: keyToken, passphrase });
        const { publicKeySm3, format } = outcome.ok ? outcome.value : { publicKeySm3: '', format: '' };
        return outcome.ok ? { ok: true as const, sentence: words.showDone(publicKeySm3, format) } : outcome;
      }
    }
  };
  const run = async () => {
    setAsked(true);
    if (missing.length > 0 || differs) return;
    const out = task === 'show' ? null : await place();
    if (out === null && task !== 'show') return;
    setBusy(true);
    setFailure(null);
    const outcome = await perform(out);
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    setPassphrase('');
    setAgain('');
    setAnswer({ file: out, sentence: outcome.sentence });
  };

  return (
    <Modal
      open
      width={620}
      title={TITLES[task]}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        answer === null
          ? [
              <Button key="cancel" onClick={onClose}>
                {text.parts.cancel}
              </Button>,
              <Button key="run" type="primary" loading={busy} onClick={() => void run()}>
                {TITLES[task]}
              </Button>,
            ]
          : [
              <Button key="close" type="primary" onClick={onClose}>
                {text.parts.close}
              </Button>,
            ]
      }
    >
      {answer !== null ? (
        answer.file === null ? (
          <Alert type="success" showIcon role="status" title={answer.sentence} />
        ) : (
          <SavedFile file={answer.file}>
            <div className="key-answer">{answer.sentence}</div>
          </SavedFile>
        )
      ) : (
        <div className="form-grid">
          {!fresh && (
            <Field id="key-file" label={task === 'import' ? words.source : words.chooseKey} required>
              <FilePicker
                label={words.chooseKey}
                kinds={['key', 'any']}
                value={key}
                onChange={task === 'import' ? setSource : setKept}
              />
            </Field>
          )}
          <Field
            id="key-passphrase"
            label={words.passphrase}
            required
            note={fresh ? words.passphraseHelp : ''}
          >
            <PassphraseInput id="key-passphrase" value={passphrase} onChange={setPassphrase} />
          </Field>
          {fresh && (
            <Field
              id="key-again"
              label={words.passphraseAgain}
              required
              note={differs && again !== '' ? <span className="warn">{words.passphraseDiffers}</span> : ''}
            >
              <PassphraseInput id="key-again" value={again} onChange={setAgain} />
            </Field>
          )}
          {task === 'request' && (
            <Field id="key-person" label={words.person} required note={words.personHelp}>
              <Input
                id="key-person"
                maxLength={100}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
          )}
          {asked && (missing.length > 0 || differs) && (
            <p className="warn" role="alert">
              {missing.length > 0 ? words.missing(missing) : words.passphraseDiffers}
            </p>
          )}
          {failure !== null && <FailureNotice failure={failure} />}
        </div>
      )}
    </Modal>
  );
}
