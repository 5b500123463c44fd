import { describe, expect, test } from 'vitest';
import { SURVEY_KEYS } from '#app/catalogue/entry-fields';
import { certainlyMended } from '#app/jurisdictions/certain-mend';
import { check, codeTables, contextOf, entry, errors, item, only, rules, shaanxi } from './check-support';
import { checkEntry } from '#app/jurisdictions/check-entry';

describe('取值只能从列表中选取，不认识的值保留并指出', () => {
  test('数据类型不在列表内：必须修改，写明原值和相近的值', () => {
    const items = [item(), item({ name: '住所', dataType: '字符形C' })];
    const finding = only(check(entry({ items })), 'value-list');
    expect([finding.severity, finding.field, finding.item?.name]).toEqual(['error', 'dataType', '住所']);
    expect(finding.message).toContain('“字符形C”');
    expect(finding.fix).toContain('字符型C');
  });

  test.each([
    '字符型C',
    '字符型 C',
    '字符串型C',
    '字符型',
    'C',
    'ｃ',
    'VARCHAR',
    'varchar2',
    '日期',
    'Datetime',
    '布尔型',
    '整数',
    'double',
  ])('各系统的不同写法都认得：%s', (dataType) => {
    expect(rules(check(entry({ items: [item({ dataType })] })))).not.toContain('value-list');
  });

  test.each(['1', '2', '3', '部分共享', '公开'])('共享类型不按数字认，也不猜：%s', (sharingType) => {
    const finding = only(check(entry({ sharingType })), 'value-list');
    expect([finding.severity, finding.field]).toEqual(['error', 'sharingType']);
    expect(finding.citation.article).toBe('第十四条');
    expect(finding.fix).toContain('可选：无条件共享、有条件共享、不予共享');
  });

  test.each([
    ['formatCategory', '纸质', 'error'],
    ['updateCycle', '每旬', 'error'],
    ['openToPublic', '看情况', 'error'],
    ['modeType', '微信', 'error'],
    ['formatType', 'docz', 'warning'],
    ['modeCategory', '飞鸽传书', 'warning'],
  ] as const)('%s 填“%s”：%s', (field, value, severity) => {
    const findings = check(entry({ [field]: value })).filter(({ rule }) => rule === 'value-list');
    expect(findings.map((finding) => [finding.field, finding.severity])).toEqual([[field, severity]]);
  });

  test('一格写几种格式类型的逐个认', () => {
    expect(rules(check(entry({ formatType: 'oracle、sql server' })))).not.toContain('value-list');
    expect(only(check(entry({ formatType: 'oracle、宝典' })), 'value-list').message).toContain('宝典');
  });

  test('全部信息项同一个错误值只报一次；只有部分信息项错的逐项报', () => {
    const wrong = (count: number) =>
      Array.from({ length: count }, (_, i) => item({ name: `甲${i}`, dataType: '文字' }));
    const all = only(check(entry({ items: wrong(26) })), 'value-list');
    expect(all.item).toBeUndefined();
    expect(all.message).toContain('涉及全部26个信息项');
    const some = check(entry({ items: [...wrong(5), item()] })).filter(({ rule }) => rule === 'value-list');
    expect(some.map((finding) => finding.item?.name)).toEqual(['甲0', '甲1', '甲2', '甲3', '甲4']);
    const many = only(check(entry({ items: [...wrong(200), item()] })), 'value-list');
    expect(many.message).toContain('甲0、甲1、甲2等200个信息项');
  });

  test('没有代码表的字段不判断', () => {
    const context = { ...shaanxi, codeTables: {} };
    expect(rules(checkEntry(entry({ sharingType: '随便', updateCycle: '随便' }), context))).not.toContain(
      'value-list',
    );
  });
});

describe('库中已有的别名：指出列表中的写法，一键改正', () => {
  test.each([
    ['sharingType', '有条件', '有条件共享'],
    ['openToPublic', '不开放', '否'],
    ['updateCycle', '每天', '每日'],
    ['modeType', 'API', '接口'],
    ['formatCategory', '数据库类', '数据库'],
  ] as const)('%s 填“%s”', (field, alias, listed) => {
    const subject = entry({ [field]: alias });
    const finding = only(check(subject), 'value-alias');
    expect([finding.severity, finding.field, finding.fix]).toEqual(['warning', field, `改为${listed}`]);
    expect(finding.message).toContain(`“${alias}”在列表中写作“${listed}”`);
    const mended = certainlyMended(subject, finding, codeTables)!;
    expect(mended[field]).toBe(listed);
    expect(rules(check(mended))).not.toContain('value-alias');
  });

  test('逐项指出，只改那一项，资源的共享类型随之汇总；列表中的写法和不认识的写法都不算别名', () => {
    const items = [item({ sharingType: '无条件共享' }), item({ sharingType: '有条件' })];
    const subject = entry({ sharingType: '有条件', items });
    const finding = only(check(subject), 'value-alias');
    const mended = certainlyMended(subject, finding, codeTables)!;
    expect(mended.items.map(({ sharingType }) => sharingType)).toEqual(['无条件共享', '有条件共享']);
    expect(mended.sharingType).toBe('有条件共享');
    const typed = entry({ items: [item({ dataType: 'varchar' }), item({ dataType: '文字' })] });
    const found = check(typed).filter(({ field }) => field === 'dataType');
    expect(found.map(({ rule, item: about }) => [rule, about?.id])).toEqual([
      ['value-list', typed.items[1]!.id],
      ['value-alias', typed.items[0]!.id],
    ]);
    const varchar = found.find(({ rule }) => rule === 'value-alias')!;
    expect(certainlyMended(typed, varchar, codeTables)?.items.map(({ dataType }) => dataType)).toEqual([
      '字符型C',
      '文字',
    ]);
  });
});

