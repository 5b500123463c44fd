import { describe, expect, test } from 'vitest';
import { check, contextOf, DEPARTMENT, entry, only, rules } from './check-support';
import { checkEntry } from '#app/jurisdictions/check-entry';

const code = (value: string): string[] =>
  rules(check(entry({ code: value }))).filter((rule) => rule.startsWith('code-'));

describe('信息资源代码：类1项2目3细目不定长，“/”，顺序码', () => {
  test.each([
    ['3070211760000002004006/000033', []],
    ['307021/1', []],
    ['101001/000001', []],
    ['', ['code-missing']],
    ['307', ['code-too-short']],
    ['3/1', ['code-too-short']],
    ['29001', ['code-too-short']],
    ['ABC-2019_001', ['code-other-form']],
    ['407021/000001', ['code-other-form']],
    ['307021001', ['code-other-form']],
    ['３０７０２１/000001', ['code-unusable']],
    ['307021 001/000001', ['code-unusable']],
    ['代码一', ['code-unusable']],
    [`307021/${'0'.repeat(60)}1`, []],
    ['A'.repeat(65), ['code-unusable']],
  ])('“%s”：%j', (value, expected) => {
    expect(code(value)).toEqual(expected);
  });

  test('没有代码的只作建议，程序可以编排；含其他字符的必须修改；过短和其他编码的需要说明', () => {
    expect(only(check(entry({ code: '' })), 'code-missing').severity).toBe('advice');
    expect(only(check(entry({ code: '代码' })), 'code-unusable').severity).toBe('error');
    expect(only(check(entry({ code: '307' })), 'code-too-short').severity).toBe('warning');
    expect(only(check(entry({ code: 'ABC-001' })), 'code-other-form').severity).toBe('warning');
  });
});

describe('资源提供方代码：GB 32100，校验不符的只要求说明', () => {
  const found = (providerCode: string): string[] =>
    rules(check(entry({ providerCode }))).filter((rule) => rule.startsWith('credit-code'));
  test.each([
    ['11430000743187451F', []],
    ['91350100M000100Y4Z', ['credit-code-form']],
    ['91350100M000100Y40', ['credit-code-check']],
    ['91350211M0000XUF46', ['credit-code-check']],
    ['30113008', ['credit-code-form']],
    ['11430000743187451f', ['credit-code-form']],
    ['11430000743187451Ｆ', ['credit-code-form']],
    ['1143000074318745IF', ['credit-code-form']],
  ])('%s：%j', (value, expected) => {
    expect(found(value)).toEqual(expected);
  });
  test('只差大小写、全角的，写出改正后的代码', () => {
    expect(only(check(entry({ providerCode: '11430000743187451ｆ' })), 'credit-code-form').fix).toBe(
      '改为11430000743187451F',
    );
  });
  test('与本部门代码不同的需要说明；部门没有设代码的不比较', () => {
    const other = entry({ providerCode: '11430000743187451F' });
    expect(only(check(other), 'provider-code-other').severity).toBe('warning');
    const unset = { ...contextOf('guide-2017'), department: { ...DEPARTMENT, creditCode: '' } };
    expect(rules(checkEntry(other, unset))).not.toContain('provider-code-other');
    expect(rules(check(entry({ providerCode: DEPARTMENT.creditCode.toLowerCase() })))).not.toContain(
      'provider-code-other',
    );
  });
});

describe('信息资源名称不能填写信息系统的名称', () => {
  test('与来源信息系统或者已登记的系统同名：必须修改', () => {
    const own = only(
      check(entry({ name: '企业信用 信息平台', sourceSystem: '企业信用信息平台' })),
      'system-name',
    );
    expect([own.severity, own.field]).toEqual(['error', 'name']);
    const known = check(entry({ name: '企业登记管理系统' }));
    expect(rules(known)).toContain('system-name');
    expect(rules(known)).not.toContain('system-like-name');
  });
  test.each([
    '不动产登记系统',
    '公共资源交易平台',
    '政府门户网站',
    '法人基础数据库',
    '不动产登记系统（新）',
    '掌上办APP',
  ])('像系统名称：%s，需要说明', (name) => {
    expect(only(check(entry({ name })), 'system-like-name').severity).toBe('warning');
  });
  test.each([
    '信息系统登记信息',
    '平台企业名录',
    '森林生态系统',
    '网站备案信息',
    '系统内人员名册',
    '数据库安全审计记录',
  ])('名称中的“系统”“平台”不误报：%s', (name) => {
    const found = rules(check(entry({ name })));
    expect(found).not.toContain('system-like-name');
    expect(found).not.toContain('system-name');
  });
  test('系统名称没有填写时，空名称不算同名', () => {
    expect(rules(check(entry({ name: '', sourceSystem: '' })))).not.toContain('system-name');
  });
});
