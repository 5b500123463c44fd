/** Random entries and random edits, small enough that both sides often touch the same place. */
import fc from 'fast-check';
import { emptyEntry, emptyItem, type CatalogueEntry, type InformationItem } from '#app/catalogue/entry';
import { rollUp } from '#app/catalogue/roll-up';

const VALUES = ['', '甲', '乙', '丙'];
const ITEM_KEYS = ['name', 'dataLength', 'sharingType', 'updateCycle'] as const;
const ENTRY_KEYS = ['name', 'summary', 'code', 'sharingScope'] as const;
const ITEM_VALUES: Readonly<Record<(typeof ITEM_KEYS)[number], readonly string[]>> = {
  name: VALUES.slice(1),
  dataLength: ['', '10', '20'],
  sharingType: ['无条件共享', '有条件共享'],
  updateCycle: ['', '每月', '每年'],
};

const valueArb = fc.constantFrom(...VALUES);
const itemArb = (id: string): fc.Arbitrary<InformationItem> =>
  fc
    .record({
      name: fc.constantFrom(...ITEM_VALUES.name),
      dataLength: fc.constantFrom(...ITEM_VALUES.dataLength),
      sharingType: fc.constantFrom(...ITEM_VALUES.sharingType),
      note: valueArb,
    })
    .map(({ note, ...fields }) => ({
      ...emptyItem(id),
      ...fields,
      extra: note === '' ? {} : { 备注: note },
    }));

/** An entry as the program keeps it: rolled up. */
export const entryArb: fc.Arbitrary<CatalogueEntry> = fc
  .record({
    name: valueArb,
    summary: valueArb,
    sharingScope: valueArb,
    owner: valueArb,
    items: fc.tuple(itemArb('i1'), itemArb('i2'), itemArb('i3'), itemArb('i4')),
    count: fc.nat(4),
  })
  .map(({ owner, items, count, ...fields }) =>
    rollUp({
      ...emptyEntry('e'),
      ...fields,
      extra: owner === '' ? {} : { 责任人: owner },
      items: items.slice(0, count),
    }),
  );

export type Edit = (entry: CatalogueEntry) => CatalogueEntry;

const at = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

/** One edit by a clerk; `side` keeps ids of new items apart. */
export function editArb(side: string): fc.Arbitrary<Edit> {
  const pick = fc.nat(20);
  const field: fc.Arbitrary<Edit> = fc
    .tuple(fc.constantFrom(...ENTRY_KEYS), valueArb)
    .map(([key, value]) => (entry) => ({ ...entry, [key]: value }));
  const extra: fc.Arbitrary<Edit> = fc
    .tuple(fc.constantFrom('责任人', '电话'), valueArb)
    .map(([label, value]) => (entry) => {
      const { [label]: _, ...rest } = entry.extra;
      return { ...entry, extra: value === '' ? rest : { ...rest, [label]: value } };
    });
  const add: fc.Arbitrary<Edit> = fc
    .tuple(pick, fc.nat(99), fc.constantFrom(...ITEM_VALUES.name))
    .map(([where, n, name]) => (entry) => {
      const id = `${side}${n}`;
      if (entry.items.some((item) => item.id === id)) return entry;
      const items = [...entry.items];
      items.splice(where % (items.length + 1), 0, { ...emptyItem(id), name, sharingType: '无条件共享' });
      return { ...entry, items };
    });
  const onItem = (
    change: (item: InformationItem, n: number, items: InformationItem[]) => InformationItem[],
  ): fc.Arbitrary<Edit> =>
    fc.tuple(pick, pick).map(([which, n]) => (entry) => {
      if (entry.items.length === 0) return entry;
      return { ...entry, items: change(at(entry.items, which), n, entry.items) };
    });
  const edit = onItem((item, n, items) => {
    const key = at(ITEM_KEYS, n);
    return items.map((one) => (one === item ? { ...one, [key]: at(ITEM_VALUES[key], n >> 2) } : one));
  });
  const remove = onItem((item, _, items) => items.filter((one) => one !== item));
  const move = onItem((item, n, items) => {
    const rest = items.filter((one) => one !== item);
    rest.splice(n % (rest.length + 1), 0, item);
    return rest;
  });
  const former: fc.Arbitrary<Edit> = pick.map((n) => (entry) => {
    const code = `${side}-${n}`;
    return entry.formerCodes.includes(code) ? entry : { ...entry, formerCodes: [...entry.formerCodes, code] };
  });
  return fc
    .oneof({ arbitrary: field, weight: 4 }, extra, add, { arbitrary: edit, weight: 3 }, remove, move, former)
    .map((change) => (entry: CatalogueEntry) => rollUp(change(entry)));
}

export const editsArb = (side: string, most = 6): fc.Arbitrary<Edit> =>
  fc
    .array(editArb(side), { maxLength: most })
    .map((edits) => (entry) => edits.reduce((now, edit) => edit(now), entry));

/** How often random histories run: 50 by default, 1,000 in a soak. The seed is printed with a failure. */
export const RUNS = process.env['MULU_SOAK'] === '1' ? 1000 : 50;
export const seed = Number(process.env['MULU_SEED'] ?? Date.now() % 2 ** 31);
