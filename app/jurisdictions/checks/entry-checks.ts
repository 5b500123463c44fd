/** Every rule about a single entry. A rule id without its check does not compile. */
import { conditionChecks } from './condition-checks';
import type { EntryCheck, EntryChecks, EntryRuleId } from './entry-check';
import { formatChecks } from './format-checks';
import { identityChecks } from './identity-checks';
import { localChecks } from './local-checks';
import { refusalChecks } from './refusal-checks';
import { requiredChecks } from './required-checks';
import { valueChecks } from './value-checks';

const ENTRY_CHECKS: EntryChecks<EntryRuleId> = {
  ...identityChecks,
  ...requiredChecks,
  ...valueChecks,
  ...formatChecks,
  ...conditionChecks,
  ...refusalChecks,
  ...localChecks,
};

/** The check of a rule about single entries; null for a rule that compares entries. */
export function entryCheck(rule: string): EntryCheck<EntryRuleId> | null {
  // The registry pairs each id with the check of its own parameters; the index erases which.
  return Object.hasOwn(ENTRY_CHECKS, rule)
    ? (ENTRY_CHECKS[rule as EntryRuleId] as EntryCheck<EntryRuleId>)
    : null;
}
