import { expect, test } from 'vitest';
import { failureText } from '#app/contract/failure-text';
import { openConnection } from '#app/storage/sqlite';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();

test('an undo that is refused says why: sent for review (and where it waits), or edited again', async () => {
  const core = await newLibrary(folder);
  const { id, name } = await addEntry(core);
  const { entry, meta } = await core.call('entries.read', { entry: id });
  await core.call('entries.save', { entry: { ...entry, office: '乙处' }, revision: meta.revision });
  const raw = await openConnection(core.file, 'write');
  await raw.run("UPDATE entry SET state = '待审核' WHERE id = ?", [id]);
  const sent = await core.failure('library.undo', {});
  expect(sent).toMatchObject({
    code: 'entry-changed-meanwhile',
    details: { names: [name], state: '待审核' },
  });
  expect(failureText(sent)).toBe(
    `“${name}”状态为“待审核”，不能撤销或恢复操作。先退回修改，再撤销或恢复操作。`,
  );
  // Sent back, it can be undone; edited by another hand meanwhile, it cannot, whatever its state.
  await raw.run('UPDATE entry SET revision = revision + 1 WHERE id = ?', [id]);
  const edited = await core.failure('library.undo', {});
  expect(edited.details).toMatchObject({ state: null });
  expect(failureText(edited)).toContain('在此期间已有新的修改');
  await raw.run("UPDATE entry SET revision = revision - 1, state = '退回修改' WHERE id = ?", [id]);
  await raw.close();
  await core.call('library.undo', {});
  expect((await core.call('entries.read', { entry: id })).entry.office).toBe(entry.office);
  await core.close();
});
