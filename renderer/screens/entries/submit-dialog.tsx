import { useState } from 'react';
import { Alert, Button } from 'antd';
import type { OutputOf } from '#renderer/call';
import { useLibrary, useNavigation, useWork } from '#renderer/frame/contexts';
import { FormDialog } from '#renderer/parts/form-dialog';
import { PersonField, TextField } from '#renderer/parts/form-fields';
import { Unexplained } from '#renderer/parts/unexplained';
import { ViewDialog } from '#renderer/parts/view-dialog';
import { text } from '#renderer/text/zh-cn';

const words = text.entries.submit;

export interface SubmitDialogProps {
  readonly entries: readonly string[];
  /** `sent`: those that were sent; the others stay chosen. */
  readonly onClose: (sent: readonly string[]) => void;
}

const BACK = { screen: 'entries' } as const;
const idsOf = (result: OutputOf<'review.take'>): string[] =>
  result.skipped.map(({ entry }) => entry.id).filter((id) => id !== '');

function Result(props: {
  readonly result: OutputOf<'review.take'>;
  readonly onOpen: (entry: string) => void;
}) {
  const { result, onOpen } = props;
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
                    <button
                      type="button"
                      className="link"
                      disabled={skipped.entry.id === ''}
                      onClick={() => onOpen(skipped.entry.id)}
                    >
                      {skipped.entry.name || text.entries.unnamed}
                    </button>{' '}
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
  const { go } = useNavigation();
  const work = useWork();
  const [by, setBy] = useState(person);
  const [opinion, setOpinion] = useState('');
  const [result, setResult] = useState<OutputOf<'review.take'> | null>(null);
  const title = words.title(entries.length);
  if (result !== null) {
    const left = idsOf(result);
    const close = () => onClose(entries.filter((id) => !left.includes(id)));
    const open = (entry: string) => {
      close();
      go({ screen: 'entries', entry, among: { entries: left, back: BACK } });
    };
    const [first] = left;
    return (
      <ViewDialog
        title={title}
        onClose={close}
        acts={
          first !== undefined && (
            <Button type="primary" onClick={() => open(first)}>
              {words.see(left.length)}
            </Button>
          )
        }
      >
        <Result result={result} onOpen={open} />
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
      onClose={() => onClose([])}
    >
      <p className="quiet">{words.consequence}</p>
      <Unexplained entries={entries} back={BACK} onLeave={() => onClose([])} />
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
