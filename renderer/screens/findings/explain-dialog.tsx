import { useState } from 'react';
import type { Failure } from '#app/contract/failure';
import type { InputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useDone } from '#renderer/frame/use-done';
import { FindingsTold } from '#renderer/parts/findings-told';
import { FormDialog } from '#renderer/parts/form-dialog';
import { reasonBoxes, ReasonFields, type Reason } from '#renderer/parts/reason-fields';
import { text } from '#renderer/text/zh-cn';
import type { FindingRow } from './use-finding-board';

const words = text.findings.explain;

/** Which findings one reason is given to, as they were when it was asked for. */
export type Explained = InputOf<'findings.explain'>['findings'];

export interface ExplainDialogProps {
  readonly explained: Explained;
  /** What these findings are called. */
  readonly about: string;
  /** Those named, as the board showed them. */
  readonly rows: readonly FindingRow[];
  readonly onRefused: (failure: Failure) => void;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** One reason for many findings: given by one command, taken back by one. */
export function ExplainDialog(props: ExplainDialogProps) {
  const { explained, about, rows, onRefused, onSaved, onClose } = props;
  const { person, signedIn } = useLibrary();
  const work = useWork();
  const done = useDone();
  const [given, setGiven] = useState<Reason>({ reason: '', by: signedIn?.account ?? person });
  const listed = explained.kind === 'listed';
  const count = listed ? explained.count : explained.named.length;

  const explain = async () => {
    const outcome = await work.run(
      'findings.explain',
      { findings: explained, ...given },
      words.explaining(about),
    );
    if (!outcome.ok) onRefused(outcome.failure);
    return outcome;
  };

  return (
    <FormDialog
      title={words.title(about, count)}
      action={listed ? words.listed(count) : words.ticked(count)}
      required={reasonBoxes(given)}
      disabled={count === 0}
      onSave={explain}
      onSaved={(saved) => {
        done(words.explained(saved.explained));
        onSaved();
        onClose();
      }}
      onClose={onClose}
    >
      {rows.length > 0 && <FindingsTold findings={rows} />}
      <p className="quiet">{words.hint}</p>
      <ReasonFields value={given} onChange={setGiven} />
    </FormDialog>
  );
}
