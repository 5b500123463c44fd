import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  creditCodeCheckCharacter,
  creditCodeState,
  organisationCheckCharacter,
} from '#app/classification/credit-code';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('GB 32100-2015 统一社会信用代码', () => {
  test.each([
    '11430000743187451F',
    '12320100671322000Q',
    '11320000MB151840XJ',
    '91512081MA62K0260E',
    '91330203674737244W',
  ])('实际代码 %s 两位校验码都相符', (code) => {
    expect(creditCodeState(code)).toBe('valid');
  });

  test('标准的算例：91350100M000100Y4 的校验码是3（Σ=1640）', () => {
    expect(creditCodeCheckCharacter('91350100M000100Y4')).toBe('3');
  });

  test.each(['91350211M0000XUF46', '91350100M0001TGQXM'])('实际存在校验不符的代码：%s', (code) => {
    expect(['wrong-check-digit', 'wrong-body-check-digit']).toContain(creditCodeState(code));
  });

  test.each([
    '',
    '11430000743187451',
    '11430000743187451FF',
    '1143000074318745IF',
    '1143000074318745OF',
    '11430000743187451f',
    '１１430000743187451F',
    '11A30000743187451F',
    '30113008',
  ])('格式不对：“%s”', (code) => {
    expect(creditCodeState(code)).toBe('wrong-form');
  });

  test('主体标识码的校验码（GB 11714）不符而末位相符的，另行区分', () => {
    const body = '1143000074318745';
    const wrong = `${body}2`;
    expect(organisationCheckCharacter('74318745')).toBe('1');
    expect(creditCodeState(wrong + creditCodeCheckCharacter(wrong))).toBe('wrong-body-check-digit');
  });

  test('GB 11714：余数10写X，11写0', () => {
    const characters = new Set(
      Array.from({ length: 200 }, (_, i) => organisationCheckCharacter(String(10_000_000 + i * 37))),
    );
    expect(characters.has('X')).toBe(true);
    expect(characters.has('0')).toBe(true);
  });

  test('前17位任意一位写错，校验码都会不符', () => {
    const place = fc.nat(16);
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{9}$/),
        place,
        fc.nat(29),
        (body, at, shift) => {
          const other = ALPHABET[(ALPHABET.indexOf(body[at]!) + 1 + shift) % 31]!;
          const changed = body.slice(0, at) + other + body.slice(at + 1);
          expect(creditCodeCheckCharacter(changed)).not.toBe(creditCodeCheckCharacter(body));
        },
      ),
    );
  });
});
