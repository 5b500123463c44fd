/** 信息资源格式, and the mode of sharing that goes with it. */
import { foldLabel } from '#app/classification/code-table';
import type { EntryChecks } from './entry-check';
import type { Lookup } from './lookup';
import { isBlank, isNoAnswer, quoted, REFUSED } from './words';

/** The format types that one cell names: doc、docx. A text that the table knows as a whole (sql server) stays whole. */
export function listedFormats(text: string, lookup: Lookup): string[] {
  const known = (part: string): boolean => (lookup.find('format-type', part) ?? null) !== null;
  if (known(text)) return [text];
  const parts = text
    .split(/[、,，;；/|\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const words = part.split(/\s+/);
      return !known(part) && words.every(known) ? words : [part];
    });
  return parts.length === 0 ? [text] : parts;
}

export const formatChecks: EntryChecks<
  | 'format-type-missing'
  | 'format-mismatch'
  | 'format-description'
  | 'mode-mismatch'
  | 'mode-type-missing'
  | 'mode-not-platform'
> = {
  'format-type-missing': ({ entry, formatCategory }, rule, report) => {
    if (!isBlank(entry.formatType) || rule.exceptCategories.includes(formatCategory)) return;
    report.entry(
      'formatType',
      '信息资源格式类型没有填写',
      '按格式分类选取具体格式，例如数据库选mysql、电子表格选xlsx',
    );
  },

  'format-mismatch': ({ entry, formatCategory }, _rule, report, { lookup }) => {
    const table = lookup.table('format-type');
    if (!table || isBlank(entry.formatType) || !lookup.find('format-category', entry.formatCategory)) return;
    for (const text of listedFormats(entry.formatType, lookup)) {
      const parent = lookup.find('format-type', text)?.parent;
      if (parent === undefined || parent === formatCategory) continue;
      const own = table.values.filter((value) => value.parent === formatCategory).map((value) => value.label);
      const choice = own.length > 0 ? `，${formatCategory}可选${own.slice(0, 6).join('、')}` : '';
      report.entry(
        'formatType',
        `格式类型${quoted(text)}属于${parent}，与格式分类${quoted(formatCategory)}不对应`,
        `改格式分类为${parent}，或者改格式类型${choice}`,
      );
      return;
    }
  },

  'format-description': ({ entry, formatCategory }, rule, report) => {
    if (!rule.categories.includes(formatCategory) || !isNoAnswer(entry.formatOther)) return;
    // Before the column was known, the description was written where the type stands.
    const written = foldLabel(entry.formatType);
    if (written !== '' && written !== foldLabel(formatCategory) && !isNoAnswer(entry.formatType)) {
      if (foldLabel('其他') !== written) return;
    }
    report.entry(
      'formatOther',
      `${formatCategory}没有写明具体格式`,
      '在其他类型资源格式描述中写明是什么格式、用什么软件打开',
    );
  },

  'mode-mismatch': (subject, rule, report, { lookup }) => {
    const pair = rule.pairs.find(({ category }) => category === subject.formatCategory);
    if (!pair) return;
    for (const facet of subject.facets) {
      if (facet.sharing === REFUSED || isBlank(facet.modeType)) continue;
      if (lookup.label('mode-category', facet.modeCategory) !== rule.modeCategory) continue;
      const type = lookup.find('mode-type', facet.modeType)?.label;
      if (type === undefined || pair.modeTypes.includes(type)) continue;
      const allowed = pair.modeTypes.join('或者');
      report.items(
        'modeType',
        facet.items,
        `${pair.category}格式的信息资源通过${rule.modeCategory}共享，共享方式类型是${quoted(type)}，应当是${allowed}`,
        `改共享方式类型为${allowed}，格式填错的改格式`,
      );
    }
  },

  'mode-type-missing': (subject, rule, report, { lookup }) => {
    for (const facet of subject.facets) {
      if (facet.sharing === REFUSED || !isBlank(facet.modeType)) continue;
      if (lookup.label('mode-category', facet.modeCategory) !== rule.modeCategory) continue;
      report.items(
        'modeType',
        facet.items,
        `通过${rule.modeCategory}共享的，没有填写共享方式类型`,
        '选取数据库、接口或者文件',
      );
    }
  },

  'mode-not-platform': (subject, rule, report, { lookup }) => {
    for (const facet of subject.facets) {
      if (facet.sharing === REFUSED || isBlank(facet.modeCategory)) continue;
      const label = lookup.label('mode-category', facet.modeCategory);
      if (label === rule.modeCategory) continue;
      report.items(
        'modeCategory',
        facet.items,
        `共享方式是${quoted(label)}，没有通过共享平台`,
        `改为${rule.modeCategory}，不能通过平台共享的说明原因`,
      );
    }
  },
};
