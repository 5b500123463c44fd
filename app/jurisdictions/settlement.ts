/**
 * A reason given for a finding that stays (保留问题说明), and the clearing of a secrecy mark: both answer one finding
 * about one text, and fall as soon as what was looked at is written differently.
 */
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import type { Finding } from './finding';
import { SECRECY_RULE } from './secrecy/secrecy-findings';

export interface Settlement {
  readonly rule: string;
  readonly field: string;
  /** '' for the entry itself. */
  readonly item: string;
  /** What the one who settled it had before the eyes; see `toldBy`. */
  readonly told: string;
  readonly reason: string;
  readonly by: string;
  /** `YYYY-MM-DD`. */
  readonly on: string;
  /** The act by which many findings got this reason at once; absent where it was given to this one alone. */
  readonly together?: string | undefined;
}

const itemsById = new WeakMap<CatalogueEntry, ReadonlyMap<string, InformationItem>>();

function itemOf(entry: CatalogueEntry, id: string): InformationItem | undefined {
  let items = itemsById.get(entry);
  if (!items) itemsById.set(entry, (items = new Map(entry.items.map((item) => [item.id, item]))));
  return items.get(id);
}

/** The text that a finding is about; '' where the entry has no such field or item. */
function textAt(entry: CatalogueEntry, field: string, item: string): string {
  const holder = item === '' ? entry : itemOf(entry, item);
  if (!holder) return '';
  if (field.startsWith('extra.')) return holder.extra[field.slice('extra.'.length)] ?? '';
  const value = (holder as unknown as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : '';
}

/** What a settlement of this finding rests on: its message; for a secrecy mark, the whole text as well. */
export function toldBy(entry: CatalogueEntry, { rule, field, item, message }: Finding): string {
  return rule === SECRECY_RULE ? `${message}\n${textAt(entry, field, item?.id ?? '')}` : message;
}

/** What a settlement is about, and what was looked at. */
const settlementKey = ({
  rule,
  field,
  item,
  told,
}: Pick<Settlement, 'rule' | 'field' | 'item' | 'told'>): string => JSON.stringify([rule, field, item, told]);

/** The findings with their settlements, those of earlier content left out. 必须修改 cannot be settled. */
export function settleFindings(
  entry: CatalogueEntry,
  findings: readonly Finding[],
  settlements: readonly Settlement[] | undefined,
): Finding[] {
  const known = new Map<string, Settlement>();
  for (const one of settlements ?? []) {
    const key = settlementKey(one);
    if (!known.has(key)) known.set(key, one);
  }
  return findings.map((finding) => {
    const { settled: _former, ...open } = finding;
    if (finding.severity === 'error' || known.size === 0) return open;
    const { rule, field, item } = finding;
    const found = known.get(
      settlementKey({ rule, field, item: item?.id ?? '', told: toldBy(entry, finding) }),
    );
    if (!found) return open;
    const { reason, by, on, together } = found;
    return { ...open, settled: { reason, by, on, ...(together === undefined ? {} : { together }) } };
  });
}

/** The settlements that findings of this text bear; an item that changed since is none of them. */
export function settlementsIn(entry: CatalogueEntry, findings: readonly Finding[]): Settlement[] {
  return findings.flatMap((finding) =>
    finding.settled === undefined
      ? []
      : [
          {
            rule: finding.rule,
            field: finding.field,
            item: finding.item?.id ?? '',
            told: toldBy(entry, finding),
            ...finding.settled,
          },
        ],
  );
}

/** Secrecy marks that nobody has cleared. */
export function openSecrecyMarks(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.rule === SECRECY_RULE && finding.settled === undefined);
}
