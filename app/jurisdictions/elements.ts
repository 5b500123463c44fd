/**
 * The elements of the catalogue (编制指南核心元数据, 条例第十三条、第十五条) as far as their completeness can be counted, and who
 * needs them: what the packs of the stack ask for, and no more.
 */
import { ENTRY_FIELDS, type EntryFieldKey } from '#app/catalogue/entry-fields';
import type { RulePack } from './rule-pack';

/** Elements that are a field of their own. Libraries keep bits in this order: append, never rearrange. */
export const FIELD_ELEMENTS = [
  'name',
  'provider',
  'providerCode',
  'summary',
  'formatCategory',
  'sharingType',
  'modeCategory',
  'openToPublic',
  'updateCycle',
  'publishedOn',
  'relatedCode',
] as const satisfies readonly EntryFieldKey[];
export type FieldElement = (typeof FIELD_ELEMENTS)[number];

/** Sharing types that ask for elements of their own. Libraries keep bits in this order: append, never rearrange. */
export const ASKING_SHARING_TYPES = ['无条件共享', '有条件共享', '不予共享'] as const;

/** Elements that a rule of their own asks for, because it takes more than a blank field. */
const RULE_ELEMENTS = {
  code: { rule: 'code-missing' },
  formatType: { rule: 'format-type-missing' },
  items: { rule: 'items-missing' },
  sharingCondition: { rule: 'sharing-condition-missing', sharing: ['有条件共享'] },
  sharingScope: { rule: 'sharing-scope-missing', sharing: ['有条件共享'] },
  sharingPurpose: { rule: 'sharing-purpose-missing', sharing: ['有条件共享'] },
  refusalReason: { rule: 'refusal-reason-missing', sharing: ['不予共享'] },
  refusalBasis: { rule: 'refusal-basis-missing', sharing: ['不予共享'] },
  grading: { rule: 'grading-missing' },
} as const;

/** In the order of the guide. */
export const ELEMENT_KEYS = [
  'name',
  'code',
  'provider',
  'providerCode',
  'summary',
  'formatCategory',
  'formatType',
  'items',
  'sharingType',
  'sharingCondition',
  'sharingScope',
  'sharingPurpose',
  'refusalReason',
  'refusalBasis',
  'modeCategory',
  'openToPublic',
  'updateCycle',
  'publishedOn',
  'relatedCode',
  'grading',
] as const;
export type ElementKey = (typeof ELEMENT_KEYS)[number];

/** The check has a finding of this rule, where given about this field: items are looked at as the rule looks at them. */
export interface FoundLack {
  readonly rule: string;
  readonly field?: FieldElement;
}

export interface ElementNeed {
  readonly key: ElementKey;
  readonly label: string;
  /** `blank`: nobody is asked for it, it is filled in where there is something to say; what is counted is the field. */
  readonly lack: FoundLack | { readonly blank: FieldElement };
  /** Sharing types that need it; null: every entry does. */
  readonly sharing: readonly string[] | null;
}

const isField = (key: ElementKey): key is FieldElement => (FIELD_ELEMENTS as readonly string[]).includes(key);

/** Every element that can be counted under these packs; one whose lack no pack would find is left out. */
export function elementNeeds(packs: readonly RulePack[]): ElementNeed[] {
  const checks = packs.flatMap((pack) => pack.checks);
  return ELEMENT_KEYS.flatMap((key): ElementNeed[] => {
    const label = key === 'items' ? '信息项' : ENTRY_FIELDS[key].label;
    if (isField(key)) {
      const asking = checks.flatMap((check) =>
        check.rule === 'required-field' && check.fields.includes(key) ? [check.sharing ?? null] : [],
      );
      if (asking.length === 0) return [{ key, label, lack: { blank: key }, sharing: null }];
      const sharing = asking.includes(null) ? null : [...new Set(asking.flatMap((some) => some ?? []))];
      return [{ key, label, lack: { rule: 'required-field', field: key }, sharing }];
    }
    const { rule, ...only } = RULE_ELEMENTS[key];
    if (!checks.some((check) => check.rule === rule)) return [];
    return [{ key, label, lack: { rule }, sharing: 'sharing' in only ? only.sharing : null }];
  });
}
