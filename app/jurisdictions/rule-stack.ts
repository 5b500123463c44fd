/** The stack of rule packs that a department works under, and what the packs of a stack say together. */
import { done, failed, type Outcome } from '#app/contract/failure';
import { isInForce } from '#app/deadlines/limit-rule';
import { REVIEW_STEPS, type ReviewStep, type RulePack, type TermKey } from './rule-pack';

/**
 * The stack of a local pack: the packs it stands with (the national Regulation, the guide), then itself.
 *
 * Failure `rule-pack-unknown` with `{rules, known}` for the pack or one it stands with.
 */
export function ruleStack(packs: readonly RulePack[], id: string): Outcome<readonly RulePack[]> {
  const known = packs.map((pack) => pack.id);
  const asked = packs.find((pack) => pack.id === id);
  if (!asked) return failed('rule-pack-unknown', { rules: id, known });
  const stack: RulePack[] = [];
  for (const member of asked.stackWith) {
    const pack = packs.find((candidate) => candidate.id === member);
    if (!pack) return failed('rule-pack-unknown', { rules: member, known });
    stack.push(pack);
  }
  return done([...stack, asked].sort((a, b) => rankOf(a) - rankOf(b)));
}

/** The national Regulation first, then what else binds the whole country, then the local packs. */
function rankOf(pack: RulePack): number {
  if (pack.national) return 0;
  return pack.scope === '国家' ? 1 : pack.scope === '省' ? 2 : 3;
}

/** The packs of a stack that are in force on a day. */
export function packsInForce(stack: readonly RulePack[], on: string): readonly RulePack[] {
  return stack.filter((pack) => isInForce(pack, on));
}

export interface DemandedStep {
  readonly step: ReviewStep;
  readonly label: string;
  readonly by: string;
  /** Short names, articles and words that demand the step, the highest first. */
  readonly citations: readonly {
    readonly regulation: string;
    readonly article: string;
    readonly quote: string;
  }[];
}

/** The review steps that a stack demands, in the order of the chain, each with every article that demands it. */
export function demandedSteps(stack: readonly RulePack[]): DemandedStep[] {
  return REVIEW_STEPS.flatMap((step) => {
    const demands = stack.flatMap((pack) =>
      pack.reviewSteps.filter((rule) => rule.step === step && rule.demanded).map((rule) => ({ pack, rule })),
    );
    const first = demands[0];
    if (!first) return [];
    const citations = demands.map(({ pack, rule }) => ({
      regulation: pack.name,
      article: rule.article,
      quote: rule.quote,
    }));
    return [{ step, label: first.rule.label, by: first.rule.by, citations }];
  });
}

/** The local word for a term: of the last pack in the stack that has one. */
export function localTerm(stack: readonly RulePack[], key: TermKey): string | null {
  return stack.reduce<string | null>((word, pack) => pack.terms[key] ?? word, null);
}
