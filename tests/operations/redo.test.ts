import { expect, test } from 'vitest';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();

test('what undo took back comes in again, step by step, new entries included, and can be undone again', async () => {
  const core = await newLibrary(folder);
  const first = await addEntry(core, { office: '甲处' });
  const set = (office: string) =>
    core.call('entries.batch', {
      entries: [first.id],
      change: { kind: 'set', values: [{ field: 'office', value: office }] },
      apply: true,
    });
  await set('乙处');
  await set('丙处');
  const office = async (): Promise<string> =>
    (await core.call('entries.read', { entry: first.id })).entry.office;
  await core.call('library.undo', {});
  await core.call('library.undo', {});
  expect(await office()).toBe('甲处');
  expect(await core.call('library.redo', {})).toMatchObject({ redone: '批量填写（1条）', entries: 1 });
  expect(await office()).toBe('乙处');
  await core.call('library.redo', {});
  expect(await office()).toBe('丙处');
  expect((await core.failure('library.redo', {})).code).toBe('nothing-to-redo');
  await core.call('library.undo', {});
  expect(await office()).toBe('乙处');
  // Back to nothing at all, and forward to the entry again.
  for (let i = 0; i < 3; i++) await core.call('library.undo', {});
  expect((await core.call('entries.list', {})).total).toBe(0);
  for (let i = 0; i < 4; i++) await core.call('library.redo', {});
  expect(await office()).toBe('丙处');
  await core.close();
});

test('once something else was changed, what was taken back before stays taken back', async () => {
  const core = await newLibrary(folder);
  const first = await addEntry(core);
  const second = await addEntry(core);
  await core.call('library.undo', {});
  const { entry, meta } = await core.call('entries.read', { entry: first.id });
  await core.call('entries.save', { entry: { ...entry, office: '丁处' }, revision: meta.revision });
  expect((await core.failure('library.redo', {})).code).toBe('nothing-to-redo');
  await core.call('library.undo', {});
  await core.call('library.redo', {});
  expect((await core.call('entries.read', { entry: first.id })).entry.office).toBe('丁处');
  expect((await core.failure('library.redo', {})).code).toBe('nothing-to-redo');
  expect((await core.call('entries.read', { entry: second.id })).entry.name).not.toBe(second.name);
  await core.close();
});

test('a change of the tree, or a removal, is not brought back by redo', async () => {
  const core = await newLibrary(folder);
  const first = await addEntry(core);
  await core.call('entries.remove', { entries: [first.id] });
  await core.call('library.undo', {});
  expect((await core.failure('library.redo', {})).code).toBe('nothing-to-redo');
  await core.close();
});
