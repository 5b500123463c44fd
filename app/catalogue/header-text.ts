/** Headers of tables as people write them: the same name with marks, remarks or a number around it. */
import { foldLabel } from '#app/classification/code-table';

/** Words that a template adds to a header to say how to fill it in. */
const REMARKS = /[(\[【](?:必填项?|选填项?|必选|可选|非必填|条件必填|必录|单选|多选|下拉选择|下拉)[)\]】]/g;

/** Group headers of what our own export adds: further fields, and the department's own columns under their labels. */
export const OWN_GROUPS = {
  entryFields: '扩展信息',
  itemFields: '信息项扩展信息',
  entryExtras: '本单位自有列',
  itemExtras: '信息项自有列',
  ids: '程序标识（请勿修改）',
} as const;

/** Where there is one header row, the group of our own columns stands before the header. */
export function ownHeader(group: string, header: string): string {
  return Object.values<string>(OWN_GROUPS).includes(group) ? `${group}：${header}` : header;
}

/** The group of our own and the header behind it, where one header row says both; else what was given. */
export function splitOwnHeader(group: string, header: string): readonly [string, string] {
  if (group !== '') return [group, header];
  const own = Object.values(OWN_GROUPS).find((name) => header.startsWith(`${name}：`));
  return own === undefined ? [group, header] : [own, header.slice(own.length + 1)];
}

/** The own column that our export writes under this group; null under any other group. */
export function ownExtra(
  group: string,
  header: string,
): { readonly of: 'entry' | 'item'; readonly label: string } | null {
  const of = group === OWN_GROUPS.entryExtras ? 'entry' : group === OWN_GROUPS.itemExtras ? 'item' : null;
  // An object cannot carry `__proto__` as data.
  return of === null || header === '' || header === '__proto__' ? null : { of, label: header };
}

/** The ways a header may be folded, the most literal first. */
export function headerVariants(text: string): string[] {
  const bare = text
    .normalize('NFKC')
    .replace(/[*★☆●#]/g, '')
    .replace(REMARKS, '')
    .replace(/^\s*\d{1,2}[.、]\s*/, '');
  const short = bare.replace(/\([^()]*\)|【[^【】]*】|\[[^[\]]*\]|〔[^〔〕]*〕/g, '');
  return [...new Set([foldLabel(text), foldLabel(bare), foldLabel(short)])].filter((label) => label !== '');
}
