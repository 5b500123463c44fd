/**
 * The text of a regulation for the reader inside the program, and the finding of a cited article in it.
 *
 * Articles are named as they are cited: 第十七条, 三（二） (忻州), 第13段 (深圳, whose copy has lost its article numbers).
 * A citation may go deeper: 第十七条第二款, 第十四条（三）, 五（三）2.
 */
import type { RegulationArticle, RegulationText } from './regulation-text-schema';

export type { RegulationArticle, RegulationText } from './regulation-text-schema';

export interface FoundArticle {
  readonly article: RegulationArticle;
  /** The part of the article that the citation names; the whole article when it names no part. */
  readonly paragraphs: readonly string[];
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const ITEM = /^[（(]([一二三四五六七八九十]+)[)）]/;
const POINT = /^(\d+)\.(?!\d)/;

/** Width of brackets and spaces do not tell two citations or quotes apart. */
function folded(text: string): string {
  return text.replace(/\s+/g, '').replace(/\(/g, '（').replace(/\)/g, '）');
}

/** 款 are the paragraphs that are not numbered items; an item belongs to the 款 before it. */
function clause(paragraphs: readonly string[], number: number): string[] {
  const clauses: string[][] = [];
  for (const paragraph of paragraphs) {
    if (clauses.length > 0 && (ITEM.test(paragraph) || POINT.test(paragraph)))
      clauses.at(-1)!.push(paragraph);
    else clauses.push([paragraph]);
  }
  return clauses[number - 1] ?? [];
}

function part(paragraphs: readonly string[], rest: string): readonly string[] {
  if (rest === '') return paragraphs;
  const byClause = /^第([一二三四五六七八九十])款(.*)$/.exec(rest);
  if (byClause) return part(clause(paragraphs, NUMERALS.indexOf(byClause[1]!) + 1), byClause[2]!);
  const byItem = /^第?（([一二三四五六七八九十]+)）项?(.*)$/.exec(rest);
  if (byItem) {
    const found = paragraphs.filter((paragraph) => ITEM.exec(folded(paragraph))?.[1] === byItem[1]);
    return part(found, byItem[2]!);
  }
  const byPoint = /^(\d+)$/.exec(rest);
  if (byPoint) return paragraphs.filter((paragraph) => POINT.exec(paragraph)?.[1] === byPoint[1]);
  return [];
}

/** The article that a citation names, with the part it goes down to; null when the text holds no such place. */
export function findArticle(text: RegulationText, citation: string): FoundArticle | null {
  const wanted = folded(citation);
  const candidates = text.articles
    .filter((article) => wanted.startsWith(folded(article.article)))
    .sort((a, b) => b.article.length - a.article.length);
  for (const article of candidates) {
    const paragraphs = part(article.paragraphs, wanted.slice(folded(article.article).length));
    if (paragraphs.length > 0) return { article, paragraphs };
  }
  return null;
}

/** Whether the words stand in the cited place, spaces and line ends apart. */
export function quoteStands(text: RegulationText, citation: string, quote: string): boolean {
  const found = findArticle(text, citation);
  return found !== null && folded(found.paragraphs.join('')).includes(folded(quote));
}

/** Articles that hold the searched words, in order, for the reader's search box. */
export function searchRegulation(text: RegulationText, words: string): RegulationArticle[] {
  const wanted = folded(words);
  if (wanted === '') return [];
  return text.articles.filter(
    (article) =>
      folded(article.article).includes(wanted) || folded(article.paragraphs.join('')).includes(wanted),
  );
}
