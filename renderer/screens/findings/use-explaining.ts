import { useState } from 'react';
import { nameOfFinding } from '#app/jurisdictions/finding-name';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import type { AnswerDialogProps } from '#renderer/parts/answer-dialog';
import { text } from '#renderer/text/zh-cn';
import type { ExplainDialogProps } from './explain-dialog';
import { rulesInput, type RuleRow } from './finding-filters';
import { whyNotTicked } from './tick-list';
import type { FindingBoardState, FindingRow } from './use-finding-board';
import { useTell } from './use-tell';

type Together = Pick<ExplainDialogProps, 'explained' | 'about' | 'rows'>;

/** Which findings are being given a reason: all that are listed of a rule, those ticked, or one. */
export interface Explaining {
  readonly together: ExplainDialogProps | null;
  readonly one: AnswerDialogProps | null;
  /** How many are listed of one rule, where all can have the same reason; 0 elsewhere. */
  readonly alike: number;
  readonly explainListed: () => void;
  readonly explainTicked: () => void;
  /** The finding that the cursor is on; says why where it can have no reason. */
  readonly explainCurrent: () => void;
}

const named = (rows: readonly FindingRow[]): Together => ({
  explained: { kind: 'named', named: rows.map(nameOfFinding) },
  about: text.findings.explain.chosen,
  rows,
});

/** `may`: reasons can be given here at all. */
export function useExplaining(
  { filters, pages, current, ticks }: FindingBoardState,
  rules: readonly RuleRow[],
  may: boolean,
): Explaining {
  const [together, setTogether] = useState<Together | null>(null);
  const [one, setOne] = useState<FindingRow | null>(null);
  const tell = useTell();
  const total = pages.total ?? 0;
  // A mark for the secrecy review is looked at one by one.
  const explicable =
    may &&
    filters.rule !== '' &&
    filters.rule !== SECRECY_RULE &&
    filters.answers === 'open' &&
    rules.every(({ rule, severity }) => rule !== filters.rule || severity === 'warning');

  return {
    alike: explicable ? total : 0,
    explainListed: () =>
      setTogether({
        explained: { kind: 'listed', rule: filters.rule, ...rulesInput(filters), count: total },
        about: filters.ruleLabel,
        rows: [],
      }),
    explainTicked: () => setTogether(named([...ticks.rows.values()])),
    explainCurrent: () => {
      const row = pages.rowAt(current);
      if (!may || row === undefined) return;
      const why = whyNotTicked(row);
      if (why === null) setOne(row);
      else tell(why);
    },
    one: one && { finding: one, onClose: () => setOne(null) },
    together: together && {
      ...together,
      // What is no more is left out, so that the same reason can be given to the rest.
      onRefused: ({ details }) => {
        const gone = new Set((details['gone'] ?? []) as readonly number[]);
        if (gone.size === 0) return;
        ticks.untick(together.rows.filter((_, index) => gone.has(index)));
        setTogether(named(together.rows.filter((_, index) => !gone.has(index))));
      },
      onSaved: ticks.clear,
      onClose: () => setTogether(null),
    },
  };
}
