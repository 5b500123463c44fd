import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CatalogueEntry } from '#app/catalogue/entry';
import {
  changeEntry,
  checkAcross,
  checkCatalogue,
  createCatalogueIndex,
  setEntry,
} from '#app/jurisdictions/check-catalogue';
import { checkEntry } from '#app/jurisdictions/check-entry';
import type { Finding } from '#app/jurisdictions/finding';
import { entry, rules, shaanxi } from './check-support';

const CROSS = [
  'duplicate-code',
  'duplicate-name',
  'near-duplicate-name',
  'drag-filled-name',
  'drag-filled-code',
];
const across = (entries: readonly CatalogueEntry[]): Finding[] =>
  checkCatalogue(entries, shaanxi).filter(({ rule }) => CROSS.includes(rule));
const named = (name: string, values: Partial<CatalogueEntry> = {}): CatalogueEntry =>
  entry({ name, ...values });

describe('重复的信息资源', () => {
  test('六个处室的“个人荣誉信息”不是重复，同一处室的三个“教育机构信息”是重复', () => {
    const six = ['人事处', '基教处', '高教处', '职教处', '体卫处', '师资处'].map((office) =>
      named('个人荣誉信息', { office }),
    );
    const three = [7, 19, 33].map((n) =>
      named('教育机构信息', { office: '规划处', code: `307021/0000${n}` }),
    );
    const found = across([...six, ...three]);
    expect(rules(found)).toEqual(['duplicate-name', 'duplicate-name', 'duplicate-name']);
    expect(found.map((finding) => finding.entry.id)).toEqual(three.map(({ id }) => id));
    expect(found[0]!.severity).toBe('error');
    expect(found[0]!.message).toContain('307021/000019');
  });

  test('名称相同而提供方不同的不是重复', () => {
    expect(across([named('企业信息'), named('企业信息', { provider: '示例县大数据局' })])).toEqual([]);
  });

  test('代码相同，全角半角、大小写、空格不同也算；没有代码的不算', () => {
    const found = across([
      named('甲表', { code: 'ab-1' }),
      named('乙表', { code: 'ＡＢ-1 ' }),
      named('丙表', { code: '' }),
      named('丁表', { code: '' }),
    ]);
    expect(rules(found)).toEqual(['duplicate-code', 'duplicate-code']);
    expect(found[0]!.field).toBe('code');
  });

  test.each([
    ['企业登记信息', '企业 登记信息'],
    ['企业登记（变更）信息', '企业登记(变更)信息'],
    ['企业登记、变更信息', '企业登记变更信息'],
    ['ＡＰＰ备案信息', 'app备案信息'],
    ['企业登记信息。', '企业登记信息'],
    ['企业登记\u200b信息', '企业登记信息'],
  ])('只差标点、空格、全角半角的需要说明：%s / %s', (one, other) => {
    const found = across([named(one), named(other)]);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['near-duplicate-name', 'warning'],
      ['near-duplicate-name', 'warning'],
    ]);
  });
});

describe('下拉填充造成的数字递增', () => {
  const drag = (names: string[]): string[] => rules(across(names.map((name) => named(name))));
  test('相邻各行名称只是末尾或者中间的数字递增', () => {
    expect(drag(['企业信息1', '企业信息2', '企业信息3'])).toEqual(Array(3).fill('drag-filled-name'));
    expect(drag(['第9批次名单', '第10批次名单'])).toEqual(Array(2).fill('drag-filled-name'));
    expect(drag(['Ａ１表', 'Ａ２表'])).toEqual(Array(2).fill('drag-filled-name'));
  });
  test('年份不同、数字不连续、文字也不同的不算', () => {
    expect(drag(['2023年预算', '2024年预算', '2025年预算'])).toEqual([]);
    expect(drag(['企业信息1', '企业信息5'])).toEqual([]);
    expect(drag(['企业信息1', '个体信息2'])).toEqual([]);
    expect(drag(['1类2级', '2类3级'])).toEqual([]);
  });
  test('只有两条且摘要不同的不算，三条以上不看摘要', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, i) => named(`应急预案${i + 1}`, { summary: '甲乙丙'[i]! }));
    expect(across(rows(2))).toEqual([]);
    expect(rules(across(rows(3)))).toEqual(Array(3).fill('drag-filled-name'));
  });
  test('摘要里的数字跟着递增的，仍算相同', () => {
    const rows = [1, 2].map((n) => named(`企业信息${n}`, { summary: `企业信息${n}的摘要` }));
    expect(rules(across(rows))).toEqual(Array(2).fill('drag-filled-name'));
  });
  test('同名同处室同摘要而代码依次递增的，另提示代码可能被下拉', () => {
    const rows = [1, 2, 3].map((n) => named('企业信息', { code: `307021/00000${n}` }));
    const found = across(rows).filter(({ rule }) => rule === 'drag-filled-code');
    expect(found.map(({ field, severity }) => [field, severity])).toEqual(Array(3).fill(['code', 'warning']));
  });
  test('不同名称的代码正常递增，不提示', () => {
    const rows = ['甲', '乙', '丙'].map((name, n) => named(`${name}表`, { code: `307021/00000${n}` }));
    expect(across(rows)).toEqual([]);
  });
});

