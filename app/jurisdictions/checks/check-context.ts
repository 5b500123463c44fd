/** What a check needs to know besides the entry: the law in force, the code tables, the department and its systems. */
import type { Department } from '#app/classification/department';
import { foldLabel } from '#app/classification/code-table';
import { SEVERITIES, type Citation, type Severity } from '#app/jurisdictions/finding';
import type { SecrecyGate } from '#app/jurisdictions/secrecy/secrecy-findings';
import type { CheckRule, CheckRuleId, CheckRuleOf } from './check-rule';
import { lookupIn, type CodeTables, type Lookup } from './lookup';

/** The part of a rule pack that the check reads. */
export interface PackForChecks {
  readonly id: string;
  /** Short name as printed, for example 政务数据共享条例. */
  readonly name: string;
  readonly checks: readonly CheckRule[];
}

export interface CheckContext {
  /** The packs in force, the highest ranking first: national Regulation, guide, local pack. */
  readonly packs: readonly PackForChecks[];
  /** By table name (`format-category`). A rule whose table is absent has nothing to say. */
  readonly codeTables: CodeTables;
  readonly department: Department;
  /** Names of the information systems that the library knows. */
  readonly knownSystems: readonly string[];
  /** `YYYY-MM-DD`. Without it, dates are not compared with the present. */
  readonly today?: string;
  /** Without it, nobody looks for words that may be secret. */
  readonly secrecy?: SecrecyGate;
}

/** A rule of the packs, ready to run. Packs that ask for the same thing with the same parameters share one. */
export interface ActiveRule<Id extends CheckRuleId = CheckRuleId> {
  readonly rule: CheckRuleOf<Id>;
  readonly severity: Severity;
  readonly citation: Citation;
  /** Lower ranking texts that ask for the same. */
  readonly others: readonly Citation[];
}

export interface CompiledContext {
  readonly rules: readonly ActiveRule[];
  readonly lookup: Lookup;
  readonly department: Department;
  readonly systemNames: ReadonlySet<string>;
  readonly today: string | undefined;
}

export function graver(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b);
}

const compiled = new WeakMap<CheckContext, CompiledContext>();

/** Compiled once per context object: use one context for a whole run. What the tables taught is kept beyond it. */
export function compileContext(context: CheckContext): CompiledContext {
  let ready = compiled.get(context);
  if (!ready) {
    ready = {
      rules: activeRules(context.packs),
      lookup: lookupIn(context.codeTables),
      department: context.department,
      systemNames: new Set(context.knownSystems.map(foldLabel).filter((name) => name !== '')),
      today: context.today,
    };
    compiled.set(context, ready);
  }
  return ready;
}

function activeRules(packs: readonly PackForChecks[]): ActiveRule[] {
  const groups = new Map<string, { rule: CheckRule; severity: Severity; citations: Citation[] }>();
  for (const pack of packs) {
    for (const rule of pack.checks) {
      const { severity, article, quote, regulation, confirmed: _confirmed, ...parameters } = rule;
      const key = JSON.stringify(parameters);
      const citation: Citation = { regulation: regulation ?? pack.name, article, quote };
      const group = groups.get(key);
      if (!group) groups.set(key, { rule, severity, citations: [citation] });
      else {
        group.citations.push(citation);
        if (graver(severity, group.severity)) group.severity = severity;
      }
    }
  }
  return [...groups.values()].map(({ rule, severity, citations: [citation, ...others] }) => ({
    rule: rule as CheckRuleOf<CheckRuleId>,
    severity,
    citation: citation!,
    others: distinctCitations(citation!, others),
  }));
}

/** The texts that are not yet cited: another regulation, or another article of the same one. */
export function distinctCitations(first: Citation, others: readonly Citation[]): Citation[] {
  const seen = new Set([citationKey(first)]);
  return others.filter((citation) => {
    const key = citationKey(citation);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function citationKey(citation: Citation): string {
  return `${citation.regulation} ${citation.article}`;
}
