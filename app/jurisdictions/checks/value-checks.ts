/** Values of lists, placeholders, lengths, dates and figures. */
import {
  ENTRY_FIELD_KEYS,
  ENTRY_FIELDS,
  ITEM_FIELD_KEYS,
  ITEM_FIELDS,
  ROLLED_UP_KEYS,
  SURVEY_KEYS,
} from '#app/catalogue/entry-fields';
import type { EntryFieldKey, FieldDefinition, ItemFieldKey, RolledUpKey } from '#app/catalogue/entry-fields';
import type { InformationItem } from '#app/catalogue/entry';
import type { CompiledContext } from './check-context';
import { impossibleDay, readDate } from './date-text';
import type { EntryChecks } from './entry-check';
import { listedFormats } from './format-checks';
import { isLength, isNegative, meantLength, numberInWords } from './length-text';
import { nearestLabels, type Lookup } from './lookup';
import { foldedNumber, withoutThousands } from './number-text';
import { remembered } from './remembered';
import type { Report } from './report';
import type { Subject } from './subject';
import { compact, isBlank, isNoAnswer, PLATFORM_MODE, quoted, SELF_DESCRIBED } from './words';

const ROLLED: ReadonlySet<string> = new Set(ROLLED_UP_KEYS);
const BARE_NUMBER = /^\d+(\.\d+)?$/;
const EARLIEST = '1949-10-01';
// Pairs, because the check of lengths goes through every field of every item.
const ENTRY_LIMITS = ENTRY_FIELD_KEYS.map((key): [EntryFieldKey, FieldDefinition] => [
  key,
  ENTRY_FIELDS[key],
]);
const ITEM_LIMITS = ITEM_FIELD_KEYS.map((key): [ItemFieldKey, FieldDefinition] => [key, ITEM_FIELDS[key]]);

export const valueChecks: EntryChecks<
  | 'value-list'
  | 'value-alias'
  | 'placeholder'
  | 'text-too-long'
  | 'length-form'
  | 'date-form'
  | 'date-implausible'
  | 'survey-number'
  | 'survey-blank'
  | 'survey-inconsistent'
