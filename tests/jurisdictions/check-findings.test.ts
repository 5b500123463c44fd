import { describe, expect, test } from 'vitest';
import { checkEntry, type CheckContext } from '#app/jurisdictions/check-entry';
import type { CheckRule } from '#app/jurisdictions/checks/check-rule';
import { ITEM_FIELDS, ENTRY_FIELDS } from '#app/catalogue/entry-fields';
import {
  check,
  codeTables,
  contextOf,
  DEPARTMENT,
  entry,
  item,
  only,
  refused,
  rules,
  shaanxi,
} from './check-support';

const pack = (id: string, checks: CheckRule[]) => ({ id, name: id, checks });
const context = (...packs: CheckContext['packs']): CheckContext => ({
  packs,
  codeTables,
  department: DEPARTMENT,
  knownSystems: [],
});
const basis = (severity: 'error' | 'warning' | 'advice', article: string, ranks: string[]): CheckRule => ({
  rule: 'refusal-basis-rank',
  severity,
  article,
  quote: `${article}原文`,
  ranks,
  ignoredRanks: [],
});
const lowRank = refused({ sharingCondition: '涉及隐私，《某某市数据条例》第三条' });

describe('同一个问题只报一次', () => {
  test('几部规定要求相同的，引位阶最高的一部，其余注明“另见”', () => {
    const same = (article: string): CheckRule => ({
      rule: 'refusal-open',
      severity: 'error',
      article,
      quote: '原文',
    });
    const found = checkEntry(
      refused({ openToPublic: '是' }),
      context(pack('甲', [same('第一条')]), pack('乙', [same('第二条')])),
    );
    expect(found).toHaveLength(1);
    expect(found[0]!.citation).toEqual({ regulation: '甲', article: '第一条', quote: '原文' });
    expect(found[0]!.fix).toContain('（另见乙第二条）');
  });

  test('要求不同的分别判断：只违反一部的，只引那一部', () => {
    const packs = [
      pack('甲', [basis('error', '第一条', ['法律', '地方性法规'])]),
      pack('乙', [basis('error', '第二条', ['法律'])]),
    ];
    const found = checkEntry(lowRank, context(...packs));
    expect(found.map(({ citation, fix }) => [citation.regulation, fix.includes('另见')])).toEqual([
      ['乙', false],
    ]);
  });

  test('都违反而轻重不同的，按重的报', () => {
    const packs = [
      pack('甲', [basis('warning', '第一条', ['法律'])]),
      pack('乙', [basis('error', '第二条', ['行政法规'])]),
    ];
    const found = checkEntry(lowRank, context(...packs));
    expect(found.map(({ severity, citation }) => [severity, citation.regulation])).toEqual([['error', '乙']]);
    expect(found[0]!.fix).toContain('另见甲第一条');
  });

  test('同一规则两个不同的错误不合并', () => {
    const found = check(entry({ storedVolume: '多', sharedVolume: '少' })).filter(
      ({ rule }) => rule === 'survey-number',
    );
    expect(found.map(({ field }) => field)).toEqual(['storedVolume', 'sharedVolume']);
  });
});

test('每个问题都写明规则、条款、原文、对象、问题和改法', () => {
  const bad = entry({
    name: '登记系统',
    code: '307',
    providerCode: '30113008',
    summary: '',
    formatCategory: '纸质',
    sharingType: '不予共享',
    sharingCondition: '本局内部规定',
    openToPublic: '是',
    updateCycle: '随时看',
    publishedOn: '去年',
    storedVolume: '很多',
    items: [item({ dataType: '文字' }), item({ name: '' })],
  });
  const found = check(bad);
  expect(found.length).toBeGreaterThan(12);
  for (const finding of found) {
    expect(finding.entry).toEqual({ id: bad.id, code: bad.code, name: bad.name });
    for (const text of Object.values(finding.citation)) expect(text).not.toBe('');
    expect(finding.message.length).toBeGreaterThan(4);
    expect(finding.fix.length).toBeGreaterThan(2);
    expect(`${finding.message}${finding.fix}`).not.toMatch(/请您|抱歉|！|undefined|null/);
    if (finding.item) expect(Object.keys(ITEM_FIELDS)).toContain(finding.field);
    else expect([...Object.keys(ENTRY_FIELDS), 'items', 'dataType', 'itemClass']).toContain(finding.field);
  }
});

test('规则包没有要求的不检查；规则包为空就没有问题', () => {
  expect(checkEntry(entry({ name: '' }), context())).toEqual([]);
});

test('第六个地方只要一个规则包：虚构的某市要求写明责任人', () => {
  const checks: CheckRule[] = [
    {
      rule: 'required-field',
      severity: 'warning',
      article: '第六条',
      quote: '应当写明数据责任人',
      fields: ['extra.数据责任人'],
    },
  ];
  const sixth: CheckContext = {
    ...shaanxi,
    packs: [...contextOf('national-2025').packs, pack('某市办法', checks)],
  };
  expect(only(checkEntry(entry(), sixth), 'required-field').field).toBe('extra.数据责任人');
  expect(rules(checkEntry(entry({ extra: { 数据责任人: '李某' } }), sixth))).not.toContain('required-field');
});

test('信息项没有写的共享属性按信息资源的填写判断，写了的按信息项判断', () => {
  const inherited = entry({ sharingType: '不予共享', sharingCondition: '', items: [item(), item()] });
  expect(rules(check(inherited))).toContain('refusal-basis-missing');
  const own = entry({
    sharingType: '不予共享',
    sharingCondition: '',
    items: [item({ sharingType: '无条件共享' }), item({ sharingType: '无条件共享' })],
  });
  expect(rules(check(own))).not.toContain('refusal-basis-missing');
});

test('无条件共享的信息项不受同一信息资源中其他信息项共享条件的影响', () => {
  const items = [
    item({ sharingType: '无条件共享' }),
    item({ name: '乙', sharingType: '有条件共享', sharingCondition: '经局长同意，提供给公安，用于核验' }),
  ];
  expect(
    only(check(entry({ items, sharingCondition: '经局长同意，提供给公安，用于核验' })), 'own-condition').item
      ?.name,
  ).toBe('乙');
});
