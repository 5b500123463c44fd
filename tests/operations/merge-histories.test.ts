/** Whole desktops, real libraries and signed packages: any history of edits and merges ends with the same catalogue. */
import { expect, test } from 'vitest';
import { addEntry, approveAll, editEntry, openOffice, pack, type Desk } from '#tests/sync/delivery-kit';
import { seeded } from '#tests/sync/chaos-proxy';
import { sampleEntry } from '#tests/support/sample-entry';

/** 1,000 in a soak (MULU_SOAK=1), two per cent of them each day; the seed stands in the name of each. */
const HISTORIES = process.env['MULU_SOAK'] === '1' ? 1000 : 20;
const STEPS = 10;
const firstSeed = Number(process.env['MULU_SEED'] ?? Date.now() % 2 ** 31);

const office = await openOffice();
const FIELDS = ['summary', 'grading', 'sharingPurpose', 'office'] as const;
const TEXTS = ['甲类情况的登记说明文字', '乙类情况的登记说明文字', '丙类情况的登记说明文字'];

async function contents(desk: Desk): Promise<Record<string, unknown>> {
  const { entries } = await desk.core.call('entries.list', { limit: 1000 });
  const all = entries.map(
    async ({ id }) => [id, (await desk.core.call('entries.read', { entry: id })).entry] as const,
  );
  return Object.fromEntries((await Promise.all(all)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

test.each(Array.from({ length: HISTORIES }, (_, i) => firstSeed + i))(
  'history with seed %i',
  async (seed) => {
    const random = seeded(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const desks = [await office.newDesk(), await office.newDesk()] as const;

    const exchange = async (from: Desk, into: Desk, take: 'ours' | 'theirs' | undefined): Promise<void> => {
      await approveAll(from.core);
      const { file } = await pack(office, from, { scope: 'whole' });
      const merged = await into.core.call('package.merge', { file });
      expect(merged.locked).toEqual([]);
      if (take === undefined || merged.conflicts.length === 0) return;
      const decisions = merged.conflicts.map(({ entry, field, item }) => ({ entry, field, item, take }));
      expect((await into.core.call('package.merge', { file, decisions })).conflicts).toEqual([]);
    };

    await addEntry(desks[0].core);
    await addEntry(desks[0].core);
    await exchange(desks[0], desks[1], undefined);
    for (let step = 0; step < STEPS; step++) {
      const desk = pick(desks);
      const kind = random();
      const { entries } = await desk.core.call('entries.list', { limit: 1000 });
      const id = pick(entries).id;
      if (kind < 0.1) await addEntry(desk.core);
      else if (kind < 0.6) await editEntry(desk.core, id, { [pick(FIELDS)]: pick(TEXTS) });
      else if (kind < 0.8) {
        const { entry } = await desk.core.call('entries.read', { entry: id });
        const added = { ...sampleEntry({}, 1).items[0]!, name: pick(['补充项甲', '补充项乙']) };
        const items =
          random() < 0.6
            ? [...entry.items, added]
            : entry.items.slice(0, Math.max(1, entry.items.length - 1));
        await editEntry(desk.core, id, { items });
      } else
        await exchange(
          desk === desks[0] ? desks[1] : desks[0],
          desk,
          pick(['ours', 'theirs', undefined] as const),
        );
    }
    await exchange(desks[0], desks[1], 'ours');
    await exchange(desks[1], desks[0], 'theirs');
    expect(await contents(desks[0])).toEqual(await contents(desks[1]));
    for (const desk of desks) await desk.core.close();
  },
);
