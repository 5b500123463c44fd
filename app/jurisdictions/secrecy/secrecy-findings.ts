/** The marks of the secrecy gate as findings, so that they stand beside the others wherever findings are shown. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { quoted } from '#app/jurisdictions/checks/words';
import type { Citation, Finding } from '#app/jurisdictions/finding';
import type { SecrecyList } from './secrecy-list';
import { secrecyMarks } from './secrecy-marks';

export const SECRECY_RULE = 'secrecy-mark';

/** What the check needs for the gate: the library's list, and the article that asks for the secrecy review. */
export interface SecrecyGate {
  readonly list: SecrecyList;
  readonly citation: Citation;
}

export function secrecyFindings(entry: CatalogueEntry, { list, citation }: SecrecyGate): Finding[] {
  const about = { id: entry.id, code: entry.code, name: entry.name };
  return secrecyMarks(entry, list).map(({ field, item, text, found }) => ({
    severity: 'warning',
    rule: SECRECY_RULE,
    citation,
    entry: about,
    field,
    ...(item && { item }),
    message: `${quoted(coveredNumbers(text))}中有可能涉密或者涉及个人的内容：${found.join('、')}`,
    fix: '删除涉密或者涉及个人的内容；确认不涉密的，由保密审查人写明理由并审查通过，通过前不能报送',
  }));
}

/** Numbers of persons are not spread further by the message about them. */
function coveredNumbers(text: string): string {
  return text.replace(/\d{11,17}[\dXx]?/g, (number) => `${number.slice(0, 3)}…${number.slice(-2)}`);
}
