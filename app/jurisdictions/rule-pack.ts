/**
 * A rule pack (规则包): one jurisdiction's law as data.
 *
 * A department works under a stack: the national Regulation, the guide and its local pack. Everything a pack states
 * carries the article it rests on and words of that article; `confirmed: false` marks what could not be read in the
 * text itself, and such words are never printed as law.
 */
import * as z from 'zod';
import { failed, done, type Outcome } from '#app/contract/failure';
import { checkRuleSchema } from './checks/check-rule';
import { ledgerProblems } from './ledger-rule';
import {
  limitRuleSchema,
  partySchema,
  recurringRuleSchema,
  validitySchema,
} from '#app/deadlines/limit-rule-schema';
import { calendarDateSchema } from '#app/deadlines/calendar-date-schema';
import { ledgerSchema } from './ledger-rule-schema';

const shortText = z.string().min(1).max(200);
const longText = z.string().min(1).max(600);

/** A citation: the article as printed and words of it, verbatim. `quote` is '' only where `confirmed` is false. */
const citation = {
  article: z.string().min(1).max(60),
  quote: z.string().max(300),
  /** False where the wording was read only in restatements, not in the text itself. */
  confirmed: z.boolean().optional(),
};

const sharingTypeSchema = z.strictObject({
  /** Label in the code table: 无条件共享, 有条件共享, 不予共享. */
  value: shortText,
  /** The word of the text. */
  local: shortText,
  ...citation,
});

/** Something the catalogue must state, by its key in the field table or the label of an extension field. */
const elementSchema = z.strictObject({
  /** `name`, `item.name`, or `extra.<label>`. */
  field: z.string().min(1).max(100),
  requirement: z.enum(['required', 'conditional', 'optional']),
  /** When it is required, in plain words; only for `conditional`. */
  when: shortText.optional(),
  /** What the local text calls it, where that differs. */
  label: shortText.optional(),
  ...citation,
});

/** A field that only this jurisdiction knows; kept in the entry's `extra` under its label. */
const extensionFieldSchema = z.strictObject({
  label: shortText,
  kind: z.enum(['text', 'long-text', 'choice', 'date', 'number']),
  values: z.array(shortText).default([]),
  help: z.string().max(300),
  ...citation,
});

/** What a step of the review chain is called across jurisdictions. */
export const REVIEW_STEPS = ['submit', 'confirm', 'approve', 'assess', 'clear', 'consent'] as const;
export type ReviewStep = (typeof REVIEW_STEPS)[number];

const reviewStepSchema = z.strictObject({
  step: z.enum(REVIEW_STEPS),
  label: shortText,
  /** Who takes it, in the words of the term table. */
  by: shortText,
  /** True where a library under this pack demands the step; an administrator may waive it with a reason. */
  demanded: z.boolean(),
  ...citation,
});

const retentionSchema = z.strictObject({
  subject: shortText,
  party: partySchema,
  /** Years, at least; null where the text sets no number. */
  years: z.int().min(1).max(100).nullable(),
  ...citation,
});

/** A mark on an entry (专用, 负面清单) with what it brings. */
const markSchema = z.strictObject({
  label: shortText,
  /** Labels of extension fields that go with the mark. */
  fields: z.array(shortText),
  effect: longText,
  ...citation,
});

/** A duty or principle without a clock that the program names where it matters. */
const provisionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: shortText,
  party: partySchema,
  summary: longText,
  ...citation,
});

export const TERM_KEYS = [
  'catalogue',
  'entry',
  'item',
  'sharingType',
  'provider',
  'user',
  'authority',
  'platform',
  'updateCycle',
  'correction',
] as const;
export type TermKey = (typeof TERM_KEYS)[number];

