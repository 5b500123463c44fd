import { describe, expect, test } from 'vitest';
import { check, entry, item, national, only, rules, shaanxi, yunnan } from './check-support';

const base = (items = [item()], code = '101001001/000001') => entry({ name: '人口基础信息', code, items });

describe('34号文第十四条（二）：基础信息项无条件共享，业务信息项不要求', () => {
  test('逐个信息项看：只有填为有条件共享的基础信息项有问题', () => {
    const items = [
      item({ name: '姓名', itemClass: '基础信息项', sharingType: '无条件共享' }),
      item({
        name: '公民身份号码',
        itemClass: '基础信息项',
        sharingType: '有条件共享',
        sharingCondition: '提供给公安，用于核验',
      }),
      item({
        name: '从业状况',
        itemClass: '业务信息项',
        sharingType: '有条件共享',
        sharingCondition: '提供给公安，用于核验',
      }),
    ];
    const findings = check(base(items));
    const finding = only(findings, 'base-item-sharing');
    expect(finding.severity).toBe('error');
    expect(finding.item?.name).toBe('公民身份号码');
    expect(finding.field).toBe('sharingType');
    expect(finding.citation.regulation).toBe('陕政发〔2017〕34号');
    expect(finding.citation.article).toBe('第十四条（二）');
    expect(rules(findings)).not.toContain('base-item-unmarked');
  });

  test('全部信息项是同一个问题的，只报一次', () => {
    const items = Array.from({ length: 26 }, () => item({ itemClass: '基础信息项' }));
    const finding = only(check(base(items)), 'base-item-sharing');
    expect(finding.item).toBeUndefined();
    expect(finding.message).toContain('全部26个信息项');
  });

  test('不予共享的基础信息项同样有问题，别名“基础项”同样认得', () => {
    const items = [
      item({ itemClass: '基础项', sharingType: '不予共享' }),
      item({ sharingType: '无条件共享' }),
    ];
    expect(only(check(base(items)), 'base-item-sharing').message).toContain('不予共享');
  });

  test('没有区分类别的基础类信息资源：需要说明', () => {
    const finding = only(check(base()), 'base-item-unmarked');
    expect([finding.severity, finding.field]).toEqual(['warning', 'itemClass']);
    const whole = check({ ...base(), items: [] });
    expect(only(whole, 'base-item-unmarked').item).toBeUndefined();
  });

  test('部门类、主题类信息资源不适用；代码看不出类别的，按信息项类别判断', () => {
    const marked = [item({ itemClass: '基础信息项' })];
    expect(rules(check(base(marked, '307021001/000001')))).not.toContain('base-item-sharing');
    expect(rules(check(base(marked, '201001001/000001')))).not.toContain('base-item-sharing');
    expect(rules(check(base(marked, '')))).toContain('base-item-sharing');
    expect(rules(check(base([item()], '')))).not.toContain('base-item-unmarked');
  });

  test('全部无条件共享的，没有问题', () => {
    const items = [
      item({ itemClass: '基础信息项', sharingType: '无条件共享' }),
      item({ sharingType: '无条件共享' }),
    ];
    const found = rules(check(base(items)));
    expect(found).not.toContain('base-item-sharing');
    expect(found).not.toContain('base-item-unmarked');
  });

  test('条例和云南（第二十六条：视情况经脱密处理）没有这一要求', () => {
    const marked = base([item({ itemClass: '基础信息项' })]);
    for (const context of [national, yunnan])
      expect(rules(check(marked, context))).not.toContain('base-item-sharing');
    expect(rules(check(marked, shaanxi))).toContain('base-item-sharing');
  });
});