> = {
  'value-list': (subject, rule, report, context) => {
    for (const field of rule.fields) {
      for (const { text, items } of valuesOf(subject, field, context)) {
        const unknown = unknownValue(field, text, context);
        if (unknown !== null) reportUnknown(field, unknown, items, report, context);
      }
    }
  },

  'value-alias': (subject, rule, report, context) => {
    for (const field of rule.fields) {
      const { label, codeTable } = definition(field);
      for (const { text, items } of valuesOf(subject, field, context)) {
        const listed = listedName(codeTable, text, context.lookup);
        if (listed === null) continue;
        const message = `${label}${quoted(text)}在列表中写作“${listed}”`;
        if (items.length > 0) report.items(field, items, message, `改为${listed}`);
        else report.entry(field, message, `改为${listed}`);
      }
    }
  },

  placeholder: (subject, rule, report) => {
    const isPlaceholder = placeholderTest(rule.words);
    for (const field of rule.fields) {
      if (field === 'item.name') {
        for (const item of subject.entry.items) {
          if (isPlaceholder(item.name)) reportPlaceholder('name', '信息项名称', item.name, report, [item]);
        }
      } else if (Object.hasOwn(ENTRY_FIELDS, field)) {
        const key = field as EntryFieldKey;
        const text = subject.entry[key];
        if (isPlaceholder(text)) reportPlaceholder(key, ENTRY_FIELDS[key].label, text, report);
      }
    }
  },

  'text-too-long': ({ entry }, _rule, report) => {
    for (const [key, field] of ENTRY_LIMITS) {
      if (entry[key].length > field.limit) report.entry(key, tooLong(field, entry[key]), '删减文字');
    }
    for (const item of entry.items) {
      for (const [key, field] of ITEM_LIMITS) {
        if (item[key].length > field.limit) report.items(key, [item], tooLong(field, item[key]), '删减文字');
      }
    }
  },

  'length-form': ({ entry }, _rule, report) => {
    for (const item of entry.items) {
      const text = item.dataLength.trim();
      if (isBlank(text) || isLength(text)) continue;
      report.items(
        'dataLength',
        [item],
        `数据长度${quoted(text)}${isNegative(text) ? '不能为负' : '不是数字'}`,
        lengthFix(meantLength(text)),
      );
    }
  },

  'date-form': (subject, _rule, report) => {
    for (const facet of subject.facets) {
      const text = facet.publishedOn;
      if (isBlank(text) || readDate(text) !== null) continue;
      const impossible = impossibleDay(text);
      const message = `发布日期${quoted(text)}${impossible === null ? '不是日期' : `不存在，${impossible}`}`;
      report.items('publishedOn', facet.items, message, '按“年-月-日”填写，例如2026-03-01；没有发布的留空');
    }
  },

  'date-implausible': (subject, _rule, report, { today }) => {
    const latest = today === undefined ? null : `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
    for (const facet of subject.facets) {
      const date = isBlank(facet.publishedOn) ? null : readDate(facet.publishedOn);
      if (date === null) continue;
      const fix = '核对年份，改为实际发布共享、开放的日期';
      if (latest !== null && date > latest) {
        report.items('publishedOn', facet.items, `发布日期${date}在一年以后`, fix);
      } else if (date < EARLIEST) {
        report.items('publishedOn', facet.items, `发布日期${date}过早`, fix);
      }
    }
  },

  'survey-number': ({ entry }, _rule, report) => {
    for (const key of SURVEY_KEYS) {
      const text = entry[key].trim();
      if (text === '' || BARE_NUMBER.test(text)) continue;
      const number = bareNumber(text);
      report.entry(
        key,
        isNegative(text)
          ? `${ENTRY_FIELDS[key].label}${quoted(text)}不能为负`
          : `${ENTRY_FIELDS[key].label}${quoted(text)}不是纯数字`,
        number === null
          ? '只填数字，不写单位；没有掌握的填0'
          : `改为${number}，不写单位、千位分隔符和全角数字`,
      );
    }
  },

  'survey-blank': ({ entry }, _rule, report) => {
    const blank = SURVEY_KEYS.filter((key) => isBlank(entry[key]));
    if (blank.length === 0) return;
    const names =
      blank.length === SURVEY_KEYS.length
        ? '信息资源大普查六项'
        : blank.map((key) => ENTRY_FIELDS[key].label).join('、');
    report.entry(blank[0]!, `${names}没有填写`, '填写数字，没有掌握的填0');
  },

  'survey-inconsistent': ({ entry }, _rule, report) => {
    for (const [part, whole] of PARTS) {
      if (!BARE_NUMBER.test(entry[part].trim()) || !BARE_NUMBER.test(entry[whole].trim())) continue;
      if (Number(entry[part]) > Number(entry[whole])) {
        const message = `${ENTRY_FIELDS[part].label}${entry[part].trim()}大于${ENTRY_FIELDS[whole].label}${entry[whole].trim()}`;
        report.entry(part, message, '核对两项数字');
      }
    }
  },
};

const PARTS = [
  ['sharedVolume', 'storedVolume'],
  ['openVolume', 'storedVolume'],
  ['sharedRecords', 'structuredRecords'],
  ['openRecords', 'structuredRecords'],
] as const;

/** The values of a field with the items that hold them; mode types only where they belong to the sharing platform. */
function valuesOf(
  subject: Subject,
  field: string,
  { lookup }: CompiledContext,
): { text: string; items: readonly InformationItem[] }[] {
  const { entry } = subject;
  if (ROLLED.has(field)) {
    const key = field as RolledUpKey;
    const facets =
      key === 'modeType'
        ? subject.facets.filter((facet) =>
            ['', PLATFORM_MODE].includes(lookup.label('mode-category', facet.modeCategory)),
          )
        : subject.facets;
    return facets.map((facet) => ({ text: facet[key], items: facet.items }));
  }
  if (field === 'dataType' || field === 'itemClass') {
    return entry.items.map((item) => ({ text: item[field], items: [item] }));
  }
  // The provider of a self-described format writes the type freely.
  if (field === 'formatType' && subject.formatCategory === SELF_DESCRIBED) return [];
  return Object.hasOwn(ENTRY_FIELDS, field) ? [{ text: entry[field as EntryFieldKey], items: [] }] : [];
}

/** The list's own name of a value that goes by another name; null where it is that name, or unknown. */
export function listedName(codeTable: string | undefined, text: string, lookup: Lookup): string | null {
  if (codeTable === undefined || isBlank(text)) return null;
  const listed = lookup.find(codeTable, text)?.label;
  return listed === undefined || listed === text.trim() ? null : listed;
}

function definition(field: string): FieldDefinition {
  return Object.hasOwn(ITEM_FIELDS, field)
    ? ITEM_FIELDS[field as ItemFieldKey]
    : ENTRY_FIELDS[field as EntryFieldKey];
}

function unknownValue(field: string, text: string, { lookup }: CompiledContext): string | null {
  if (isBlank(text)) return null;
  const table = definition(field).codeTable;
  if (table === undefined || lookup.find(table, text) !== null) return null;
  if (field !== 'formatType') return text;
  return listedFormats(text, lookup).find((part) => lookup.find(table, part) === null) ?? null;
}

function reportUnknown(
  field: string,
  text: string,
  items: readonly InformationItem[],
  report: Report,
  { lookup }: CompiledContext,
): void {
  const { label, codeTable } = definition(field);
  const table = lookup.table(codeTable!)!;
  const near = nearestLabels(table, text);
  const whole = near.length === table.values.length;
  const message = `${label}${quoted(text)}不在取值范围内`;
  const fix = `从列表中选取，${whole ? '可选' : '相近的有'}：${near.join('、')}`;
  if (items.length > 0) report.items(field, items, message, fix);
  else report.entry(field, message, fix);
}

const REPEATED = /^([0-9a-z])\1{2,}$/i;

const placeholderTests = new WeakMap<readonly string[], (text: string) => boolean>();

function placeholderTest(placeholders: readonly string[]): (text: string) => boolean {
  let test = placeholderTests.get(placeholders);
  if (!test) {
    const words = new Set(placeholders.map((word) => compact(word).toLowerCase()));
    test = remembered((text) => {
      if (isBlank(text)) return false;
      if (isNoAnswer(text)) return true;
      const folded = compact(text).toLowerCase();
      return words.has(folded) || words.has(folded.replace(/\d+$/, '')) || REPEATED.test(folded);
    });
    placeholderTests.set(placeholders, test);
  }
  return test;
}

function reportPlaceholder(
  field: string,
  label: string,
  text: string,
  report: Report,
  items?: readonly InformationItem[],
): void {
  const message = `${label}${quoted(text)}像是占位文字`;
  const fix = `填写实际的${label}`;
  if (items) report.items(field, items, message, fix);
  else report.entry(field, message, fix);
}

function tooLong({ label, limit }: FieldDefinition, text: string): string {
  return `${label}共${text.length}字，超过${limit}字`;
}

function lengthFix(meant: string | null): string {
  if (meant === '') return '没有长度的留空';
  return meant === null ? '只填数字，有小数位的写成“10,2”；没有长度的留空' : `改为${meant}`;
}

/** The number that was evidently meant: full-width digits, separators and units taken off, words read; null where none is. */
export function bareNumber(text: string): string | null {
  const folded = foldedNumber(text);
  if (folded === null) return null;
  const plain = withoutThousands(folded);
  const match = /^\+?(\d+(?:\.\d+)?)(g|gb|万|万条|条|个|g字节)?$/i.exec(plain);
  // 条 is another magnitude than 万, which the column asks for: the clerk must convert it.
  if (match === null) return numberInWords(plain);
  return match[2] !== '条' && match[2] !== '个' ? match[1]! : null;
}
