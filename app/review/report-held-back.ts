/**
 * What a paper that leaves the house inside a package may not say: words at which the secrecy gate rings. Contents that
 * are packed have passed the gate; what is said beside them (opinions, reasons, former wording, names of other entries
 * in a finding) has not, and is left out where it holds such a word.
 */
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import type { EntryChange, ReportEntry, ReportFacts, ReportFinding } from './report-facts';

/** What stands in the place of a text that is left out. */
export const HELD_BACK = '（含保密审查词语，不随报送包报送）';

/** Whether the gate rings at a text; `label` of the column it stands in. */
type Rings = (text: string, label?: string) => boolean;

export function withoutHeldBack(facts: ReportFacts, rings: Rings): ReportFacts {
  const said = <T>(value: T): T => withoutRinging(value, rings);
  const lines = new Map<string, ReportEntry>();
  for (const entry of facts.entries) lines.set(entry.id, lineOf(entry, said));
  const change = (one: EntryChange): EntryChange => ({
    ...one,
    entry: lines.get(one.entry.id)!,
    fields: one.fields.map((field) =>
      rings(field.before, field.label) ? { ...field, before: HELD_BACK } : field,
    ),
    itemsRemoved: said(one.itemsRemoved),
    before: said(one.before),
    retired: said(one.retired),
  });
  return {
    ...facts,
    entries: [...lines.values()],
    changes: facts.changes.map(change),
    // Names of what is packed have passed the gate.
    steps: facts.steps.map((step) => ({
      ...said(step),
      step: step.step,
      only: step.only,
      fieldOpinions: step.fieldOpinions.map((one) => ({ ...one, opinion: said(one.opinion) })),
    })),
    waivers: said(facts.waivers),
    samePersonReason: said(facts.samePersonReason),
    event: said(facts.event),
  };
}

function lineOf(entry: ReportEntry, said: <T>(value: T) => T): ReportEntry {
  // Of an entry that goes, the words are not those of a package that passed the gate.
  if (entry.change === '停用')
    return { ...said(entry), id: entry.id, state: entry.state, change: entry.change };
  return {
    ...entry,
    findings: entry.findings.map((finding) => findingOf(finding, said)),
  };
}

/** A mark that was cleared is told as it is; the reason for which it was cleared has passed no gate. */
function findingOf(finding: ReportFinding, said: <T>(value: T) => T): ReportFinding {
  const { rule, settled } = finding;
  return rule === SECRECY_RULE && settled ? { ...finding, settled: said(settled) } : said(finding);
}

/** The same value with every text in it that rings replaced. */
function withoutRinging<T>(value: T, rings: Rings): T {
  if (typeof value === 'string') return (rings(value) ? HELD_BACK : value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => withoutRinging(one, rings)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [key, withoutRinging(one, rings)]),
  ) as T;
}
