/** Numbers as clerks write them, before it is looked at what they say. */

const WRITTEN_PLAINLY = /^[0-9A-Za-z\u4e00-\u9fff]*$/;
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]+/g;
/** 10², ①, ½, ㊀, and signs that fold to figures: to take them for digits would make another number of them. */
const FIGURE_SIGN = /[\p{No}\p{So}]/u;
const THOUSANDS = /(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)/g;
/** A blank between figures, which may be two numbers as well: 10 2, or two lines of a cell. */
const TWO_NUMBERS = /[\d零〇一二两三四五六七八九十百千]\s+[\d零〇一二两三四五六七八九十百千]/;

/**
 * A number with its width folded and its blanks dropped, those between thousands (1 000) too. Null where something else
 * than the number itself would be dropped or made a digit of.
 */
export function foldedNumber(text: string): string | null {
  if (WRITTEN_PLAINLY.test(text)) return text;
  if (FIGURE_SIGN.test(text)) return null;
  const folded = text.normalize('NFKC').replace(INVISIBLE, '');
  const joined = folded.replace(THOUSANDS, (number) => number.replaceAll(' ', ''));
  return TWO_NUMBERS.test(joined) ? null : joined.replace(/\s+/g, '');
}
