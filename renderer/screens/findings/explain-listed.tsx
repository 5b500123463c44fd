import { useState } from 'react';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useDone } from '#renderer/frame/use-done';
import { FormDialog } from '#renderer/parts/form-dialog';
import { reasonBoxes, ReasonFields, type Reason } from '#renderer/parts/reason-fields';
import { text } from '#renderer/text/zh-cn';
import type { FindingFilters } from './finding-filters';

const words = text.findings.listed;

export interface ExplainListedProps {
  readonly filters: FindingFilters;
  readonly count: number;
  readonly onClose: () => void;
}

/** One reason for every warning that the board lists: given by one command, taken back by one. */
export function ExplainListed({ filters, count: listed, onClose }: ExplainListedProps) {
  // As it was asked for, whatever else comes into the list or leaves it meanwhile.
  const [count] = useState(listed);
  const { person, signedIn } = useLibrary();
  const work = useWork();
  const done = useDone();
  const [given, setGiven] = useState<Reason>({ reason: '', by: signedIn?.account ?? person });

  const explain = () => {
    const query = filters.query.trim();
    return work.run(
      'findings.explain',
      {
        rule: filters.rule,
        ...(query === '' ? {} : { query }),
        ...(filters.entry === '' ? {} : { entry: filters.entry }),
        count,
        ...given,
      },
      words.explaining(filters.ruleLabel),
    );
  };

  return (
    <FormDialog
      title={words.title(filters.ruleLabel, count)}
      action={words.action(count)}
      required={reasonBoxes(given)}
      onSave={explain}
      onSaved={({ explained }) => {
        done(words.explained(explained));
        onClose();
      }}
      onClose={onClose}
    >
      <p className="quiet">{words.hint}</p>
      <ReasonFields value={given} onChange={setGiven} />
    </FormDialog>
  );
}
