import { useState } from 'react';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { namedOf } from '#renderer/parts/finding-answer';
import { text } from '#renderer/text/zh-cn';
import type { ExplainDialogProps } from './explain-dialog';
import { rulesInput, type RuleRow } from './finding-filters';
import type { FindingBoardState, FindingRow } from './use-finding-board';
import { whyNotTicked } from './use-ticks';

type Open = Pick<ExplainDialogProps, 'explained' | 'about'> & { readonly rows: readonly FindingRow[] };

/** Which findings are being given one reason: all that are listed of a rule, or those ticked. */
export interface Explaining {
  readonly dialog: ExplainDialogProps | null;
  /** How many are listed of one rule, where all can have the same reason; 0 elsewhere. */
  readonly alike: number;
  readonly explainListed: () => void;
  /** Those ticked; where none are, the one that the cursor is on. */
  readonly explainTicked: () => void;
}

const named = (rows: readonly FindingRow[]): Open => ({
  explained: { kind: 'named', named: rows.map((row) => ({ entry: row.entry.id, ...namedOf(row) })) },
  about: text.findings.explain.chosen,
  rows,
});

export function useExplaining(
  { filters, pages, current, ticks }: FindingBoardState,
  rules: readonly RuleRow[],
  readOnly: boolean,
): Explaining {
  const [open, setOpen] = useState<Open | null>(null);
  const total = pages.total ?? 0;
  // A mark for the secrecy review is looked at one by one.
  const explicable =
    !readOnly &&
    filters.rule !== '' &&
    filters.rule !== SECRECY_RULE &&
    filters.answers === 'open' &&
    rules.every(({ rule, severity }) => rule !== filters.rule || severity === 'warning');

  return {
    alike: explicable ? total : 0,
    explainListed: () =>
      setOpen({
        explained: { kind: 'listed', rule: filters.rule, ...rulesInput(filters), count: total },
        about: filters.ruleLabel,
        rows: [],
      }),
    explainTicked: () => {
      if (readOnly) return;
      const row = pages.rowAt(current);
      const rows = ticks.rows.size > 0 || row === undefined ? [...ticks.rows.values()] : [row];
      const why = rows.length === 1 ? whyNotTicked(rows[0]!) : null;
      if (why !== null) ticks.tell(why);
      else if (rows.length > 0) setOpen(named(rows));
    },
    dialog: open && {
      explained: open.explained,
      about: open.about,
      // What is no more is left out, so that the same reason can be given to the rest.
      onRefused: ({ details }) => {
        const gone = new Set((details['gone'] ?? []) as readonly number[]);
        if (gone.size === 0) return;
        ticks.untick(open.rows.filter((_, index) => gone.has(index)));
        setOpen(named(open.rows.filter((_, index) => !gone.has(index))));
      },
      onSaved: ticks.clear,
      onClose: () => setOpen(null),
    },
  };
}
