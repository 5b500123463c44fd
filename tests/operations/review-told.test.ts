import { expect, test } from 'vitest';
import { SEPARATE_PERSONS_WAIVER } from '#app/review/roles';
import { newLibrary } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();

test('before a step: which entries have 需要说明 without a reason, and who compiled or sent them', async () => {
  const core = await newLibrary(folder);
  const ids: string[] = [];
  for (const [by, formatType] of [
    ['甲', 'MySQL'],
    ['乙', '自研库'],
    ['丙', '自研库'],
  ] as const) {
    const { entry: made, meta } = await core.call('entries.create', {});
    const entry = { ...sampleEntry({ formatType }), id: made.id };
    await core.call('entries.save', { entry, revision: meta.revision, by });
    ids.push(made.id);
  }
  const unexplained = async (among: string[]): Promise<number> =>
    (await core.call('entries.list', { among, withFindings: 'warning' })).total;
  expect(await unexplained(ids)).toBe(2);
  expect(await unexplained(ids.slice(0, 2))).toBe(1);
  expect(await unexplained([])).toBe(0);

  const compilers = await core.call('review.compilers', { entries: ids.slice(0, 2) });
  expect([new Set(compilers.names), compilers.separate]).toEqual([new Set(['甲', '乙']), true]);
  // 需要说明 holds nothing up.
  const sent = await core.call('review.take', { step: 'submit', entries: ids.slice(0, 2), by: '丁' });
  expect(sent.entries).toBe(2);
  const first = await core.call('review.compilers', { entries: [ids[0]!] });
  expect(new Set(first.names)).toEqual(new Set(['甲', '丁']));
  await core.call('settings.save', { settings: { [SEPARATE_PERSONS_WAIVER]: '只有一人' } });
  expect((await core.call('review.compilers', { entries: [] })).separate).toBe(false);
  await core.close();
});
