/** 数据长度: a number, or a number with its decimal places; what is meant beyond doubt can be mended by one press. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certainlyMended } from '#app/jurisdictions/certain-mend';
import { isLength, meantLength } from '#app/jurisdictions/checks/length-text';
import { check, codeTables, entry, item, only, rules } from './check-support';

const withLengths = (...lengths: readonly string[]) =>
  entry({ items: lengths.map((dataLength) => item({ dataLength })) });

describe('数据长度只填数字', () => {
  test.each(['50', '0', '4000', '18,2', '10.2', ' 50 ', '', '　', '008', '2147483647'])(
    '可以：“%s”',
    (dataLength) => {
      expect(rules(check(withLengths(dataLength, '20')))).not.toContain('length-form');
    },
  );

  test.each([
    ['五十', '50'],
    ['一百零五', '105'],
    ['一千零一十位', '1010'],
    ['两百', '200'],
    ['十八位', '18'],
    ['５０', '50'],
    ['50位', '50'],
    ['50 个字符', '50'],
    ['１０，２', '10,2'],
    ['(10,2)', '10,2'],
    ['（50）', '50'],
    ['4,000', '4000'],
    ['/', ''],
    ['——', ''],
    ['无', ''],
  ])('“%s”需要说明，一键改为“%s”', (dataLength, meant) => {
    const subject = withLengths(dataLength, '20');
    const finding = only(check(subject), 'length-form');
    expect([finding.severity, finding.field, finding.item?.id]).toEqual([
      'warning',
      'dataLength',
      subject.items[0]!.id,
    ]);
    expect(finding.message).toContain(`数据长度“${dataLength}”不是数字`);
    expect(finding.fix).toContain(meant === '' ? '留空' : `改为${meant}`);
    const mended = certainlyMended(subject, finding, codeTables);
    expect(mended?.items.map((one) => one.dataLength)).toEqual([meant, '20']);
    expect(rules(check(mended!))).not.toContain('length-form');
  });

  test.each([
    '50汉字',
    '100字节',
    '约50',
    '一百五',
    '2,50',
    '1e3',
    '-5',
    'varchar(50)',
    '同上',
    '不限',
    '10-20',
    '五〇',
  ])('“%s”指不准是多少，不代为改写', (dataLength) => {
    const subject = withLengths(dataLength, '20');
    const finding = only(check(subject), 'length-form');
    expect(finding.fix).toContain('只填数字');
    expect(certainlyMended(subject, finding, codeTables)).toBeNull();
  });

  test.each(['-3', '－3', '−10,2'])('“%s”说明长度不能为负，不代为改写', (dataLength) => {
    const subject = withLengths(dataLength);
    const finding = only(check(subject), 'length-form');
    expect(finding.message).toContain('不能为负');
    expect(certainlyMended(subject, finding, codeTables)).toBeNull();
  });

  test('全部信息项同一个写法只报一次，一键改全部', () => {
    const subject = withLengths('50位', '50位', '50位');
    const finding = only(check(subject), 'length-form');
    expect([finding.item, finding.message.includes('全部3个信息项')]).toEqual([undefined, true]);
    expect(certainlyMended(subject, finding, codeTables)?.items.map((one) => one.dataLength)).toEqual([
      '50',
      '50',
      '50',
    ]);
  });
});

describe('不论写成什么', () => {
  test('改过的一定合格，合格的不改，再看一遍不变', () => {
    const marks = fc.constantFrom(...'0123456789０５，,.．()（）位个字符一二十百千零两/—- \u200b');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: marks, maxLength: 8 }), fc.string()), (text) => {
        const meant = meantLength(text);
        if (meant !== null && meant !== '') expect(isLength(meant)).toBe(true);
        if (isLength(text)) expect(meant).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test('数字写成全角、带单位、加括号，读出来还是这个数', () => {
    const wide = (text: string): string =>
      text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    const lengths = fc
      .tuple(fc.integer({ min: 1, max: 99_999 }), fc.option(fc.integer({ min: 0, max: 9 })))
      .filter(([digits, places]) => places === null || places <= digits)
      .map(([digits, places]) => (places === null ? `${digits}` : `${digits},${places}`));
    const ways = fc.constantFrom<(text: string) => string>(
      wide,
      (text) => `${text}位`,
      (text) => `（${text}）`,
      (text) => ` ${wide(text)}个字符`,
    );
    fc.assert(
      fc.property(lengths, ways, (text, way) => {
        expect(meantLength(way(text))).toBe(text);
      }),
    );
  });

  test('汉字数目按位逐个读出', () => {
    const digit = '零一二三四五六七八九';
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (a, b) => {
        expect(meantLength(`${digit[a]}百${digit[b]}十`)).toBe(`${a}${b}0`);
        expect(meantLength(`${digit[a]}百零${digit[b]}`)).toBe(`${a}0${b}`);
        expect(meantLength(`${digit[a]}千${digit[b]}百`)).toBe(`${a}${b}00`);
        expect(meantLength(`${digit[a]}百${digit[b]}`)).toBeNull();
        expect(meantLength(`十${digit[b]}`)).toBe(`1${b}`);
      }),
    );
  });
});