describe('改一条，只重新校验与它有关的', () => {
  test('改名以后，原来的重复对象和新的重复对象都要重新校验，其余不动', () => {
    const rows = [named('甲表'), named('甲表'), named('乙表'), named('丙表')];
    const index = createCatalogueIndex();
    for (const row of rows) setEntry(index, row);
    expect(checkAcross(index, shaanxi).map((finding) => finding.entry.id)).toEqual([
      rows[0]!.id,
      rows[1]!.id,
    ]);
    const touched = changeEntry(index, rows[1]!.id, { ...rows[1]!, name: '乙表' });
    expect([...touched].sort()).toEqual([rows[0]!.id, rows[1]!.id, rows[2]!.id].sort());
    expect(checkAcross(index, shaanxi, touched).map((finding) => finding.entry.name)).toEqual([
      '乙表',
      '乙表',
    ]);
  });

  test('删除一条以后，与它重复的不再有问题', () => {
    const rows = [named('甲表'), named('甲表')];
    const index = createCatalogueIndex();
    for (const row of rows) setEntry(index, row);
    const touched = changeEntry(index, rows[0]!.id, null);
    expect([...touched]).toEqual([rows[1]!.id]);
    expect(checkAcross(index, shaanxi)).toEqual([]);
    const held = (): number[] =>
      [
        index.codes,
        ...[...index.owners.values()].flatMap((owner) => Object.values(owner) as Map<string, unknown>[]),
      ]
        .map(({ size }) => size)
        .filter((size) => size > 0);
    expect(held()).not.toEqual([]);
    changeEntry(index, rows[1]!.id, null);
    expect([index.entries.size, held()]).toEqual([0, []]);
  });

  test('逐条增改的结果与从头校验一致', () => {
    const rows = ['甲1', '甲2', '甲3', '乙', '乙 ', '丙'].map((name) => named(name));
    const index = createCatalogueIndex();
    for (const row of rows) setEntry(index, row);
    const changed = [
      rows[0]!,
      { ...rows[1]!, name: '丙' },
      rows[2]!,
      { ...rows[3]!, code: rows[5]!.code },
      rows[4]!,
      rows[5]!,
    ];
    changeEntry(index, changed[1]!.id, changed[1]!);
    changeEntry(index, changed[3]!.id, changed[3]!);
    const fresh = createCatalogueIndex();
    for (const row of changed) setEntry(fresh, row);
    const ids = changed.map(({ id }) => id);
    expect(checkAcross(index, shaanxi, ids)).toEqual(checkAcross(fresh, shaanxi, ids));
  });

  test('一条信息资源自己的问题不因其他信息资源而变', () => {
    const rows = [named('甲表', { summary: '' }), named('甲表'), named('乙表', { code: '' })];
    const together = checkCatalogue(rows, shaanxi).filter(({ rule }) => !CROSS.includes(rule));
    expect(together).toEqual(rows.flatMap((row) => checkEntry(row, shaanxi)));
  });
});

test('两万条同名和两万条数字递增的名称，不逐对比较；数字递增很长的只在开头提示一次', () => {
  // With pairs compared one by one, this would not end within the time that a test is given.
  const rows = Array.from({ length: 20_000 }, (_, i) => named(`名录${i}`, { items: [] }));
  const same = Array.from({ length: 20_000 }, () => named('同名', { items: [] }));
  const index = createCatalogueIndex();
  for (const row of [...rows, ...same]) setEntry(index, row);
  const found = checkAcross(index, shaanxi);
  // 2000 to 2099 and the other years are no run of numbers; each long run is told once, at its beginning.
  const drag = found.filter(({ rule }) => rule === 'drag-filled-name');
  expect(drag.length).toBeLessThan(10);
  expect(drag[0]!.entry.id).toBe(rows[0]!.id);
  const duplicate = found.find(({ rule }) => rule === 'duplicate-name')!;
  expect(duplicate.message).toContain('等19999条');
});

test('公开目录的79个目录：六个“个人荣誉信息”、三个“教育机构信息”', () => {
  const text = readFileSync(new URL('./real-catalogue-names.tsv', import.meta.url), 'utf8');
  const rows = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t') as [string, string]);
  expect(rows).toHaveLength(79);
  const entries = rows.map(([name, office]) => named(name, { office }));
  const duplicates = across(entries).filter(({ rule }) => rule === 'duplicate-name');
  expect(duplicates.map((finding) => finding.entry.name)).toEqual(Array(3).fill('教育机构信息'));
});
