import { describe, expect, test } from 'vitest';
import { ENTRY_FIELDS, ITEM_FIELDS } from '#app/catalogue/entry-fields';
import { foldLabel } from '#app/classification/code-table';
import { CHECK_RULE_IDS, checkRuleSchema } from '#app/jurisdictions/checks/check-rule';
import { entryCheck } from '#app/jurisdictions/checks/entry-checks';
import { shippedPacks } from '../regulations/load-resources';
import { codeTables } from './check-support';

const packs = shippedPacks();

describe('规则包的校验规则', () => {
  test('每一条规则都被某个规则包采用', () => {
    const used = new Set(packs.flatMap((pack) => pack.checks.map((check) => check.rule)));
    expect(CHECK_RULE_IDS.filter((id) => !used.has(id))).toEqual([]);
  });

  test('不认识的规则、多余的参数、缺少条款的都不能读入', () => {
    const good = { rule: 'refusal-open', severity: 'error', article: '第一条', quote: '原文' };
    expect(checkRuleSchema.safeParse(good).success).toBe(true);
    for (const bad of [
      { ...good, rule: 'no-such-rule' },
      { ...good, extra: 1 },
      { ...good, article: '' },
      { ...good, severity: 'fatal' },
      { ...good, rule: 'required-field' },
      { ...good, rule: 'required-field', fields: [] },
    ]) {
      expect(checkRuleSchema.safeParse(bad).success).toBe(false);
    }
  });

  test('规则所指的字段都在字段表内，或者是本规则包的扩展字段', () => {
    for (const pack of packs) {
      const extension = pack.extensionFields.map(({ label }) => `extra.${label}`);
      const known = [...Object.keys(ENTRY_FIELDS), ...Object.keys(ITEM_FIELDS), 'item.name', ...extension];
      for (const check of pack.checks) {
        const named = [
          ...('fields' in check ? check.fields : []),
          ...('needs' in check ? check.needs.map((label) => `extra.${label}`) : []),
          ...('mark' in check ? [`extra.${check.mark}`] : []),
        ];
        expect(named.filter((field) => !known.includes(field))).toEqual([]);
      }
    }
  });

  test('参数中的值都是代码表里的名称', () => {
    const labels = (table: string): string[] => codeTables[table]!.values.map(({ label }) => label);
    for (const check of packs.flatMap((pack) => pack.checks)) {
      const wanted: [string, readonly string[]][] = [
        [
          'sharing-type',
          [...('sharing' in check ? (check.sharing ?? []) : []), ...('types' in check ? check.types : [])],
        ],
        ['format-category', 'categories' in check ? (check.categories ?? []) : []],
        ['mode-category', 'modeCategory' in check ? [check.modeCategory] : []],
        ['item-class', 'itemClass' in check ? [check.itemClass] : []],
        ['instrument-pattern', 'ranks' in check ? check.ranks : []],
        ['instrument-pattern', 'ignoredRanks' in check ? check.ignoredRanks : []],
        ['instrument-pattern', 'rank' in check ? [check.rank] : []],
        ['format-category', 'pairs' in check ? check.pairs.map(({ category }) => category) : []],
        ['mode-type', 'pairs' in check ? check.pairs.flatMap(({ modeTypes }) => modeTypes) : []],
      ];
      for (const [table, values] of wanted) {
        expect(values.filter((value) => !labels(table).includes(value))).toEqual([]);
      }
    }
  });

  test('比较各条信息资源的规则不在逐条校验之内', () => {
    expect(entryCheck('duplicate-name')).toBeNull();
    expect(entryCheck('refusal-open')).not.toBeNull();
    expect(entryCheck('toString')).toBeNull();
  });
});

describe('代码表', () => {
  const lists = Object.values(codeTables).filter(
    ({ table }) => !['instrument-pattern', 'condition-phrase', 'place-name'].includes(table),
  );

  test('文件名就是表名，字段表用到的代码表都有', () => {
    const needed = [...Object.values(ENTRY_FIELDS), ...Object.values(ITEM_FIELDS)].flatMap((field) =>
      'codeTable' in field ? [field.codeTable] : [],
    );
    expect(needed.filter((table) => !(table in codeTables))).toEqual([]);
  });

  test.each(lists.map((table) => [table.table, table] as const))('%s：一个写法只指一个值', (_name, table) => {
    const seen = new Map<string, string>();
    for (const { label, aliases } of table.values) {
      for (const name of new Set([label, ...aliases].map(foldLabel))) {
        expect([name, seen.get(name) ?? label]).toEqual([name, label]);
        seen.set(name, label);
      }
    }
    expect(new Set(table.values.map(({ label }) => label)).size).toBe(table.values.length);
    expect(table.source).not.toBe('');
  });

  test('共享类型不能按数字认', () => {
    const names = codeTables['sharing-type']!.values.flatMap(({ label, aliases }) => [label, ...aliases]);
    expect(names.filter((name) => /\d/.test(name))).toEqual([]);
  });

  test('格式类型的上级都是格式分类，数据类型十一种各带字母', () => {
    const categories = codeTables['format-category']!.values.map(({ label }) => label);
    const parents = codeTables['format-type']!.values.flatMap(({ parent }) =>
      parent === undefined ? [] : [parent],
    );
    expect(parents.filter((parent) => !categories.includes(parent))).toEqual([]);
    expect(codeTables['data-type']!.values.map(({ label, code }) => [label.at(-1), code])).toEqual(
      [...'CNYDTLMGBIF'].map((letter) => [letter, letter]),
    );
  });
});
