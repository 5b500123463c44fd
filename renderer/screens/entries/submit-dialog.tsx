import { useState } from 'react';
import { Alert } from 'antd';
import type { OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { FormDialog } from '#renderer/parts/form-dialog';
import { PersonField, TextField } from '#renderer/parts/form-fields';
import { ViewDialog } from '#renderer/parts/view-dialog';
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
  const [result, setResult] = useState<OutputOf<'review.take'> | null>(null);
  const title = words.title(entries.length);
  if (result !== null) {
    return (
      <ViewDialog title={title} onClose={() => onClose(true)}>
        <Result result={result} />
      </ViewDialog>
    );
  }
  return (
    <FormDialog
      title={title}
      width={620}
      action={words.action}
      required={[{ id: 'submit-by', label: words.by, blank: by.trim() === '' }]}
      onSave={() => {
        if (person === '') setPerson(by.trim());
        const input = { step: 'submit' as const, entries: [...entries], by: by.trim(), opinion };
        return work.run('review.take', input, words.checking);
      }}
      onSaved={setResult}
      onClose={() => onClose(false)}
    >
      <p className="quiet">{words.consequence}</p>
      <PersonField id="submit-by" label={words.by} required value={by} onChange={setBy} />
      <TextField
        id="submit-opinion"
        label={words.opinion}
        multiline
        limit={2000}
        value={opinion}
        onChange={setOpinion}
      />
    </FormDialog>
  );
}
