import { useState } from 'react';
import { Button } from 'antd';
import type { OutputOf } from '#renderer/call';
import { rolesForStep } from '#app/review/roles';
import { useLibrary } from '#renderer/frame/contexts';
import { useStepRefusal } from '#renderer/frame/use-may-write';
import { text } from '#renderer/text/zh-cn';
import type { FieldOpinion } from './field-opinion';
import { isSigned, type InboxStep } from './steps';
import { TakeDialog, type TakeKind } from './take-dialog';

const words = text.review;

export interface ReviewBarProps {
  readonly step: InboxStep;
  readonly selected: readonly string[];
  readonly open: string | null;
  readonly looked: Readonly<Record<string, string>>;
  readonly opinions: readonly FieldOpinion[];
  readonly onTaken: (entries: readonly string[], answer: OutputOf<'review.take'>) => void;
}

/** What can be done with the chosen entries, or with the open one where none is chosen. */
export function ReviewBar({ step, selected, open, looked, opinions, onTaken }: ReviewBarProps) {
  const { summary } = useLibrary();
  const [kind, setKind] = useState<TakeKind | null>(null);
  const refusal = useStepRefusal(rolesForStep(step.step));
  const mayReturn = useStepRefusal(rolesForStep('return', { state: step.state })) === null;
  const mayEnter = useStepRefusal(rolesForStep(step.step, { offline: true })) === null;
  const chosen = selected.length > 0 ? selected : open === null ? [] : [open];
  const lookedAt = chosen.filter((id) => id in looked);
  if (summary.readOnly) {
    return (
      <div className="page-bar page-bar-bottom quiet">
        {text.common.readOnly.title}。{text.common.readOnly.hint}
      </div>
    );
  }
  const none = chosen.length === 0;
  return (
    <div className="page-bar page-bar-bottom" role="group" aria-label={words.stepNames[step.step]}>
      <span role="status" className="review-selected">
        {none
          ? words.list.noneSelected
          : selected.length === 0
            ? words.list.opened(lookedAt.length > 0)
            : words.list.selected(chosen.length, lookedAt.length)}
      </span>
      <span className="page-bar-space" />
      {refusal !== null && <span className="quiet">{`${refusal.title}，${refusal.hint}`}</span>}
      {isSigned(step.step) && mayReturn && (
        <Button danger disabled={none} onClick={() => setKind('return')}>
          {words.actions.return}
        </Button>
      )}
      {isSigned(step.step) && mayEnter && (
        <Button disabled={none} onClick={() => setKind('offline')}>
          {words.offline}
        </Button>
      )}
      {refusal === null && (
        <Button type="primary" disabled={none} onClick={() => setKind('inside')}>
          {words.actions[step.step]}
        </Button>
      )}
      {kind !== null && (
        <TakeDialog
          kind={kind}
          step={kind === 'return' ? 'return' : step.step}
          entries={chosen}
          lookedAt={lookedAt}
          fieldOpinions={kind === 'return' ? opinions.filter((one) => chosen.includes(one.entry)) : []}
          onClose={() => setKind(null)}
          onTaken={(answer) => {
            setKind(null);
            onTaken(chosen, answer);
          }}
        />
      )}
    </div>
  );
}
