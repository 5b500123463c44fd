/** Merge of the information items of an entry, each found by its id, field by field. */
import type { InformationItem } from './entry';
import { ITEM_FIELD_KEYS, ITEM_FIELDS } from './entry-fields';
import { mergeRecord, mergeText, type Decide, type MergeConflict, valueAt } from './merge-fields';
import { mergeOrder } from './merge-order';

export interface MergedItems {
  readonly items: InformationItem[];
  readonly conflicts: MergeConflict[];
  /** Items as they are agreed afterwards; undefined where there is no agreement to remember. */
  readonly agreed: InformationItem[] | undefined;
}

type Items = readonly InformationItem[];
const byId = (items: Items): ReadonlyMap<string, InformationItem> =>
  new Map(items.map((item) => [item.id, item]));

/** `base` null: no common version of the entry. */
export function mergeItems(base: Items | null, ours: Items, theirs: Items, decide: Decide): MergedItems {
  const [was, own, other] = [byId(base ?? []), byId(ours), byId(theirs)];
  const conflicts: MergeConflict[] = [];
  const merged = new Map<string, InformationItem>();
  const agreed = new Map<string, InformationItem>();
  let complete = true;

  for (const id of new Set([...own.keys(), ...other.keys(), ...was.keys()])) {
    const result = mergeItem(was.get(id), own.get(id), other.get(id), decide);
    conflicts.push(...result.conflicts);
    if (result.item) merged.set(id, result.item);
    if (result.agreed) agreed.set(id, result.agreed);
    if (!result.complete) complete = false;
  }

  const ids = (items: Items): string[] => items.map((item) => item.id);
  const order = mergeOrder(
    base && ids(base),
    ids(ours),
    ids(theirs),
    new Set(merged.keys()),
    decide('items'),
  );
  if (order.open) {
    const names = (items: Items): string => items.map((item) => item.name).join('、');
    conflicts.push({
      field: 'items',
      label: '信息项次序',
      base: base && names(base),
      ours: names(ours),
      theirs: names(theirs),
    });
  }
  // An order that is not agreed stays as it was; items that the base lacked follow as they stand with them.
  const agreedIds = order.open
    ? [...new Set([...ids(base ?? []), ...ids(theirs)])]
    : [...new Set([...ids(theirs), ...ids(base ?? [])])];
  return {
    items: order.order.map((id) => merged.get(id)!),
    conflicts,
    agreed: complete ? agreedIds.flatMap((id) => agreed.get(id) ?? []) : undefined,
  };
}

interface MergedItem {
  /** Undefined: not in the result. */
  readonly item: InformationItem | undefined;
  /** Undefined: agreed to be absent. */
  readonly agreed: InformationItem | undefined;
  readonly conflicts: readonly MergeConflict[];
  /** False where nothing can be remembered as agreed. */
  readonly complete: boolean;
}

function mergeItem(
  base: InformationItem | undefined,
  ours: InformationItem | undefined,
  theirs: InformationItem | undefined,
  decide: Decide,
): MergedItem {
  const settled = (item: InformationItem | undefined): MergedItem => ({
    item,
    agreed: theirs,
    conflicts: [],
    complete: true,
  });
  if (ours && theirs) return mergeFields(base, ours, theirs, decide);
  const left = ours ?? theirs;
  // Only one side has it: added there, or removed on the other.
  if (!base || !left) return settled(left);
  if (sameItem(base, left)) return settled(undefined);
  const decision = decide('removed', base.id);
  if (decision !== undefined) return settled(decision === 'ours' ? ours : theirs);
  const conflict: MergeConflict = {
    field: 'removed',
    label: '删除信息项',
    item: { id: base.id, name: left.name || base.name },
    base: '',
    ours: ours ? '已修改' : '已删除',
    theirs: theirs ? '已修改' : '已删除',
  };
  return { item: ours, agreed: base, conflicts: [conflict], complete: true };
}

function mergeFields(
  base: InformationItem | undefined,
  ours: InformationItem,
  theirs: InformationItem,
  decide: Decide,
): MergedItem {
  const conflicts: MergeConflict[] = [];
  const { id } = ours;
  const item = { ...ours };
  const agreed = { ...theirs };
  let complete = true;
  const one = (
    field: string,
    label: string,
    was: string | null,
    own: string,
    other: string,
  ): ReturnType<typeof mergeText> => {
    const merged = mergeText(was, own, other, decide(field, id));
    if (merged.open) {
      conflicts.push({
        field,
        label,
        item: { id, name: ours.name || theirs.name },
        base: was,
        ours: own,
        theirs: other,
      });
    }
    return merged;
  };
  for (const key of ITEM_FIELD_KEYS) {
    const merged = one(key, ITEM_FIELDS[key].label, base ? base[key] : null, ours[key], theirs[key]);
    item[key] = merged.value;
    if (merged.agreed === undefined) complete = false;
    else agreed[key] = merged.agreed;
  }
  const extra = mergeRecord(base ? base.extra : null, ours.extra, theirs.extra, (label, was, own, other) =>
    one(`extra.${label}`, label, was, own, other),
  );
  item.extra = extra.value;
  agreed.extra = extra.agreed;
  return { item, agreed, conflicts, complete: complete && extra.complete };
}

export function sameItem(a: InformationItem, b: InformationItem): boolean {
  const labels = new Set([...Object.keys(a.extra), ...Object.keys(b.extra)]);
  return (
    ITEM_FIELD_KEYS.every((key) => a[key] === b[key]) &&
    [...labels].every((label) => valueAt(a.extra, label) === valueAt(b.extra, label))
  );
}
