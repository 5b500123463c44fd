import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatResourceCode,
  isFrontCode,
  parseResourceCode,
  resourceCodeState,
} from '#app/classification/resource-code';

describe('编制指南 6.3 信息资源代码', () => {
  test('平台上的实例：类3、项07、目021、细目若干位，顺序码000033', () => {
    expect(parseResourceCode('3070211760000002004006/000033')).toEqual({
      front: '3070211760000002004006',
      sequence: '000033',
      classDigit: '3',
    });
  });

  test.each([
    ['101001/000001', 'valid'],
    ['307021/1', 'valid'],
    ['3070210/0', 'valid'],
    ['30702/1', 'too-short'],
    ['407021/1', 'other-form'],
    ['307021/', 'other-form'],
    ['/000001', 'too-short'],
    ['307021-1', 'other-form'],
    ['307021/1/2', 'other-form'],
    ['', 'unusable'],
    [' 307021/1', 'unusable'],
    ['３０７０２１/1', 'unusable'],
    ['A'.repeat(64), 'other-form'],
    ['A'.repeat(65), 'unusable'],
  ])('“%s”：%s', (code, state) => {
    expect(resourceCodeState(code)).toBe(state);
  });

  test('写出的代码都能读回，顺序码至少六位', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[123]\d{5}\d{0,12}$/),
        fc.integer({ min: 1, max: 9_999_999 }),
        (front, sequence) => {
          expect(isFrontCode(front)).toBe(true);
          const code = formatResourceCode(front, sequence);
          expect(resourceCodeState(code)).toBe('valid');
          const parsed = parseResourceCode(code)!;
          expect([parsed.front, Number(parsed.sequence)]).toEqual([front, sequence]);
          expect(parsed.sequence.length).toBeGreaterThanOrEqual(6);
        },
      ),
    );
  });

  test('不是指南结构的读不出', () => {
    for (const code of ['', '307021', '0/1', '4070211/1', '307021/一'])
      expect(parseResourceCode(code)).toBeNull();
    for (const front of ['', '3070', '407021', '307021/']) expect(isFrontCode(front)).toBe(false);
  });
});
