/** Numbers as clerks write them, before it is looked at what they say. */

const WRITTEN_PLAINLY = /^[0-9A-Za-z\u4e00-\u9fff]*$/;
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]+/g;
/** 10², ①, ½, ㊀, and signs that fold to figures: to take them for digits would make another number of them. */
const FIGURE_SIGN = /[\p{No}\p{So}]/u;
/** Thousands as they are written for certain: groups of three after one to three figures that begin with no zero. */
const THOUSANDS = /(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])/g;
/** A comma and a blank before three figures: one number in groups, or two after one another. */
const LISTED = /\d(?:\s+,\s*|,\s+)\d{3}(?!\d)/;
/** A blank between figures, which may be two numbers as well: 10 2, 10 200, or two lines of a cell. */
const TWO_NUMBERS = /[\d零〇一二两三四五六七八九十百千]\s+[\d零〇一二两三四五六七八九十百千]/;

/**
 * A number with its width folded and its blanks dropped. Null where something else than the number itself would be
 * dropped or made a digit of, and where a blank may part two numbers.
 */
export function foldedNumber(text: string): string | null {
  if (WRITTEN_PLAINLY.test(text)) return text;
  if (FIGURE_SIGN.test(text)) return null;
  const folded = text.normalize('NFKC').replace(INVISIBLE, '');
  return TWO_NUMBERS.test(folded) || LISTED.test(folded) ? null : folded.replace(/\s+/g, '');
}

/** The text without the commas between thousands; other commas stay (0,200 and 1234,567 are no thousands). */
export function withoutThousands(text: string): string {
  return text.replace(THOUSANDS, (number) => number.replaceAll(',', ''));
}
