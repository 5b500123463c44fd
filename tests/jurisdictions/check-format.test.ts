import { describe, expect, test } from 'vitest';
import { check, entry, errors, item, only, refused, rules } from './check-support';

describe('格式分类与格式类型对应', () => {
  test.each([
    ['电子表格', 'xlsx', true],
    ['电子表格类', 'XLSX', true],
    ['数据库类', 'SQL Server', true],
    ['数据库', '达梦', true],
    ['电子文件', 'doc、docx', true],
    ['图形图像类', 'jpeg', true],
    ['数据库', '其他', true],
    ['数据库', '没见过的库', true],
    ['电子文件', 'xlsx', false],
    ['数据库', 'pdf', false],
    ['电子文件', 'docx,xls', false],
    ['图形图像', 'mp4', false],
  ])('%s + %s', (formatCategory, formatType, fits) => {
    const found = check(entry({ formatCategory, formatType, modeType: '' })).filter(
      ({ rule }) => rule === 'format-mismatch',
    );
    expect(found.map(({ severity, field }) => [severity, field])).toEqual(
      fits ? [] : [['error', 'formatType']],
    );
  });
  test('指出格式类型属于哪一类，本类可选哪些', () => {
    const finding = only(
      check(entry({ formatCategory: '电子表格', formatType: 'mysql', modeType: '文件' })),
      'format-mismatch',
    );
    expect(finding.message).toBe('格式类型“mysql”属于数据库，与格式分类“电子表格”不对应');
    expect(finding.fix).toContain('电子表格可选et、xls、xlsx');
  });
  test('格式分类本身不认识的，不再判断对应', () => {
    expect(errors(check(entry({ formatCategory: '纸质', modeType: '文件' })))).toEqual(['value-list']);
  });
});

describe('自描述格式写明具体格式', () => {
  const described = (values: { formatType?: string; formatOther?: string }): boolean =>
    !rules(
      check(entry({ formatCategory: '自描述格式', formatType: '', modeType: '文件', ...values })),
    ).includes('format-description');
  test('在描述栏或者格式类型栏写明都可以', () => {
    expect(described({ formatOther: 'shp 矢量图层' })).toBe(true);
    expect(described({ formatType: '三维模型obj' })).toBe(true);
    expect(described({})).toBe(false);
    expect(described({ formatOther: '无' })).toBe(false);
    expect(described({ formatType: '自描述格式' })).toBe(false);
    expect(described({ formatType: '其他' })).toBe(false);
  });
});

describe('格式与共享方式：文件类选文件，数据库类选数据库或者接口', () => {
  test.each([
    ['电子文件', 'pdf', '文件', null],
    ['电子文件', 'pdf', '接口', 'error'],
    ['电子表格', 'xlsx', '数据库', 'error'],
    ['电子表格', 'xlsx', '文件下载', null],
    ['数据库', 'mysql', '数据库', null],
    ['数据库', 'mysql', '服务接口', null],
    ['数据库', 'mysql', '文件', 'error'],
    ['图形图像', 'jpg', '数据库', 'warning'],
    ['服务接口', '', '文件', 'warning'],
    ['自描述格式', '自有', '文件', null],
  ])('%s %s 通过平台以%s共享', (formatCategory, formatType, modeType, severity) => {
    const found = check(entry({ formatCategory, formatType, modeType })).filter(
      ({ rule }) => rule === 'mode-mismatch',
    );
    expect(found.map((finding) => finding.severity)).toEqual(severity === null ? [] : [severity]);
    for (const finding of found) expect(finding.field).toBe('modeType');
  });

  test('不通过平台的不判断，但说明为什么不通过平台（条例第三十二条）', () => {
    const findings = check(entry({ modeCategory: '邮件', modeType: '电子邮件' }));
    expect(rules(findings)).not.toContain('mode-mismatch');
    expect(rules(findings)).not.toContain('value-list');
    const finding = only(findings, 'mode-not-platform');
    expect([finding.severity, finding.citation.article]).toEqual(['warning', '第三十二条']);
  });

  test('通过平台而没有填共享方式类型：必须修改', () => {
    expect(errors(check(entry({ modeType: '' })))).toEqual(['mode-type-missing']);
    expect(errors(check(refused({ modeCategory: '共享平台方式', modeType: '' })))).toEqual([]);
  });

  test('只有部分信息项的共享方式不符的，逐项指出', () => {
    const items = [
      item({ modeType: '接口', modeCategory: '共享平台方式' }),
      item({ name: '附件', modeType: '文件', modeCategory: '平台方式' }),
    ];
    expect(only(check(entry({ items })), 'mode-mismatch').item?.name).toBe('附件');
  });
});
