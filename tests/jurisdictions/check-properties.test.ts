import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CatalogueEntry } from '#app/catalogue/entry';
import { ENTRY_FIELD_KEYS, ITEM_FIELD_KEYS, ROLLED_UP_KEYS } from '#app/catalogue/entry-fields';
import {
  checkAcross,
  checkCatalogue,
  createCatalogueIndex,
  setEntry,
} from '#app/jurisdictions/check-catalogue';
import { checkEntry } from '#app/jurisdictions/check-entry';
import { codeTables, contextOf, entry, item, refused, rules, shaanxi } from './check-support';
import { entrySchema } from '#app/catalogue/entry-schema';

const all = contextOf(
  'national-2025',
  'guide-2017',
  'shaanxi-2017',
  'yunnan-2017',
  'xinzhou-2022',
  'shenzhen-2015',
  'weihai-2016',
);

const tableWords = Object.values(codeTables).flatMap(({ values }) =>
  values.flatMap(({ label, aliases }) => [label, ...aliases]),
);
const odd = [
  '《',
  '》',
  '《《》',
  '第条',
  '〔2017〕',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '*',
  '#',
  '(',
  '\\',
  '1'.repeat(400),
];
const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(...tableWords),
  fc.constantFrom(...odd),
);
const text = fc.array(word, { maxLength: 4 }).map((parts) => parts.join(''));

const fieldsOf = <K extends string>(keys: readonly K[]): fc.Arbitrary<Record<K, string>> =>
  fc.record(Object.fromEntries(keys.map((key) => [key, text]))) as fc.Arbitrary<Record<K, string>>;
const items = fc
  .array(fieldsOf(ITEM_FIELD_KEYS), { maxLength: 4 })
  .map((list) => list.map((fields, i) => ({ id: `i${i}`, ...fields, extra: {} })));
const entries: fc.Arbitrary<CatalogueEntry> = fc
  .tuple(
    fieldsOf(ENTRY_FIELD_KEYS),
    items,
    fc.dictionary(
      text.map((label) => label.slice(0, 200)),
      text,
      { maxKeys: 3 },
    ),
    fc.uuid(),
  )
  .map(([fields, list, extra, id]) => ({ id, ...fields, formerCodes: [], extra, items: list }));

describe('校验对任何文字都有结果', () => {
  test('不论填了什么，都不出错，每个问题都有条款、问题和改法，结果每次相同', () => {
    fc.assert(
      fc.property(entries, (subject) => {
        const found = checkEntry(subject, all);
        for (const finding of found) {
          expect(finding.entry.id).toBe(subject.id);
          expect(finding.citation.article).not.toBe('');
          expect(finding.message).not.toBe('');
          expect(finding.fix).not.toBe('');
        }
        expect(checkEntry(subject, all)).toEqual(found);
        const keys = found.map(({ rule, field, item: about, message }) =>
          [rule, field, about?.id, message].join('|'),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 150 },
    );
  });

  test('成批校验等于逐条校验加上相互比较', () => {
    fc.assert(
      fc.property(fc.uniqueArray(entries, { maxLength: 5, selector: ({ id }) => id }), (subjects) => {
        const index = createCatalogueIndex();
        for (const subject of subjects) setEntry(index, subject);
        const apart = subjects.flatMap((subject) => [
          ...checkEntry(subject, all),
          ...checkAcross(index, all, [subject.id]),
        ]);
        expect(checkCatalogue(subjects, all)).toEqual(apart);
      }),
      { numRuns: 60 },
    );
  });

  test('校验不改动信息资源', () => {
    fc.assert(
      fc.property(entries, (subject) => {
        const before = structuredClone(subject);
        checkEntry(subject, all);
        expect(subject).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});

describe('写法不同，结论相同', () => {
  const blanks = fc.constantFrom(' ', '\u3000', '\t', '\u200b', '\n');
  const spaced = (plain: string) =>
    fc
      .array(fc.tuple(fc.nat(plain.length), blanks), { minLength: 1, maxLength: 5 })
      .map((places) =>
        places.reduce((result, [at, blank]) => result.slice(0, at) + blank + result.slice(at), plain),
      );

  test('加空格藏不住重复', () => {
    fc.assert(
      fc.property(spaced('企业登记信息'), (name) => {
        const index = createCatalogueIndex();
        setEntry(index, entry({ name: '企业登记信息' }));
        setEntry(index, entry({ name }));
        const found = rules(checkAcross(index, shaanxi));
        expect(found).toHaveLength(2);
        expect(['duplicate-name', 'near-duplicate-name']).toContain(found[0]);
      }),
    );
  });

  test('信息项的次序不影响有哪些问题', () => {
    const varied = [
      item({ sharingType: '有条件共享', sharingCondition: '' }),
      item({ sharingType: '不予共享', openToPublic: '是' }),
      item({ dataType: '文字' }),
      item({ updateCycle: '' }),
    ];
    const keyed = (order: readonly number[]): string[] =>
      checkEntry(entry({ id: 'e', code: '307021/1', items: order.map((i) => varied[i]!) }), shaanxi)
        .map(({ rule, field, item: about }) => `${rule} ${field} ${about?.id ?? ''}`)
        .sort();
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        expect(keyed(order)).toEqual(keyed([0, 1, 2, 3]));
      }),
    );
  });

  test('值写在信息资源上，或者写在每一个信息项上，问题相同', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('有条件共享', '不予共享', '无条件共享', '乱写', ''),
        fc.constantFrom('', '提供给公安', '用于核验', '《统计法》第三条', '经局长同意'),
        fc.constantFrom('是', '否', ''),
        (sharingType, sharingCondition, openToPublic) => {
          const whole = refused({
            id: 'e',
            code: '307021/1',
            sharingType,
            sharingCondition,
            openToPublic,
            items: [item({ id: 'a', name: '甲' }), item({ id: 'b', name: '乙' })],
          });
          const values = Object.fromEntries(ROLLED_UP_KEYS.map((key) => [key, whole[key]]));
          const each = { ...whole, items: whole.items.map((one) => ({ ...one, ...values })) };
          expect(checkEntry(each, shaanxi)).toEqual(checkEntry(whole, shaanxi));
        },
      ),
    );
  });
});

test('生成的信息资源符合数据结构（这里试的都是目录库里可能有的）', () => {
  fc.assert(
    fc.property(entries, (subject) => {
      expect(entrySchema.safeParse(subject).success).toBe(true);
    }),
    { numRuns: 30 },
  );
});
