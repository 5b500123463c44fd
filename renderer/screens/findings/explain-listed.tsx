import { useState } from 'react';
import { App } from 'antd';
import { done, type Outcome } from '#app/contract/failure';
import { call, type InputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FormDialog } from '#renderer/parts/form-dialog';
import { reasonBoxes, ReasonFields, type Reason } from '#renderer/parts/reason-fields';
import { text } from '#renderer/text/zh-cn';
import type { FindingFilters } from './finding-filters';
import { allListed } from './use-finding-board';

const words = text.findings.listed;
type Named = InputOf<'findings.settle'>['findings'][number];

export interface ExplainListedProps {
  readonly filters: FindingFilters;
  readonly count: number;
  readonly onClose: () => void;
}

/** One reason for every warning that the board lists; each entry keeps it as its own and can take it back. */
export function ExplainListed({ filters, count: listed, onClose }: ExplainListedProps) {
  // As asked: the list grows shorter while the reason is written to one entry after another.
  const [count] = useState(listed);
  const { person, signedIn } = useLibrary();
  const { message } = App.useApp();
  const [given, setGiven] = useState<Reason>({ reason: '', by: signedIn?.account ?? person });

  const settle = async (): Promise<Outcome<number>> => {
    const found = await allListed(filters);
    if (!found.ok) return found;
    const byEntry = new Map<string, Named[]>();
    for (const { entry, rule, field, item, message: said } of found.value) {
      const named = { rule, field, message: said, ...(item === undefined ? {} : { item: item.id }) };
      byEntry.set(entry.id, [...(byEntry.get(entry.id) ?? []), named]);
    }
    for (const [entry, findings] of byEntry) {
      const outcome = await call('findings.settle', { entry, findings, ...given });
      if (!outcome.ok) return outcome;
    }
    return done(found.value.length);
  };

  return (
    <FormDialog
      title={words.title(filters.ruleLabel, count)}
      action={words.action(count)}
      required={reasonBoxes(given)}
      onSave={settle}
      onSaved={(explained) => {
        void message.success(words.explained(explained));
        onClose();
      }}
      onClose={onClose}
    >
      <p className="quiet">{words.hint}</p>
      <ReasonFields value={given} onChange={setGiven} />
    </FormDialog>
  );
}
