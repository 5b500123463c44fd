import { describe, expect, test } from 'vitest';
import { isIdentityNumber } from '#app/classification/identity-number';
import { emptyItem } from '#app/catalogue/entry';
import { ENTRY_FIELDS, ITEM_FIELDS } from '#app/catalogue/entry-fields';
import type { SecrecyList } from '#app/jurisdictions/secrecy/secrecy-list';
import { secrecyFindings } from '#app/jurisdictions/secrecy/secrecy-findings';
import { secrecyMarks } from '#app/jurisdictions/secrecy/secrecy-marks';
import { openSecrecyMarks, settleFindings, toldBy } from '#app/jurisdictions/settlement';
import { loadResources } from '#app/operations/resources';
import { RESOURCES } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';

const { secrecyList: preset } = await loadResources(RESOURCES);
const found = (summary: string, list: SecrecyList = preset): readonly string[] =>
  secrecyMarks(sampleEntry({ summary }), list).flatMap((mark) => mark.found);

describe('the preset rings at 密级 marks, numbers of persons and telephone numbers', () => {
  test.each([
    ['秘密★5年', '秘密'],
    ['本表密级为机密', '机密'],
    ['绝 密', '绝密'],
    ['机\u200b密', '机密'],
    ['涉及国家秘密的台账', '秘密'],
    ['内部资料，注意保存', '内部资料'],
    ['样例 11010519491231002X 王某', '公民身份号码110…2X'],
    ['样例１１０１０５１９４９１２３１００２Ｘ', '公民身份号码110…2X'],
    ['值班电话13912345678', '电话号码139…78'],
    ['值班电话010-62345678', '电话号码010…78'],
  ])('%s', (summary, mark) => expect(found(summary)).toEqual([mark]));
});

describe('ordinary words and other numbers do not ring', () => {
  test.each([
    '商业秘密保护名录',
    '商业机密、技术秘密',
    '市政府秘书处、秘书长、秘书科',
    '国家保密局、市保密办',
    '依据《中华人民共和国保守国家秘密法》',
    '本资源不涉及国家秘密，不涉及工作秘密，为非涉密信息',
    '信息系统机密性要求',
    '统一社会信用代码11430000743187451F',
    '文号20251231000012345678，面积139123.45678',
    '110105194912310021',
  ])('%s', (summary) => expect(found(summary)).toEqual([]));

  test('a column for telephone numbers may hold one, another column may not', () => {
    const entry = sampleEntry({ extra: { 联系电话: '13912345678', 备注: '13912345678' } });
    expect(secrecyMarks(entry, preset).map(({ field }) => field)).toEqual(['extra.备注']);
  });
});

describe('fields that are filled by a choice, a code or a number', () => {
  test.each([
    ['formatType', { formatType: '绝密资料' }],
    ['providerCode', { providerCode: '机密' }],
    ['code', { code: '307999/秘密' }],
    ['storedVolume', { storedVolume: '绝密' }],
    ['formerCodes', { formerCodes: ['307999/秘密'] }],
  ])('%s: a word typed in its place rings like any other', (field, changes) => {
    expect(secrecyMarks(sampleEntry(changes), preset).map((mark) => mark.field)).toEqual([field]);
  });

  test('no value that a code table offers rings, nor a code of digits alone', async () => {
    const { codeTables } = await loadResources(RESOURCES);
    const used = [...Object.values(ENTRY_FIELDS), ...Object.values(ITEM_FIELDS)].flatMap((field) =>
      'codeTable' in field ? [field.codeTable] : [],
    );
    const labels = [...new Set(used)].flatMap((table) =>
      codeTables[table]!.values.flatMap(({ label, aliases }) => [label, ...aliases]),
    );
    expect(labels.length).toBeGreaterThan(50);
    const ringing = labels.filter(
      (label) => secrecyMarks(sampleEntry({ formatType: label }), preset).length > 0,
    );
    expect(ringing).toEqual([]);
    expect(secrecyMarks(sampleEntry({ providerCode: '11010519491231002X' }), preset)).toEqual([]);
  });

  test('an item is looked at in the same way', () => {
    const entry = sampleEntry({});
    const items = [{ ...entry.items[0]!, dataType: '内部资料' }];
    expect(secrecyMarks({ ...entry, items }, preset)).toMatchObject([
      { field: 'dataType', item: { id: items[0]!.id } },
    ]);
  });
});

