/** Elements that an entry and its items must hold. */
import {
  ENTRY_FIELDS,
  ROLLED_UP_KEYS,
  type EntryFieldKey,
  type RolledUpKey,
} from '#app/catalogue/entry-fields';
import { foldLabel } from '#app/classification/code-table';
import type { EntryChecks } from './entry-check';
import type { Subject } from './subject';
import { isBlank, isNoAnswer, quoted } from './words';

const ROLLED: ReadonlySet<string> = new Set(ROLLED_UP_KEYS);

/** Text of an entry field or of an extra field (`extra.<label>`); '' for one that the entry does not have. */
export function entryText(subject: Subject, field: string): string {
  if (field.startsWith('extra.')) {
    const label = field.slice('extra.'.length);
    return Object.hasOwn(subject.entry.extra, label) ? subject.entry.extra[label]! : '';
  }
  return Object.hasOwn(ENTRY_FIELDS, field) ? subject.entry[field as EntryFieldKey] : '';
}

function fieldLabel(field: string): string {
  if (field.startsWith('extra.')) return field.slice('extra.'.length);
  return Object.hasOwn(ENTRY_FIELDS, field) ? ENTRY_FIELDS[field as EntryFieldKey].label : field;
}

export const requiredChecks: EntryChecks<
  | 'required-field'
  | 'items-missing'
  | 'item-name-missing'
  | 'item-type-missing'
  | 'item-duplicate'
  | 'grading-missing'
> = {
  'required-field': (subject, rule, report) => {
    const asked = ({ sharing }: { sharing: string }): boolean =>
      !rule.sharing || rule.sharing.includes(sharing);
    for (const field of rule.fields) {
      const label = fieldLabel(field);
      const message = `${label}没有填写`;
      const fix = `填写${label}`;
      if (ROLLED.has(field)) {
        for (const facet of subject.facets) {
          if (asked(facet) && isBlank(facet[field as RolledUpKey]))
            report.items(field, facet.items, message, fix);
        }
      } else if (isBlank(entryText(subject, field)) && subject.facets.some(asked)) {
        report.entry(field, message, fix);
      }
    }
  },

  'items-missing': ({ entry, formatCategory }, rule, report) => {
    if (entry.items.length > 0) return;
    if (rule.categories && !rule.categories.includes(formatCategory)) return;
    const about = formatCategory === '' ? '' : `${formatCategory}格式的`;
    report.entry('items', `${about}信息资源没有列出信息项`, '逐项填写信息项名称和数据类型');
  },

  'item-name-missing': ({ entry }, _rule, report) => {
    for (const item of entry.items) {
      if (isBlank(item.name))
        report.items('name', [item], '信息项名称没有填写', '填写信息项名称，多余的空行删除');
    }
  },

  'item-type-missing': ({ entry }, _rule, report) => {
    for (const item of entry.items) {
      if (isBlank(item.dataType)) {
        report.items('dataType', [item], '信息项的数据类型没有填写', '从列表中选取数据类型，例如字符型C');
      }
    }
  },

  'item-duplicate': ({ entry }, _rule, report) => {
    if (entry.items.length < 2) return;
    const first = new Map<string, number>();
    entry.items.forEach((item, index) => {
      const key = foldLabel(item.name);
      if (key === '') return;
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, index);
      else {
        const message = `信息项${quoted(item.name)}与第${earlier + 1}个信息项${quoted(entry.items[earlier]!.name)}重复`;
        report.items('name', [item], message, '删除重复的信息项，内容不同的改用能够区分的名称');
      }
    });
  },

  'grading-missing': ({ entry }, _rule, report) => {
    // A grading of the entry as a whole covers the items that have none of their own.
    if (!isNoAnswer(entry.grading)) return;
    const items = entry.items.filter((item) => isNoAnswer(item.grading));
    const [message, fix] = ['没有写明数据分类分级', '按本地、本行业的数据分类分级办法填写'];
    if (items.length === entry.items.length) report.entry('grading', message, fix);
    else if (items.length > 0) report.items('grading', items, message, fix);
  },
};
