import { describe, expect, test } from 'vitest';
import { check, entry, errors, item, national, only, rules, shaanxi, yunnan } from './check-support';

const CONDITIONS = ['sharing-condition-missing', 'sharing-scope-missing', 'sharing-purpose-missing'];
const about = (findings: ReturnType<typeof check>): string[] =>
  rules(findings).filter((rule) => CONDITIONS.includes(rule));

describe('条例第十五条第二款：有条件共享列明共享范围、使用用途', () => {
  test('什么都没有写：共享条件、共享范围、使用用途各有一个必须修改的问题，引条例第十五条第二款', () => {
    const findings = check(entry({ sharingCondition: '' }));
    expect(about(findings)).toEqual(CONDITIONS);
    const scope = only(findings, 'sharing-scope-missing');
    expect(scope.severity).toBe('error');
    expect(scope.field).toBe('sharingScope');
    expect(scope.citation).toEqual({
      regulation: '政务数据共享条例',
      article: '第十五条第二款',
      quote: '对属于有条件共享类的政务数据，政府部门应当在政务数据目录中列明共享范围、使用用途等共享使用条件',
    });
    expect(only(findings, 'sharing-purpose-missing').field).toBe('sharingPurpose');
  });

  test.each([
    ['提供给公安、税务部门，用于核验企业身份', []],
    ['仅限公安机关使用', ['sharing-purpose-missing']],
    ['作为工作参考，用于数据校核、业务协同', ['sharing-scope-missing']],
    ['共享范围：市级各部门；使用用途：行政审批', []],
    ['供民政部门核对低保对象收入', []],
    ['全市政务部门履职需要', []],
    ['提供给市场监督管理局、行政审批局', ['sharing-purpose-missing']],
    ['提供给应急管理部门，用于应急管理', []],
    ['面向税务局，作为行政依据', []],
    ['依申请共享', ['sharing-scope-missing', 'sharing-purpose-missing']],
    ['经本部门审核同意后共享', ['sharing-scope-missing', 'sharing-purpose-missing']],
    ['需经省公安厅审批', ['sharing-scope-missing', 'sharing-purpose-missing']],
    ['向本局提出申请，办理审批手续', ['sharing-scope-missing', 'sharing-purpose-missing']],
    ['无', CONDITIONS],
    ['  ／ ', CONDITIONS],
  ])('写在共享条件里的也算列明：%s', (sharingCondition, expected) => {
    expect(about(check(entry({ sharingCondition })))).toEqual(expected);
  });

  test('共享范围、使用用途各有专栏的，以专栏为准', () => {
    expect(about(check(entry({ sharingCondition: '', sharingScope: '公安' })))).toEqual([
      'sharing-purpose-missing',
    ]);
    expect(about(check(entry({ sharingCondition: '', sharingPurpose: '核验' })))).toEqual([
      'sharing-scope-missing',
    ]);
    expect(
      about(check(entry({ sharingCondition: '', sharingScope: '甲乙', sharingPurpose: '丙丁' }))),
    ).toEqual([]);
    expect(
      about(check(entry({ sharingCondition: '依申请', sharingScope: '待补充', sharingPurpose: 'null' }))),
    ).toEqual(['sharing-scope-missing', 'sharing-purpose-missing']);
  });

  test('无条件共享、不予共享和没有填共享类型的，不问共享范围和使用用途', () => {
    for (const sharingType of ['无条件共享', '不予共享', '', '部分共享']) {
      expect(about(check(entry({ sharingType, sharingCondition: '' })))).toEqual([]);
    }
  });

  test('共享类型写成别名“有条件”“条件共享”的同样要列明', () => {
    for (const sharingType of ['有条件', '条件共享', '有条件共享类', ' 有 条件共享']) {
      expect(about(check(entry({ sharingType, sharingCondition: '' })))).toEqual(CONDITIONS);
    }
  });

  test('只有部分信息项有条件共享且没有列明的，指出是哪些信息项', () => {
    const items = [
      item({ name: '甲', sharingType: '无条件共享' }),
      item({ name: '乙', sharingType: '有条件共享' }),
      item({ name: '丙', sharingType: '有条件共享', sharingCondition: '提供给公安，用于核验' }),
    ];
    const findings = check(entry({ items, sharingCondition: '提供给公安，用于核验' }));
    expect(about(findings)).toEqual(CONDITIONS);
    expect(only(findings, 'sharing-condition-missing').item).toEqual({ id: items[1]!.id, name: '乙' });
    const scope = only(findings, 'sharing-scope-missing');
    expect(scope.item).toBeUndefined();
    expect(scope.message).toContain('信息项乙');
  });

  test('只执行条例时同样适用', () => {
    expect(about(check(entry({ sharingCondition: '' }), national))).toEqual(CONDITIONS);
  });
});

