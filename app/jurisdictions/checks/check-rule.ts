/**
 * One entry of a rule pack's `checks`: which rule is applied, how grave a breach is, the words of law it rests on, and
 * the rule's own parameters. What a rule looks at is code; what a jurisdiction asks for is data.
 */
import * as z from 'zod';

const common = {
  severity: z.enum(['error', 'warning', 'advice']),
  /** Article as printed, for example 第十五条第二款; an element name for the guide. */
  article: z.string().min(1).max(60),
  /** Words of the article, verbatim, at most two printed lines. */
  quote: z.string().min(1).max(120),
  /** False where the words were read only in restatements, not in the text itself. */
  confirmed: z.boolean().optional(),
  /** Printed name of the source where it is not the pack's own (a form's filling instructions, a national standard). */
  regulation: z.string().min(1).max(60).optional(),
};

const rule = <Id extends string>(id: Id) => z.strictObject({ rule: z.literal(id), ...common });

const labels = z.array(z.string().min(1)).min(1);

export const checkRuleSchema = z.discriminatedUnion('rule', [
  // ---- elements that must be there
  z.strictObject({
    rule: z.literal('required-field'),
    ...common,
    /** Field keys of an entry; for `item` also of an item. */
    fields: labels,
    /** Asked for only under these sharing types (labels of the code table); of every entry where absent. */
    sharing: labels.optional(),
  }),
  z.strictObject({
    rule: z.literal('items-missing'),
    ...common,
    /** Format categories whose entries must list their items; all entries where absent. */
    categories: labels.optional(),
  }),
  rule('item-name-missing'),
  rule('item-type-missing'),
  rule('item-duplicate'),
  rule('grading-missing'),
  // ---- values
  z.strictObject({ rule: z.literal('value-list'), ...common, fields: labels }),
  z.strictObject({ rule: z.literal('value-alias'), ...common, fields: labels }),
  z.strictObject({ rule: z.literal('placeholder'), ...common, fields: labels, words: labels }),
  rule('text-too-long'),
  rule('length-form'),
  rule('date-form'),
  rule('date-implausible'),
  rule('survey-number'),
  rule('survey-blank'),
  rule('survey-inconsistent'),
  // ---- code, provider, name
  rule('code-missing'),
  rule('code-unusable'),
  rule('code-too-short'),
  rule('code-other-form'),
  rule('credit-code-form'),
  rule('credit-code-check'),
  rule('provider-code-other'),
  rule('system-name'),
  z.strictObject({
    rule: z.literal('system-like-name'),
    ...common,
    /** Endings that name a system rather than information. */
    endings: labels,
    /** Endings that look the same and name something else (生态系统). */
    exceptions: z.array(z.string().min(1)).default([]),
  }),
  // ---- format and mode
  z.strictObject({
    rule: z.literal('format-type-missing'),
    ...common,
    /** Categories whose type the provider describes in its own words. */
    exceptCategories: labels,
  }),
  rule('format-mismatch'),
  z.strictObject({ rule: z.literal('format-description'), ...common, categories: labels }),
  z.strictObject({
    rule: z.literal('mode-mismatch'),
    ...common,
    /** The mode category that the pairs are about. */
    modeCategory: z.string().min(1),
    pairs: z.array(z.strictObject({ category: z.string().min(1), modeTypes: labels })).min(1),
  }),
  z.strictObject({ rule: z.literal('mode-type-missing'), ...common, modeCategory: z.string().min(1) }),
  z.strictObject({ rule: z.literal('mode-not-platform'), ...common, modeCategory: z.string().min(1) }),
  // ---- 有条件共享
  rule('sharing-condition-missing'),
  rule('sharing-scope-missing'),
  rule('sharing-purpose-missing'),
  rule('conditional-reason-missing'),
  rule('own-condition'),
  rule('paid-sharing'),
  // ---- 不予共享
  rule('refusal-reason-missing'),
  rule('refusal-basis-missing'),
  z.strictObject({
    rule: z.literal('refusal-basis-rank'),
    ...common,
    /** Ranks of instruments that can carry a refusal, by their label in the `instrument-pattern` table. */
    ranks: labels,
    /** Ranks about which this rule keeps silent, although they are not among `ranks`. */
    ignoredRanks: z.array(z.string().min(1)).default([]),
  }),
  z.strictObject({ rule: z.literal('refusal-basis-unrecognised'), ...common, ranks: labels }),
  z.strictObject({ rule: z.literal('refusal-basis-clause'), ...common, ranks: labels }),
  z.strictObject({
    rule: z.literal('refusal-basis-internal'),
    ...common,
    /** The rank that never carries a refusal: the department's own rules. */
    rank: z.string().min(1),
  }),
  // ---- openness
  rule('refusal-open'),
  rule('open-condition-missing'),
  // ---- base data
  z.strictObject({
    rule: z.literal('base-item-sharing'),
    ...common,
    /** 前段码 beginnings of the base kinds meant. */
    fronts: labels,
    /** 信息项类别 that must be shared unconditionally. */
    itemClass: z.string().min(1),
  }),
  z.strictObject({
    rule: z.literal('base-item-unmarked'),
    ...common,
    fronts: labels,
    itemClass: z.string().min(1),
  }),
  // ---- local
  z.strictObject({
    rule: z.literal('marked-extra'),
    ...common,
    /** Label of the extra field that is the mark (专用), and the words that set it. */
    mark: z.string().min(1),
    marked: labels,
    /** Labels of the extra fields that a marked entry must fill in. */
    needs: labels,
  }),
  z.strictObject({
    rule: z.literal('refusal-extra'),
    ...common,
    /** Label of the extra field that an entry 不予共享 must fill in (负面清单, 核定). */
    needs: labels,
  }),
  z.strictObject({
    rule: z.literal('sharing-type-not-local'),
    ...common,
    /** Sharing types that the local text does not know. */
    types: labels,
  }),
  // ---- across entries
  rule('duplicate-code'),
  rule('duplicate-name'),
  rule('near-duplicate-name'),
  rule('drag-filled-name'),
  rule('drag-filled-code'),
]);

export type CheckRule = z.infer<typeof checkRuleSchema>;
export type CheckRuleId = CheckRule['rule'];
export type CheckRuleOf<Id extends CheckRuleId> = Extract<CheckRule, { rule: Id }>;

/** Every rule that a pack may name. */
export const CHECK_RULE_IDS: readonly CheckRuleId[] = checkRuleSchema.options.map(
  (option) => option.shape.rule.value,
);