test('an exception excuses only what lies inside it', () => {
  expect(found('商业秘密和国家秘密')).toEqual(['秘密']);
  expect(found('商业秘密')).toEqual([]);
});

test('a word of the department’s own: # is a digit, * a few characters of the same clause, all else is literal', () => {
  const own = { ...preset, words: ['内密##号', '不*公开', '(内)'], exceptions: ['不宜公开'] };
  expect(found('内密12号', own)).toEqual(['内密12号']);
  expect(found('内密1号', own)).toEqual([]);
  expect(found('不得对外公开', own)).toEqual(['不得对外公开']);
  expect(found('不宜公开', own)).toEqual([]);
  expect(found('不涉及。可以公开', own)).toEqual([]);
  expect(found('（内）', own)).toEqual(['(内)']);
});

test('GB 11643: check character, birth date and form decide whether a number is one of a person', () => {
  expect(isIdentityNumber('11010519491231002X')).toBe(true);
  expect(isIdentityNumber('11010519491231002x')).toBe(true);
  expect(isIdentityNumber('110105194912310020')).toBe(false);
  expect(isIdentityNumber('110105194902300028')).toBe(false);
  expect(isIdentityNumber('11010519491231')).toBe(false);
});

describe('a settlement is for one finding about one text', () => {
  const gate = {
    list: preset,
    citation: { regulation: '条例', article: '第二条', quote: '但不包括属于国家秘密、工作秘密的数据' },
  };
  const entry = sampleEntry({ summary: '绝密事项清单' });
  const [finding] = secrecyFindings(entry, gate);
  const settlement = {
    rule: finding!.rule,
    field: finding!.field,
    item: '',
    told: toldBy(entry, finding!),
    reason: '仅为名称',
    by: '赵某',
    on: '2026-11-21',
  };

  test('the mark is cleared while the text stays, and open again as soon as it is written otherwise', () => {
    expect(openSecrecyMarks(settleFindings(entry, [finding!], [settlement]))).toEqual([]);
    const changed = { ...entry, summary: '绝密事项清单（续）' };
    const again = settleFindings(changed, secrecyFindings(changed, gate), [settlement]);
    expect(openSecrecyMarks(again)).toHaveLength(1);
  });

  test('a change behind what the message quotes counts as well', () => {
    const long = { ...entry, summary: `绝密${'甲'.repeat(100)}` };
    const [first] = secrecyFindings(long, gate);
    const cleared = { ...settlement, told: toldBy(long, first!) };
    const changed = { ...entry, summary: `绝密${'甲'.repeat(99)}乙` };
    expect(secrecyFindings(changed, gate)[0]!.message).toBe(first!.message);
    expect(openSecrecyMarks(settleFindings(changed, secrecyFindings(changed, gate), [cleared]))).toHaveLength(
      1,
    );
  });

  test('必须修改 is never settled', () => {
    const error = { ...finding!, severity: 'error' as const };
    expect(settleFindings(entry, [error], [settlement])[0]!.settled).toBeUndefined();
  });
});

test('an item is named with its mark, and the number itself is not repeated in the message', () => {
  const entry = sampleEntry({ items: [{ ...emptyItem('i1'), name: '证件11010519491231002X' }] });
  const [finding] = secrecyFindings(entry, {
    list: preset,
    citation: { regulation: '', article: '', quote: '' },
  });
  expect(finding!.item).toEqual({ id: 'i1', name: '证件11010519491231002X' });
  expect(finding!.message).not.toContain('19491231');
});
