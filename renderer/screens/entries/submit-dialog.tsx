import { useState } from 'react';
import { Alert, Button, Input, Modal } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { InputOf, OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { text } from '#renderer/text/zh-cn';

const words = text.entries.submit;

export interface SubmitDialogProps {
  readonly entries: readonly string[];
  readonly onClose: (submitted: boolean) => void;
}

function Result({ result }: { readonly result: OutputOf<'review.take'> }) {
  return (
    <>
      <Alert type={result.entries > 0 ? 'success' : 'warning'} showIcon title={words.done(result.entries)} />
      {result.skipped.length > 0 && (
        <div className="submit-skipped">
          <h3>{words.skipped(result.skipped.length)}</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.entry}</th>
                <th scope="col">{words.reason}</th>
              </tr>
            </thead>
            <tbody>
              {result.skipped.slice(0, 500).map((skipped, index) => (
                <tr key={index}>
                  <td>
                    {skipped.entry.name || text.entries.unnamed}{' '}
                    <span className="code quiet">{skipped.entry.code}</span>
                  </td>
                  <td>{skipped.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** 提交送审 of the selected entries: by whom, and afterwards which were not sent and why. */
export function SubmitDialog({ entries, onClose }: SubmitDialogProps) {
  const { person, setPerson } = useLibrary();
  const work = useWork();
  const [by, setBy] = useState(person);
  const [opinion, setOpinion] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [result, setResult] = useState<OutputOf<'review.take'> | null>(null);

  const submit = async () => {
    setAsked(true);
    const name = by.trim();
    if (name === '') return;
    setBusy(true);
    setFailure(null);
    if (person === '') setPerson(name);
    const input: InputOf<'review.take'> = { step: 'submit', entries: [...entries], by: name, opinion };
    const outcome = await work.run('review.take', input, words.checking);
    setBusy(false);
    if (outcome.ok) setResult(outcome.value);
    else setFailure(outcome.failure);
  };

  return (
    <Modal
      open
      title={words.title(entries.length)}
      width={620}
      onCancel={() => onClose(result !== null)}
      footer={
        result === null ? (
          <>
            <Button onClick={() => onClose(false)}>{text.parts.cancel}</Button>
            <Button type="primary" loading={busy} onClick={() => void submit()}>
              {words.action}
            </Button>
          </>
        ) : (
          <Button type="primary" onClick={() => onClose(true)}>
            {words.close}
          </Button>
        )
      }
    >
      {result !== null ? (
        <Result result={result} />
      ) : (
        <div className="dialog-form">
          <p className="quiet">{words.consequence}</p>
          <Field
            id="submit-by"
            label={words.by}
            required
            note={asked && by.trim() === '' ? <span className="warn">{words.byMissing}</span> : ''}
          >
            <Input id="submit-by" maxLength={50} value={by} onChange={(event) => setBy(event.target.value)} />
          </Field>
          <Field id="submit-opinion" label={words.opinion}>
            <Input.TextArea
              id="submit-opinion"
              rows={3}
              maxLength={2000}
              value={opinion}
              onChange={(event) => setOpinion(event.target.value)}
            />
          </Field>
          {failure && <FailureNotice failure={failure} />}
        </div>
      )}
    </Modal>
  );
}
