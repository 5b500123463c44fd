/** 数据长度: a number, or a number with its decimal places; what is meant beyond doubt can be mended by one press. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certainlyMended } from '#app/jurisdictions/certain-mend';
import { isLength, meantLength } from '#app/jurisdictions/checks/length-text';
import { bareNumber } from '#app/jurisdictions/checks/value-checks';
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
    ['４，０００', '4000'],
    ['1,234,567', '1234567'],
    ['10,200', '10200'],
    ['两千两百', '2200'],
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
    '10 2',
    '10 200',
    '4 000',
    '10\u00a0200',
    '10, 200',
    '10 ,200',
    '0,200',
    '1234,567',
    '1,23,456',
    '1,234.5',
    '10、200',
    '18\n2',
    '10²',
    '①',
    '二十两',
    '两',
    '一百 五十',
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

  const digits = fc.integer({ min: 0, max: 9999 }).map(String);
  const blanks = fc.constantFrom(' ', '  ', '\n', '\r\n', '\t', '\u3000', '\u00a0', ' \u200b');

  test('数字之间有空格，或许是两个数，不合成一个', () => {
    fc.assert(
      fc.property(digits, blanks, digits, (one, blank, other) => {
        for (const number of [bareNumber, meantLength]) expect(number(`${one}${blank}${other}`)).toBeNull();
      }),
    );
  });

  test('按千位加逗号的，读出来还是这个数；逗号换成空格或带空格的，或许是两个数', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_999_999 }), (number) => {
        const grouped = number.toLocaleString('en');
        for (const read of [bareNumber, meantLength]) {
          expect(read(grouped)).toBe(String(number));
          expect(read(grouped.replaceAll(',', ' '))).toBeNull();
          expect(read(grouped.replaceAll(',', ', '))).toBeNull();
        }
      }),
    );
  });

  test('上标、带圈、带括号的数字不当作数字', () => {
    const digit = '0123456789'.split('');
    const wide = '０１２３４５６７８９'.split('');
    let signs = 0;
    for (let code = 0x80; code < 0x1_f300; code++) {
      const sign = String.fromCodePoint(code);
      // Digits of other typefaces are digits; the full-width ones come from input methods.
      if (wide.includes(sign) || /^\p{Nd}$/u.test(sign)) continue;
      if (!digit.some((one) => sign.normalize('NFKC').includes(one))) continue;
      signs++;
      for (const text of [sign, `1${sign}`, `${sign}位`]) {
        expect([text, meantLength(text), bareNumber(text)]).toEqual([text, null, null]);
      }
    }
    expect(signs).toBeGreaterThan(100);
  });

  test('“两”只作百位、千位的数目', () => {
    const unit = fc.string({ unit: fc.constantFrom(...'一二三九十百千零两'), maxLength: 6 });
    fc.assert(
      fc.property(unit, unit, (before, after) => {
        const text = `${before}两${after}`;
        if (!/^[百千]/.test(after)) expect(meantLength(text)).toBeNull();
        else if (meantLength(text) !== null) {
          expect(meantLength(text)).toBe(meantLength(text.replace(/两(?=[百千])/g, '二')));
        }
      }),
    );
    expect(meantLength('两百')).toBe('200');
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
