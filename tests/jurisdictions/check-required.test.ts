import { describe, expect, test } from 'vitest';
import { check, entry, errors, item, national, only, refused, rules, shaanxi } from './check-support';

describe('条例第十三条第二款和指南核心元数据：应当填写的内容', () => {
  test.each([
    ['name', '条例'],
    ['provider', '条例'],
    ['formatCategory', '条例'],
    ['updateCycle', '条例'],
    ['sharingType', '条例'],
    ['modeCategory', '条例'],
    ['providerCode', '指南'],
    ['summary', '指南'],
    ['openToPublic', '指南'],
  ] as const)('%s 没有填写：必须修改（%s）', (field, source) => {
    const findings = check(entry({ [field]: ' \u3000\u200b' })).filter(
      ({ rule }) => rule === 'required-field',
    );
    expect(findings.map(({ field: found, severity }) => [found, severity])).toEqual([[field, 'error']]);
    const [finding] = findings;
    expect(finding!.citation.regulation).toBe(
      source === '条例' ? '政务数据共享条例' : '政务信息资源目录编制指南（试行）',
    );
    expect(finding!.message).toContain('没有填写');
  });

  test('条例和指南都要求的只报一次，引条例，并注明另见指南', () => {
    const finding = only(check(entry({ updateCycle: '' })), 'required-field');
    expect(finding.citation.article).toBe('第十三条第二款');
    expect(finding.fix).toContain('另见政务信息资源目录编制指南（试行）核心元数据：更新周期');
  });

  test('格式类型没有填写必须修改，自描述格式除外', () => {
    expect(errors(check(entry({ formatType: '' })))).toEqual(['format-type-missing']);
    expect(
      errors(
        check(
          entry({ formatCategory: '自描述格式', formatType: '', formatOther: '三维模型', modeType: '文件' }),
        ),
      ),
    ).toEqual([]);
  });

  test('部分信息项没有填更新周期的，指出是哪个信息项', () => {
    const items = [item({ updateCycle: '每日' }), item({ name: '住所', updateCycle: '' })];
    expect(only(check(entry({ items })), 'required-field').item?.name).toBe('住所');
  });

  test('共享方式只问可以共享的', () => {
    expect(errors(check(entry({ modeCategory: '', modeType: '' })))).toEqual(['required-field']);
    expect(errors(check(refused({ modeCategory: '', modeType: '' })))).toEqual([]);
  });
});

describe('条例第十三条第二款：数据项', () => {
  test('数据库、电子表格没有列出信息项：必须修改；其他格式：需要说明', () => {
    expect(only(check(entry({ items: [] })), 'items-missing').severity).toBe('error');
    const book = entry({ formatCategory: '电子表格', formatType: 'xlsx', modeType: '文件', items: [] });
    expect(only(check(book, national), 'items-missing').severity).toBe('error');
    const paper = entry({ formatCategory: '电子文件', formatType: 'pdf', modeType: '文件', items: [] });
    expect(only(check(paper), 'items-missing').severity).toBe('warning');
    expect(errors(check(paper))).toEqual([]);
  });

  test('信息项名称、数据类型没有填写', () => {
    const unnamed = item({ name: ' ' });
    const findings = check(entry({ items: [item(), unnamed] }));
    expect(only(findings, 'item-name-missing').item?.id).toBe(unnamed.id);
    expect(only(findings, 'item-name-missing').citation.article).toBe('第十三条第二款');
    const untyped = entry({ items: [item(), item({ name: '住所', dataType: '' })] });
    expect(only(check(untyped), 'item-type-missing').item?.name).toBe('住所');
  });

  test('同一信息资源内信息项重复，空格、全角半角不同也算', () => {
    const items = [
      item({ name: '企业名称' }),
      item({ name: '住所' }),
      item({ name: '企业 名称' }),
      item({ name: 'ＡＢＣ' }),
      item({ name: 'abc' }),
    ];
    const findings = check(entry({ items })).filter(({ rule }) => rule === 'item-duplicate');
    expect(findings.map((finding) => finding.item?.name)).toEqual(['企业 名称', 'abc']);
    expect(findings[0]!.message).toContain('第1个信息项');
    expect(findings[0]!.severity).toBe('warning');
  });
});

describe('条例第十三条第二款：数据分类分级（填报模板没有这一列，只要求说明）', () => {
  test('没有写明的需要说明，信息资源写明或者各信息项写明的不提示', () => {
    const finding = only(check(entry()), 'grading-missing');
    expect([finding.severity, finding.item]).toEqual(['warning', undefined]);
    expect(rules(check(entry({ grading: '一般数据' })))).not.toContain('grading-missing');
    expect(rules(check(entry({ items: [item({ grading: '1级' })] })))).not.toContain('grading-missing');
  });
  test('部分信息项写明的，指出其余的', () => {
    const items = [item({ grading: '1级' }), item({ name: '住所' })];
    expect(only(check(entry({ items }), shaanxi), 'grading-missing').item?.name).toBe('住所');
  });
});
