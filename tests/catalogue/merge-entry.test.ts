/** Per-field three-way merge (合并): nothing silently overwritten, nothing lost, deletions asked against edits. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { ENTRY_FIELD_KEYS, ITEM_FIELD_KEYS, ROLLED_UP_KEYS } from '#app/catalogue/entry-fields';
import { mergeVersions, sameContent, type MergedEntry, type Version } from '#app/catalogue/merge-entry';
import type { Decide, Take } from '#app/catalogue/merge-fields';
import { sampleEntry } from '#tests/support/sample-entry';
import { editsArb, entryArb, RUNS, seed } from './merge-kit';

const ask: Decide = () => undefined;
const always =
  (take: Take): Decide =>
  () =>
    take;

const merge = (base: Version, ours: Version, theirs: Version, decide = ask): MergedEntry =>
  mergeVersions(base, ours, theirs, decide);
const entryOf = (merged: MergedEntry): CatalogueEntry => merged.entry!;
const check = <T extends unknown[]>(
  arbs: { [K in keyof T]: fc.Arbitrary<T[K]> },
  rule: (...values: T) => void,
): void => {
  const together = fc.tuple(...(arbs as fc.Arbitrary<unknown>[]));
  fc.assert(
    fc.property(together, (values) => rule(...(values as T))),
    { numRuns: RUNS * 4, seed },
  );
};

describe('fields', () => {
  const base = sampleEntry();

  test('both changed another field: both are kept, nobody is asked', () => {
    const merged = merge(base, { ...base, summary: '本机改' }, { ...base, grading: '来件改' });
    expect(merged.conflicts).toEqual([]);
    expect(merged.entry).toMatchObject({ summary: '本机改', grading: '来件改' });
  });

  test('both changed the same field: shown side by side, ours stays until somebody decides', () => {
    const ours = { ...base, summary: '本机改' };
    const theirs = { ...base, summary: '来件改', grading: '来件改' };
    const merged = merge(base, ours, theirs);
    expect(merged.conflicts).toEqual([
      { field: 'summary', label: '信息资源摘要', base: base.summary, ours: '本机改', theirs: '来件改' },
    ]);
    expect(merged.entry).toMatchObject({ summary: '本机改', grading: '来件改' });
    // Asked again as long as it is open; remembered once it is decided.
    expect(merge(merged.agreed, merged.entry, theirs).conflicts).toHaveLength(1);
    for (const take of ['ours', 'theirs'] as const) {
      const decided = merge(base, ours, theirs, always(take));
      expect(entryOf(decided).summary).toBe(take === 'ours' ? '本机改' : '来件改');
      expect(merge(decided.agreed, decided.entry, theirs)).toMatchObject({
        conflicts: [],
        entry: decided.entry,
      });
    }
  });

  test('a decision for ours does not silence their next change of the field', () => {
    const ours = { ...base, summary: '本机改' };
    const decided = merge(base, ours, { ...base, summary: '来件改' }, always('ours'));
    const later = merge(decided.agreed, decided.entry, { ...base, summary: '来件再改' });
    expect(later.conflicts).toMatchObject([{ base: '来件改', ours: '本机改', theirs: '来件再改' }]);
  });

  test('cleared on one side and untouched on the other is cleared; cleared against a change is asked', () => {
    expect(entryOf(merge(base, base, { ...base, summary: '' })).summary).toBe('');
    expect(merge(base, { ...base, summary: '改' }, { ...base, summary: '' }).conflicts).toHaveLength(1);
  });

  test('without a common version a value fills an empty field, and two values are asked', () => {
    const merged = merge(undefined, { ...base, summary: '', grading: '甲' }, { ...base, grading: '乙' });
    expect(entryOf(merged).summary).toBe(base.summary);
    expect(merged.conflicts).toMatchObject([{ field: 'grading', base: null, ours: '甲', theirs: '乙' }]);
    // Nothing is agreed while it is open, so it is asked again.
    expect(merged.agreed).toBeUndefined();
  });

  test('own columns merge like fields; 原代码 of both sides are kept', () => {
    const merged = merge(
      { ...base, extra: { 处室电话: '1' } },
      { ...base, extra: { 处室电话: '1', 备注: 'x' }, formerCodes: ['A/1'] },
      { ...base, extra: { 处室电话: '2' }, formerCodes: ['B/1'] },
    );
    expect(merged.conflicts).toEqual([]);
    expect(entryOf(merged).extra).toEqual({ 处室电话: '2', 备注: 'x' });
    expect(entryOf(merged).formerCodes).toEqual(['A/1', 'B/1']);
  });
});

describe('items', () => {
  const base = sampleEntry({}, 3);
  const [first, second, third] = base.items as [
    CatalogueEntry['items'][number],
    CatalogueEntry['items'][number],
    CatalogueEntry['items'][number],
  ];

  test('each side edits another item, and one adds: all of it is there, in place', () => {
    const added = { ...first, id: 'new', name: '新增项' };
    const ours = { ...base, items: [{ ...first, dataLength: '9' }, second, third] };
    const theirs = { ...base, items: [first, added, second, { ...third, dataLength: '7' }] };
    const merged = merge(base, ours, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(entryOf(merged).items.map((item) => [item.id, item.dataLength])).toEqual([
      [first.id, '9'],
      ['new', '50'],
      [second.id, '50'],
      [third.id, '7'],
    ]);
  });

  test('items that differ in sharing roll up; the entry’s own value is nobody’s decision', () => {
    const shared = { sharingType: '有条件共享', sharingCondition: '仅限办案' };
    const ours = { ...base, items: [{ ...first, ...shared }, second, third], sharingType: '有条件共享' };
    const theirs = {
      ...base,
      items: [first, { ...second, sharingType: '不予共享' }, third],
      sharingType: '有条件共享',
    };
    const merged = merge(base, ours, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(entryOf(merged)).toMatchObject({ sharingType: '有条件共享', sharingCondition: '仅限办案' });
  });

  test('removed here and edited there is asked, whichever side removed it', () => {
    const removed = { ...base, items: [first, third] };
    const edited = { ...base, items: [first, { ...second, name: '改名' }, third] };
    const here = merge(base, removed, edited);
    expect(here.conflicts).toMatchObject([
      { field: 'removed', item: { id: second.id, name: '改名' }, ours: '已删除', theirs: '已修改' },
    ]);
    expect(entryOf(here).items).toHaveLength(2);
    const there = merge(base, edited, removed);
    expect(there.conflicts).toMatchObject([{ field: 'removed', ours: '已修改', theirs: '已删除' }]);
    expect(entryOf(there).items).toHaveLength(3);
    expect(entryOf(merge(base, removed, edited, always('theirs'))).items.map((item) => item.name)).toContain(
      '改名',
    );
    expect(entryOf(merge(base, edited, removed, always('theirs'))).items).toHaveLength(2);
  });

  test('moved on one side is moved; moved differently on both sides is asked', () => {
    const order = (...items: (typeof first)[]): CatalogueEntry => ({ ...base, items });
    expect(entryOf(merge(base, base, order(third, first, second))).items[0]!.id).toBe(third.id);
    const both = merge(base, order(second, first, third), order(third, first, second));
    expect(both.conflicts).toMatchObject([{ field: 'items', label: '信息项次序' }]);
    expect(merge(both.agreed, both.entry, order(third, first, second)).conflicts).toHaveLength(1);
  });
});

describe('停用', () => {
  const base = sampleEntry();
  const edited = { ...base, summary: '改过' };

  test('taken out of use on one side, untouched on the other: out of use', () => {
    expect(merge(base, base, null)).toMatchObject({ entry: null, conflicts: [] });
    expect(merge(base, null, base)).toMatchObject({ entry: null, conflicts: [] });
  });

  test('out of use against an edit is asked; the decision is remembered', () => {
    expect(merge(base, edited, null).conflicts).toMatchObject([
      { field: 'removed', ours: '已修改', theirs: '已停用' },
    ]);
    expect(merge(base, null, edited).conflicts).toMatchObject([
      { field: 'removed', ours: '已停用', theirs: '已修改' },
    ]);
    const kept = merge(base, edited, null, always('ours'));
    expect(kept.entry).toBe(edited);
    expect(merge(kept.agreed, kept.entry, null).conflicts).toEqual([]);
    const back = merge(base, null, edited, always('theirs'));
    expect(back.entry).toBe(edited);
  });

  test('without a common version nothing is taken away unasked', () => {
    expect(merge(undefined, base, null).conflicts).toMatchObject([{ field: 'removed', base: null }]);
    expect(merge(undefined, null, base).conflicts).toHaveLength(1);
  });

  test('back in use there, while here nothing happened since: back in use', () => {
    expect(merge(null, null, base)).toMatchObject({ entry: base, conflicts: [] });
  });
});

describe(`any two histories (seed ${seed})`, () => {
  const history = [entryArb, editsArb('a'), editsArb('b')] as const;

  test('what only one side changed is taken as it is', () => {
    check<[CatalogueEntry, (e: CatalogueEntry) => CatalogueEntry]>(
      [entryArb, editsArb('a')],
      (base, edit) => {
        const ours = edit(base);
        expect(merge(base, ours, base)).toMatchObject({ entry: ours, conflicts: [] });
        const taken = merge(base, base, ours);
        expect(taken.conflicts).toEqual([]);
        expect(sameContent(entryOf(taken), ours)).toBe(true);
      },
    );
  });

  test('merging again changes nothing and asks the same', () => {
    check<[CatalogueEntry, (e: CatalogueEntry) => CatalogueEntry, (e: CatalogueEntry) => CatalogueEntry]>(
      [...history],
      (base, a, b) => {
        const theirs = b(base);
        const once = merge(base, a(base), theirs);
        const twice = merge(once.agreed, once.entry, theirs);
        expect(sameContent(entryOf(twice), entryOf(once))).toBe(true);
        const places = (merged: MergedEntry): string[] =>
          merged.conflicts.map((one) => `${one.item?.id ?? ''}|${one.field}`).sort();
        expect(places(twice)).toEqual(places(once));
      },
    );
  });

  test('where nobody is asked, the two sides come to the same', () => {
    check<[CatalogueEntry, (e: CatalogueEntry) => CatalogueEntry, (e: CatalogueEntry) => CatalogueEntry]>(
      [...history],
      (base, a, b) => {
        const [ours, theirs] = [a(base), b(base)];
        const [here, there] = [merge(base, ours, theirs), merge(base, theirs, ours)];
        expect(here.conflicts.length > 0).toBe(there.conflicts.length > 0);
        if (here.conflicts.length > 0) return;
        expect(sameContent(entryOf(here), entryOf(there))).toBe(true);
      },
    );
  });

  test('nothing is lost: what a side changed is in the result or asked', () => {
    check<[CatalogueEntry, (e: CatalogueEntry) => CatalogueEntry, (e: CatalogueEntry) => CatalogueEntry]>(
      [...history],
      (base, a, b) => {
        const [ours, theirs] = [a(base), b(base)];
        const merged = merge(base, ours, theirs);
        const asked = new Set(merged.conflicts.map((one) => `${one.item?.id ?? ''}|${one.field}`));
        for (const side of [ours, theirs]) {
          for (const [place, value] of changedPlaces(base, side)) {
            const [item = ''] = place.split('|');
            const open = asked.has(place) || asked.has(`${item}|removed`);
            if (!open) expect([place, placesOf(entryOf(merged)).get(place)]).toEqual([place, value]);
          }
        }
      },
    );
  });
});

/** Every value of an entry by place; of an item that is gone, nothing. */
function placesOf(entry: CatalogueEntry): Map<string, string> {
  const rolled: readonly string[] = ROLLED_UP_KEYS;
  const places = new Map<string, string>();
  for (const key of ENTRY_FIELD_KEYS) if (!rolled.includes(key)) places.set(`|${key}`, entry[key]);
  for (const [label, value] of Object.entries(entry.extra)) places.set(`|extra.${label}`, value);
  for (const code of entry.formerCodes) places.set(`|former.${code}`, code);
  for (const item of entry.items) {
    places.set(`${item.id}|there`, 'yes');
    for (const key of ITEM_FIELD_KEYS) places.set(`${item.id}|${key}`, item[key]);
    for (const [label, value] of Object.entries(item.extra)) places.set(`${item.id}|extra.${label}`, value);
  }
  return places;
}

function changedPlaces(base: CatalogueEntry, side: CatalogueEntry): [string, string | undefined][] {
  const [before, after] = [placesOf(base), placesOf(side)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((place) => (before.get(place) ?? '') !== (after.get(place) ?? ''))
    .map((place) => [place, after.get(place)]);
}
