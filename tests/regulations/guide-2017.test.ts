import { expect, test } from 'vitest';
import { demandedSteps, localTerm, packsInForce, ruleStack } from '#app/jurisdictions/rule-stack';
import { ask, dues } from './ask';
import { shippedPack, shippedPacks } from './load-resources';

test('编制指南没有时限，条例的时限照常列出', () => {
  expect(dues(ask('guide-2017', { on: '2026-11-20' }))).toEqual({
    '政务数据共享条例 catalogue-update': '2026-12-04',
  });
  expect(ask('guide-2017', { on: '2024-07-15' }).limits).toEqual([]);
});

test('编制指南的13个核心元数据都有对应的字段', () => {
  const elements = new Set(shippedPack('guide-2017').elements.map((element) => element.article));
  // 信息资源分类 is carried by the code; the other twelve have fields of their own.
  expect(elements.size).toBe(12);
});

test('陕西的规则组：条例、编制指南、34号文，依次由高到低', () => {
  const stack = ruleStack(shippedPacks(), 'shaanxi-2017');
  expect(stack.ok && stack.value.map((pack) => pack.id)).toEqual([
    'national-2025',
    'guide-2017',
    'shaanxi-2017',
  ]);
  expect(ruleStack(shippedPacks(), 'hunan-2030')).toMatchObject({
    ok: false,
    failure: { code: 'rule-pack-unknown' },
  });
});

test('条例要求的环节：送审、审核、评估、保密审查、负责人审签；地方条款并列在后', () => {
  const stack = ruleStack(shippedPacks(), 'shaanxi-2017');
  if (!stack.ok) throw new Error('no stack');
  const steps = demandedSteps(stack.value);
  expect(steps.map((step) => step.step)).toEqual(['submit', 'approve', 'assess', 'clear', 'consent']);
  const clear = steps.find((step) => step.step === 'clear')!;
  expect(clear.citations.map((citation) => citation.regulation)).toEqual([
    '政务数据共享条例',
    '陕政发〔2017〕34号',
  ]);
  expect(steps.find((step) => step.step === 'consent')!.citations[0]!.article).toBe('第十三条第一款');
  expect(localTerm(stack.value, 'provider')).toBe('提供部门');
  expect(localTerm(stack.value, 'updateCycle')).toBe('更新周期');
  expect(packsInForce(stack.value, '2024-01-01').map((pack) => pack.id)).toEqual([
    'guide-2017',
    'shaanxi-2017',
  ]);
});