export const rulePackSchema = z.strictObject({
  format: z.literal('mulu-rule-pack/1'),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Counts corrections of the pack, from 1. */
  revision: z.int().min(1),
  /** Short name as printed: 政务数据共享条例, 陕政发〔2017〕34号. */
  name: shortText,
  /** Name in running text: 条例, 34号文. */
  alias: shortText,
  fullTitle: shortText,
  issuer: shortText,
  /** Document number, or null where the text at hand has none. */
  documentNumber: shortText.nullable(),
  instrument: z.enum(['法律', '行政法规', '国务院决定', '地方性法规', '规章', '规范性文件']),
  scope: z.enum(['国家', '省', '市']),
  /** Region code of GB/T 2260, null for the whole country. */
  region: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  /** True for the Regulation that stands beside every local pack. */
  national: z.boolean(),
  /** Other packs of the stack a department under this pack works with, highest first. */
  stackWith: z.array(z.string().min(1)),
  issuedOn: calendarDateSchema,
  ...validitySchema.shape,
  /** Why the dates are these, and what is uncertain. */
  validityNote: z.string().max(500),
  /** Where the text was read, and whether the program holds a copy of it (`resources/regulations/<id>.json`). */
  text: z.strictObject({ held: z.boolean(), note: z.string().max(500) }),
  unconfirmed: z.array(z.strictObject({ what: shortText, note: longText })),

  /** Local words for the program's terms; a missing one falls back to the national word. */
  terms: z.partialRecord(z.enum(TERM_KEYS), shortText),
  /** Proposed name of the 主管部门; the library's own setting wins, since agencies have been reorganised. */
  authority: z.strictObject({ name: shortText, note: z.string().max(300), ...citation }).nullable(),
  sharingTypes: z.array(sharingTypeSchema),
  elements: z.array(elementSchema),
  extensionFields: z.array(extensionFieldSchema),
  /** Which code table holds the values of a field, where the pack lays a list down. */
  valueLists: z.array(
    z.strictObject({
      field: z.string().min(1),
      codeTable: z.string().min(1),
      open: z.boolean(),
      ...citation,
    }),
  ),
  baseData: z
    .strictObject({
      kinds: z.array(shortText).min(1),
      /** Who compiles it and whether it is shared unconditionally. */
      rule: longText,
      ...citation,
    })
    .nullable(),
  themes: z.strictObject({ names: z.array(shortText), rule: longText, ...citation }).nullable(),
  /** What can carry 不予共享; `ranks` in the text's own words. */
  refusalBases: z.strictObject({ ranks: z.array(shortText).min(1), rule: longText, ...citation }).nullable(),
  checks: z.array(checkRuleSchema),
  limits: z.array(limitRuleSchema),
  recurring: z.array(recurringRuleSchema),
  reviewSteps: z.array(reviewStepSchema),
  retention: z.array(retentionSchema),
  ledgers: z.array(ledgerSchema),
  marks: z.array(markSchema),
  provisions: z.array(provisionSchema),
});
export type RulePack = z.infer<typeof rulePackSchema>;
export type ExtensionField = RulePack['extensionFields'][number];
export type Provision = RulePack['provisions'][number];

export interface PackProblem {
  /** Place in the file: limits[2].article. */
  readonly path: string;
  readonly message: string;
}

/** Ids that are used twice, dates that run backwards, quotes left out without a mark: what a shape cannot say. */
function problemsOf(pack: RulePack): PackProblem[] {
  const problems: PackProblem[] = [];
  for (const list of ['limits', 'recurring', 'ledgers', 'provisions'] as const) {
    const seen = new Set<string>();
    pack[list].forEach((rule, index) => {
      if (seen.has(rule.id))
        problems.push({ path: `${list}[${index}].id`, message: `${rule.id} is used twice` });
      seen.add(rule.id);
    });
  }
  pack.ledgers.forEach((ledger, index) => {
    for (const { path, message } of ledgerProblems(ledger)) {
      problems.push({ path: `ledgers[${index}].${path}`, message });
    }
  });
  if (pack.validTo !== null && pack.validTo < pack.validFrom) {
    problems.push({ path: 'validTo', message: `${pack.validTo} is before ${pack.validFrom}` });
  }
  for (const { path, value } of citationsOf(pack)) {
    if (value.quote === '' && value.confirmed !== false) {
      problems.push({ path, message: 'a citation without words must be marked as unconfirmed' });
    }
  }
  pack.limits.forEach((limit, index) => {
    if (limit.term.kind === 'working-days' && limit.fulfilledBy.length === 0) {
      problems.push({ path: `limits[${index}].fulfilledBy`, message: 'nothing fulfils this limit' });
    }
  });
  return problems;
}

export interface PackCitation {
  readonly path: string;
  readonly value: {
    readonly article: string;
    readonly quote: string;
    readonly confirmed?: boolean;
    readonly regulation?: string;
  };
}

/** Every article cited anywhere in a pack, with its place. */
export function citationsOf(pack: RulePack): PackCitation[] {
  const found: PackCitation[] = [];
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((member, index) => walk(member, `${path}[${index}]`));
    else if (typeof value === 'object' && value !== null) {
      if ('article' in value && 'quote' in value) {
        found.push({ path, value: value as PackCitation['value'] });
      }
      for (const [key, member] of Object.entries(value)) walk(member, path === '' ? key : `${path}.${key}`);
    }
  };
  walk(pack, '');
  return found;
}

/**
 * Reads a rule pack file; `place` (a file name) is named in failures.
 *
 * Failure `rule-pack-invalid`, details `{place, problems: PackProblem[]}` with every problem and where it stands.
 */
export function parseRulePack(text: string, place: string): Outcome<RulePack> {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const problems = [{ path: '', message: error instanceof Error ? error.message : String(error) }];
    return failed('rule-pack-invalid', { place, problems });
  }
  const parsed = rulePackSchema.safeParse(raw);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      path: z.core.toDotPath(issue.path),
      message: issue.message,
    }));
    return failed('rule-pack-invalid', { place, problems });
  }
  const problems = problemsOf(parsed.data);
  return problems.length === 0 ? done(parsed.data) : failed('rule-pack-invalid', { place, problems });
}
