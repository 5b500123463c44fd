/** Lengths of data as clerks write them. */
import { foldedNumber, withoutThousands } from './number-text';
import { remembered } from './remembered';

const DECIMALS = /^(\d+)[,.](\d{1,2})$/;
const UNIT = /(?:个?字符|位)$/;
/** A stroke in the cell of a date or a picture, which has no length. */
const STROKE = /^(?:[-‐-―_/\\]+|无)$/;
const IN_WORDS = /^[零一二三四五六七八九十百千]+$/;

/** True for a whole number, and for a number with its decimal places (10,2 or 10.2): of these there are no more than digits. */
export function isLength(text: string): boolean {
  if (/^\d+$/.test(text)) return true;
  const [, digits, places] = DECIMALS.exec(text) ?? [];
  return digits !== undefined && Number(places) <= Number(digits);
}

/**
 * The length that was evidently meant: full-width digits and blanks folded, brackets, 位 and thousands separators taken
 * off, number words read; '' for a stroke. Null where nothing certain can be said (50汉字 may be 50 or 100, 10 200
 * two numbers or one).
 */
export const meantLength: (text: string) => string | null = remembered((text) => {
  const plain = foldedNumber(text);
  if (plain === null) return null;
  if (STROKE.test(plain)) return '';
  const bare = plain.replace(/^\((.*)\)$/, '$1').replace(UNIT, '');
  if (isLength(bare)) return bare;
  const joined = withoutThousands(bare);
  if (/^\d+$/.test(joined)) return joined;
  return numberInWords(bare);
});

/** The whole number from 1 to 9999 that words say for certain (五十: 50), as digits; null for anything else. */
export function numberInWords(text: string): string | null {
  // Nobody says 两 of tens and ones: 二十两 is a weight.
  const words = text
    .replaceAll('〇', '零')
    .replace(/两(?=[百千])/g, '二')
    .replace(/^一十/, '十');
  return IN_WORDS.test(words) ? (numbersInWords().get(words)?.toString() ?? null) : null;
}

/** A number below nothing, which no length and no count can be. */
export function isNegative(text: string): boolean {
  return /^[-−]\d+(?:[.,]\d+)?$/.test(foldedNumber(text) ?? '');
}

let known: ReadonlyMap<string, number> | undefined;

/** 1 to 9999 by their words. Looked up rather than worked out: 一百五 says 150 in speech and nothing certain on paper. */
function numbersInWords(): ReadonlyMap<string, number> {
  known ??= new Map(Array.from({ length: 9999 }, (_, i) => [inWords(i + 1), i + 1]));
  return known;
}

function inWords(number: number): string {
  const digits = [...String(number)].map(Number);
  const words = digits
    .map((digit, i) =>
      digit === 0 ? '零' : `${'零一二三四五六七八九'[digit]}${['', '十', '百', '千'][digits.length - 1 - i]}`,
    )
    .join('');
  return words
    .replace(/零+/g, '零')
    .replace(/(?<=.)零$/, '')
    .replace(/^一十/, '十');
}
