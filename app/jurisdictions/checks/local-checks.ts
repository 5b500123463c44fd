/** Openness, base data, and what single jurisdictions add. */
import { entryClass, type InformationItem } from '#app/catalogue/entry';
import type { EntryChecks } from './entry-check';
import { entryText } from './required-checks';
import type { Facet, Subject } from './subject';
import { isBlank, isNoAnswer, quoted, REFUSED, UNCONDITIONAL, YES } from './words';

function frontCode({ entry }: Subject): string {
  return entry.code.trim().split('/')[0]!;
}

/** The items of a facet, by what `wanted` says of their 信息项类别 as the table labels it. */
function itemsOfClass(
  facet: Facet,
  label: (text: string) => string,
  wanted: (itemClass: string) => boolean,
): InformationItem[] {
  return facet.items.filter((item) => wanted(label(item.itemClass)));
}

export const localChecks: EntryChecks<
  | 'open-condition-missing'
  | 'base-item-sharing'
  | 'base-item-unmarked'
  | 'marked-extra'
  | 'refusal-extra'
  | 'sharing-type-not-local'
> = {
  'open-condition-missing': (subject, _rule, report, { lookup }) => {
    for (const facet of subject.facets) {
      // What is not shared must not be open at all.
      if (facet.sharing === REFUSED) continue;
      if (lookup.label('yes-no', facet.openToPublic) !== YES || !isBlank(facet.openCondition)) continue;
      report.items(
        'openCondition',
        facet.items,
        '向社会开放的，没有描述开放条件',
        '写明开放条件，没有限制的填“无条件开放”',
      );
    }
  },

  'base-item-sharing': (subject, rule, report, { lookup }) => {
    // A code that does not tell its class leaves the mark on the item to decide.
    const known = entryClass(subject.entry) !== null;
    if (known && !rule.fronts.some((front) => frontCode(subject).startsWith(front))) return;
    const label = (text: string): string => lookup.label('item-class', text);
    for (const facet of subject.facets) {
      if (facet.sharing === UNCONDITIONAL || facet.sharing === '') continue;
      const items = itemsOfClass(facet, label, (itemClass) => itemClass === rule.itemClass);
      if (items.length === 0) continue;
      report.items(
        'sharingType',
        items,
        `${rule.itemClass}填为${quoted(facet.sharing)}，应当是${UNCONDITIONAL}`,
        `改共享类型为${UNCONDITIONAL}；不属于${rule.itemClass}的，改信息项类别为业务信息项`,
      );
    }
  },

  'base-item-unmarked': (subject, rule, report, { lookup }) => {
    if (entryClass(subject.entry) === null) return;
    if (!rule.fronts.some((front) => frontCode(subject).startsWith(front))) return;
    const label = (text: string): string => lookup.label('item-class', text);
    for (const facet of subject.facets) {
      if (facet.sharing === UNCONDITIONAL || facet.sharing === '') continue;
      const items = itemsOfClass(facet, label, (itemClass) => itemClass === '');
      if (items.length === 0 && facet.items.length > 0) continue;
      report.items(
        'itemClass',
        items,
        `基础信息资源填为${quoted(facet.sharing)}，没有区分${rule.itemClass}和业务信息项`,
        `${rule.itemClass}改为${UNCONDITIONAL}；业务信息项在信息项类别中写明`,
      );
    }
  },

  'marked-extra': (subject, rule, report) => {
    if (!rule.marked.includes(entryText(subject, `extra.${rule.mark}`).trim())) return;
    for (const label of rule.needs) {
      if (!isNoAnswer(entryText(subject, `extra.${label}`))) continue;
      report.entry(`extra.${label}`, `标注了${rule.mark}，没有填写${label}`, `填写${label}`);
    }
  },

  'refusal-extra': (subject, rule, report) => {
    if (!subject.facets.some((facet) => facet.sharing === REFUSED)) return;
    for (const label of rule.needs) {
      if (!isNoAnswer(entryText(subject, `extra.${label}`))) continue;
      report.entry(`extra.${label}`, `${REFUSED}的信息资源没有填写${label}`, `填写${label}`);
    }
  },

  'sharing-type-not-local': (subject, rule, report) => {
    for (const facet of subject.facets) {
      if (!rule.types.includes(facet.sharing)) continue;
      report.items(
        'sharingType',
        facet.items,
        `本地规定的分类中没有${quoted(facet.sharing)}`,
        '可供各单位共享使用的按共享信息提供；确需设条件的说明原因',
      );
    }
  },
};
