/** The labels that rules reason about, as the code tables write them, and what counts as not having answered. */
import { remembered } from './remembered';

export const UNCONDITIONAL = '无条件共享';
export const CONDITIONAL = '有条件共享';
export const REFUSED = '不予共享';
export const PLATFORM_MODE = '共享平台方式';
export const SELF_DESCRIBED = '自描述格式';
export const YES = '是';

const VISIBLE = /[^\s\u200b-\u200d\u2060\ufeff]/;
const PLAIN = /^[\u4e00-\u9fffA-Za-z0-9]*$/;
const INVISIBLE = /[\s\u200b-\u200d\u2060\ufeff]+/g;

/** Width folded, and every blank dropped, the invisible ones that copying from web pages brings along too. */
export function compact(text: string): string {
  return PLAIN.test(text) ? text : text.normalize('NFKC').replace(INVISIBLE, '');
}

export function isBlank(text: string): boolean {
  return text === '' || !VISIBLE.test(text);
}

const NO_ANSWER = new Set(
  '无 没有 暂无 空 未填 待定 待填 待补充 待完善 同上 详见附件 不详 未知 null none nil undefined na n/a tbd #n/a'.split(
    ' ',
  ),
);
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/** True for blank text, bare marks and words that say nothing (无, null, 待补充): a condition or reason is not stated. */
export const isNoAnswer: (text: string) => boolean = remembered((text) => {
  if (isBlank(text)) return true;
  const folded = compact(text).toLowerCase();
  return !SAYS_SOMETHING.test(folded) || NO_ANSWER.has(folded.replace(/[。.;；]+$/, ''));
});

/** Text as quoted in a message: one line, cut so that the message stays readable. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > 40 ? `${line.slice(0, 40)}…` : line}”`;
}