describe('大普查六项只填数字，没有掌握的填0', () => {
  test.each(['0', '12', '12.5', ' 3 ', '0.001', '100000'])('可以：“%s”', (storedVolume) => {
    expect(rules(check(entry({ storedVolume })))).not.toContain('survey-number');
  });
  test.each([
    ['12G', '改为12'],
    ['1,234.5', '改为1234.5'],
    ['１２', '改为12'],
    ['3万', '改为3'],
    ['五十', '改为50'],
    ['-1', '没有掌握的填0'],
    ['约12', '没有掌握的填0'],
    ['12.', '没有掌握的填0'],
    ['1.2.3', '没有掌握的填0'],
    ['无', '没有掌握的填0'],
    ['500条', '没有掌握的填0'],
    ['1e3', '没有掌握的填0'],
  ])('必须修改：“%s”，%s', (structuredRecords, fix) => {
    const finding = only(check(entry({ structuredRecords })), 'survey-number');
    expect([finding.severity, finding.field]).toEqual(['error', 'structuredRecords']);
    expect(finding.fix).toContain(fix);
  });
  test('负数说明不能为负', () => {
    expect(only(check(entry({ structuredRecords: '－1' })), 'survey-number').message).toContain('不能为负');
  });
  test('空着的只作建议，六项一并提示', () => {
    const blank = Object.fromEntries(SURVEY_KEYS.map((key) => [key, '']));
    const finding = only(check(entry(blank)), 'survey-blank');
    expect([finding.severity, finding.message]).toEqual(['advice', '信息资源大普查六项没有填写']);
    expect(errors(check(entry(blank)))).toEqual([]);
  });
  test('已共享的大于总量：需要说明', () => {
    expect(only(check(entry({ storedVolume: '9', sharedVolume: '10' })), 'survey-inconsistent').field).toBe(
      'sharedVolume',
    );
    expect(rules(check(entry({ storedVolume: '10', sharedVolume: '9' })))).not.toContain(
      'survey-inconsistent',
    );
  });
});

describe('发布日期', () => {
  test.each([
    '2025-09-01',
    '2025/9/1',
    '2025.9.1',
    '2025年9月1日',
    '20250901',
    '2025-09-01 00:00:00',
    '2024-02-29',
    '',
  ])('可以：“%s”', (publishedOn) => {
    expect(rules(check(entry({ publishedOn })))).not.toContain('date-form');
  });
  test.each(['2025-13-01', '2025-02-29', '2025年', '去年', '45678', '2025-9', '2025-09-01-02', '2025/09-01'])(
    '必须修改：“%s”',
    (publishedOn) => {
      const finding = only(check(entry({ publishedOn })), 'date-form');
      expect([finding.severity, finding.field]).toEqual(['error', 'publishedOn']);
    },
  );
  test.each([
    ['2026-02-30', '2026年2月没有30日'],
    ['2025年2月29日', '2025年2月没有29日'],
    ['20260431', '2026年4月没有31日'],
    ['2025-13-01', '一年没有13月'],
    ['2026/1/0', '2026年1月没有0日'],
  ])('“%s”：%s', (publishedOn, why) => {
    const { message } = only(check(entry({ publishedOn })), 'date-form');
    expect(message).toBe(`发布日期“${publishedOn}”不存在，${why}（涉及全部3个信息项）`);
  });
  test('一年以后和建国以前的日期需要说明；没有今天的日期就不比较', () => {
    expect(only(check(entry({ publishedOn: '2062-09-01' })), 'date-implausible').severity).toBe('warning');
    expect(rules(check(entry({ publishedOn: '2027-03-02' })))).not.toContain('date-implausible');
    expect(rules(check(entry({ publishedOn: '2027-03-03' })))).toContain('date-implausible');
    expect(rules(check(entry({ publishedOn: '1900-01-01' })))).toContain('date-implausible');
    const { today: _today, ...timeless } = contextOf('guide-2017');
    expect(rules(checkEntry(entry({ publishedOn: '2062-09-01' }), timeless))).not.toContain(
      'date-implausible',
    );
  });
});

describe('占位文字不算填写', () => {
  test.each(['null', '无', '—', '测试', '测试1', 'xxx', '111', 'N/A', '……', '待补充'])(
    '摘要填“%s”',
    (summary) => {
      const finding = only(check(entry({ summary })), 'placeholder');
      expect([finding.severity, finding.field]).toEqual(['warning', 'summary']);
    },
  );
  test.each(['软件测试机构信息', '无障碍设施信息', '12345热线诉求', '测试用表计量信息'])(
    '不误报：%s',
    (name) => {
      expect(rules(check(entry({ name })))).not.toContain('placeholder');
    },
  );
  test('信息项名称填占位文字的，指出信息项', () => {
    const items = [item({ name: '名称' }), item({ name: '无' })];
    expect(only(check(entry({ items })), 'placeholder').item?.name).toBe('无');
  });
});

test('超过字段长度的需要说明', () => {
  const finding = only(check(entry({ name: '名'.repeat(501) })), 'text-too-long');
  expect([finding.field, finding.severity]).toEqual(['name', 'warning']);
  expect(rules(check(entry({ name: '名'.repeat(500) })))).not.toContain('text-too-long');
});
