/**
 * The check of one entry against the law in force (校验). The same function serves import, form, grid and merge.
 *
 * It looks at nothing but the entry and the context, so an entry needs checking again only when it or the context
 * changes. What depends on other entries is found by `check-catalogue.ts`.
 */
import type { CatalogueEntry } from '#app/catalogue/entry';
import {
  compileContext,
  type ActiveRule,
  type CheckContext,
  type CompiledContext,
} from './checks/check-context';
import type { EntryCheck, EntryRuleId } from './checks/entry-check';
import { entryCheck } from './checks/entry-checks';
import { openReport } from './checks/report';
import { subjectOf } from './checks/subject';
import type { Finding } from './finding';
import { secrecyFindings } from './secrecy/secrecy-findings';

export type { CheckContext, PackForChecks } from './checks/check-context';

interface RunnableRule {
  readonly active: ActiveRule;
  readonly check: EntryCheck<EntryRuleId>;
}

const runnable = new WeakMap<CompiledContext, readonly RunnableRule[]>();

function runnableRules(compiled: CompiledContext): readonly RunnableRule[] {
  let rules = runnable.get(compiled);
  if (!rules) {
    rules = compiled.rules.flatMap((active) => {
      const check = entryCheck(active.rule.rule);
      return check ? [{ active, check }] : [];
    });
    runnable.set(compiled, rules);
  }
  return rules;
}

/**
 * Findings about `entry`, in the order of the packs' rules. A fault that several texts forbid is told once, with the
 * gravest severity and the highest ranking citation.
 */
export function checkEntry(entry: CatalogueEntry, context: CheckContext): Finding[] {
  const compiled = compileContext(context);
  const subject = subjectOf(entry, compiled.lookup);
  const book = openReport(entry);
  for (const { active, check } of runnableRules(compiled)) {
    book.use(active);
    check(subject, active.rule as Parameters<typeof check>[1], book.report, compiled);
  }
  const findings = book.close();
  return context.secrecy ? [...findings, ...secrecyFindings(entry, context.secrecy)] : findings;
}