describe('条例第十五条第一款：不得擅自增设条件', () => {
  test.each([
    '提供给公安部门，用于核验，须签订数据使用合同',
    '提供给公安部门，用于核验，经分管局长同意',
    '提供给公安部门，用于核验，须来函并附介绍信',
    '提供给公安部门，用于核验，一事一议',
    '提供给公安部门，用于核验，须对等提供数据',
  ])('%s', (sharingCondition) => {
    const finding = only(check(entry({ sharingCondition })), 'own-condition');
    expect(finding.severity).toBe('warning');
    expect(finding.citation.article).toBe('第十五条第一款');
    expect(finding.fix).toContain('陕政发〔2017〕34号第四条（一）');
  });

  test('签订安全保密协议不算增设条件', () => {
    const sharingCondition = '提供给公安部门，用于核验，签订数据安全保密协议';
    expect(rules(check(entry({ sharingCondition })))).not.toContain('own-condition');
  });

  test('无条件共享写着须经同意的，需要说明；写使用要求的不提示', () => {
    const asked = entry({ sharingType: '无条件共享', sharingCondition: '须经我局同意后使用' });
    expect(only(check(asked), 'own-condition').message).toContain('无条件共享');
    const stated = entry({
      sharingType: '无条件共享',
      sharingCondition: '作为行政依据、工作参考，用于数据校核、业务协同',
    });
    expect(rules(check(stated))).not.toContain('own-condition');
    const none = entry({ sharingType: '无条件共享', sharingCondition: '无需申请和审批' });
    expect(rules(check(none))).not.toContain('own-condition');
  });
});

describe('34号文第四条（二）：无偿提供', () => {
  test.each([
    ['提供给公安部门，用于核验，须缴纳数据服务费', true],
    ['提供给公安部门，用于核验，有偿使用', true],
    ['提供给公安部门，用于核验，按次收费', true],
    ['提供给税务部门，用于核对缴纳水费情况', false],
    ['免费提供给公安部门，用于核验', false],
    ['提供给财政部门，用于核查违规收费项目', false],
    ['提供给公安部门，用于核验，不收取任何费用', false],
  ])('%s', (sharingCondition, paid) => {
    expect(rules(check(entry({ sharingCondition }), shaanxi)).includes('paid-sharing')).toBe(paid);
    expect(rules(check(entry({ sharingCondition }), national))).not.toContain('paid-sharing');
  });
});

describe('云南第十条第三款：说明设置有条件共享的理由', () => {
  test('没有理由的需要说明，写了理由的不提示，其他地方不问', () => {
    const plain = entry();
    const finding = only(check(plain, yunnan), 'conditional-reason-missing');
    expect(finding.severity).toBe('warning');
    expect(finding.citation.article).toBe('第十条第三款');
    expect(rules(check(plain, shaanxi))).not.toContain('conditional-reason-missing');
    const reasoned = entry({ sharingCondition: '涉及个人隐私，提供给公安部门，用于核验' });
    expect(rules(check(reasoned, yunnan))).not.toContain('conditional-reason-missing');
  });
});

test('照国家填报模板（27列，没有共享范围、使用用途、依据、分类分级的列）正常填写的，没有必须修改的问题', () => {
  for (const context of [national, shaanxi, yunnan]) expect(errors(check(entry(), context))).toEqual([]);
});
