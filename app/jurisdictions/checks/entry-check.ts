/** The shape of one rule: it looks at an entry and tells its faults. */
import type { CheckRuleId, CheckRuleOf } from './check-rule';
import type { CompiledContext } from './check-context';
import type { Report } from './report';
import type { Subject } from './subject';

/** Rules that need the other entries as well; see `catalogue-index.ts`. */
export type CrossRuleId =
  'duplicate-code' | 'duplicate-name' | 'near-duplicate-name' | 'drag-filled-name' | 'drag-filled-code';
export type EntryRuleId = Exclude<CheckRuleId, CrossRuleId>;

export type EntryCheck<Id extends EntryRuleId> = (
  subject: Subject,
  rule: CheckRuleOf<Id>,
  report: Report,
  context: CompiledContext,
) => void;

export type EntryChecks<Id extends EntryRuleId> = { readonly [Key in Id]: EntryCheck<Key> };
