/** Everything a rule pack asks, of whom, on one list: clocks, recurring duties, review steps, retention, provisions. */
import { PARTY_LABELS, type LimitRule, type Party, type RecurringRule } from '#app/deadlines/limit-rule';
import type { RulePack } from './rule-pack';

export interface PackDuty {
  readonly label: string;
  /** What it asks, in the program's words: 10个工作日, 每季度, 保存3年. */
  readonly asks: string;
  readonly article: string;
  readonly quote: string;
}

export interface PartyDuties {
  readonly party: Party;
  readonly label: string;
  readonly duties: readonly PackDuty[];
}

function termText({ term, extension }: LimitRule): string {
  switch (term.kind) {
    case 'working-days':
      return `${term.days}个工作日${extension === undefined ? '' : `，经同意可延长${extension.workingDays}个工作日`}`;
    case 'no-number':
      return `${term.words}，没有写明天数`;
    case 'stated-in-notice':
      return '以通知写明的期限为准';
    case 'nothing-to-do':
      return term.reason;
  }
}

function dueText({ every, due }: RecurringRule): string {
  const often = every === 'quarter' ? '每季度' : '每年';
  return due.kind === 'period-end' ? often : `${often}，次年${due.month}月${due.day}日前`;
}

/** By party, the department's own first; parties of whom nothing is asked are left out. */
export function packDuties(pack: RulePack): PartyDuties[] {
  const rows: (PackDuty & { readonly party: Party })[] = [
    ...pack.limits.map((limit) => ({ ...limit, asks: termText(limit) })),
    ...pack.recurring.map((rule) => ({ ...rule, asks: dueText(rule) })),
    ...pack.reviewSteps.map((step) => ({
      ...step,
      party: 'P' as const,
      asks: `${step.by}办理${step.demanded ? '' : '（不强制）'}`,
    })),
    ...pack.retention.map((one) => ({
      ...one,
      label: one.subject,
      asks: one.years === null ? '没有写明年限' : `至少保存${one.years}年`,
    })),
    ...pack.provisions.map((one) => ({ ...one, asks: one.summary })),
  ];
  return (Object.keys(PARTY_LABELS) as Party[])
    .map((party) => ({
      party,
      label: PARTY_LABELS[party],
      duties: rows
        .filter((row) => row.party === party)
        .map(({ label, asks, article, quote }) => ({ label, asks, article, quote })),
    }))
    .filter(({ duties }) => duties.length > 0);
}
