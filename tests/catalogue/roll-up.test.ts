import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyEntry, emptyItem, type CatalogueEntry, type InformationItem } from '#app/catalogue/entry';
import { ROLLED_UP_KEYS, type RolledUpKey } from '#app/catalogue/entry-fields';
import { rollUp } from '#app/catalogue/roll-up';
import { entrySchema } from '#app/catalogue/entry-schema';

const withItems = (key: RolledUpKey, values: readonly string[], own = ''): CatalogueEntry => ({
  ...emptyEntry('e'),
  [key]: own,
  items: values.map((value, i): InformationItem => ({ ...emptyItem(`i${i}`), name: `项${i}`, [key]: value })),
});

describe('信息资源的共享、开放、更新由信息项汇总', () => {
  test.each([
    ['sharingType', ['无条件共享', '无条件共享'], '无条件共享'],
    ['sharingType', ['不予共享', '不予共享'], '不予共享'],
    ['sharingType', ['无条件共享', '有条件共享'], '有条件共享'],
    ['sharingType', ['无条件共享', '不予共享'], '有条件共享'],
    ['sharingType', ['有条件共享', '不予共享'], '有条件共享'],
    ['sharingType', ['无条件共享', ''], '无条件共享'],
    ['openToPublic', ['否', '是'], '是'],
    ['openToPublic', ['否', '否'], '否'],
    ['updateCycle', ['每年', '每日', '每月'], '每日'],
    ['updateCycle', ['每年', '随时'], '每年'],
    ['updateCycle', ['甲', '乙'], '甲'],
    ['publishedOn', ['2024-01-01', '2025-01-01', ''], '2025-01-01'],
    ['modeType', ['接口', '文件', '文件'], '文件'],
    ['sharingCondition', ['提供给公安', '提供给民政', '提供给公安'], '提供给公安；提供给民政'],
  ] as const)('%s %j 汇总为“%s”', (key, values, expected) => {
    expect(rollUp(withItems(key, values))[key]).toBe(expected);
  });

  test('没有信息项的，保留自己的填写', () => {
    const alone = { ...emptyEntry('e'), sharingType: '不予共享' };
    expect(rollUp(alone)).toEqual(alone);
  });

  test('信息项都没有写的，用信息资源的填写', () => {
    const rolled = rollUp(withItems('sharingType', ['', ''], '有条件共享'));
    expect(rolled.items.map(({ sharingType }) => sharingType)).toEqual(['有条件共享', '有条件共享']);
    expect(rolled.sharingType).toBe('有条件共享');
  });

  test('汇总的文字过长时截断，不留下半个字符', () => {
    const long = ['甲'.repeat(20_000), `${'乙'.repeat(12_765)}😀尾`];
    const rolled = rollUp(withItems('sharingCondition', long));
    expect(rolled.sharingCondition.isWellFormed()).toBe(true);
    expect(entrySchema.safeParse({ ...rolled, items: [] }).success).toBe(true);
  });

  const value = fc.constantFrom(
    '',
    '无条件共享',
    '有条件共享',
    '不予共享',
    '是',
    '否',
    '每日',
    '每年',
    '2025-01-01',
    '接口',
    '文件',
    '甲；乙',
  );
  const subject = fc
    .tuple(
      fc.array(
        fc.record(
          Object.fromEntries(ROLLED_UP_KEYS.map((key) => [key, value])) as Record<RolledUpKey, typeof value>,
        ),
        { maxLength: 5 },
      ),
      fc.record(
        Object.fromEntries(ROLLED_UP_KEYS.map((key) => [key, value])) as Record<RolledUpKey, typeof value>,
      ),
    )
    .map(([items, own]): CatalogueEntry => ({
      ...emptyEntry('e'),
      ...own,
      items: items.map((fields, i) => ({ ...emptyItem(`i${i}`), ...fields })),
    }));

  test('再汇总一次，结果不变；不改动原来的信息资源', () => {
    fc.assert(
      fc.property(subject, (entry) => {
        const before = structuredClone(entry);
        const once = rollUp(entry);
        expect(entry).toEqual(before);
        expect(rollUp(once)).toEqual(once);
      }),
    );
  });

  test('共享类型的汇总与信息项次序无关', () => {
    fc.assert(
      fc.property(subject, (entry) => {
        const reversed = { ...entry, items: [...entry.items].reverse() };
        for (const key of ['sharingType', 'publishedOn'] as const) {
          const known = entry.items.every(
            (item) =>
              key !== 'sharingType' || ['', '无条件共享', '有条件共享', '不予共享'].includes(item[key]),
          );
          if (known) expect(rollUp(reversed)[key]).toBe(rollUp(entry)[key]);
        }
      }),
    );
  });
});
