import { expect, test } from 'vitest';
import { runCall } from '#app/operations/create-operations';
import { openConnection } from '#app/storage/sqlite';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

/** Copies of the one entry that the library holds, under other ids and names. */
async function multiply(file: string, copies: number): Promise<void> {
  const db = await openConnection(file, 'write');
  await db.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${copies})
    INSERT INTO entry (content_json, code, name, provider, office, sharing_type, update_cycle, item_count, search_text, id,
                       position, state, changed_at_ms, changed_by)
    SELECT replace(replace(content_json, id, 'x' || i), '"' || name || '"', '"' || name || i || '号"'), code,
           name || i || '号', provider, office, sharing_type, update_cycle, item_count, search_text, 'x' || i,
           position + i, state, changed_at_ms, changed_by
    FROM entry, n`);
  await db.close();
}

test('a reason given while a whole check is under way stands after it', async () => {
  const core = await newLibrary(tempFolder());
  const { id } = await addEntry(core, { grading: '' });
  await core.close();
  await multiply(core.file, 6000);
  await core.call('library.open', { library: core.file });
  await core.call('check.run', {});
  const about = (await core.call('entries.read', { entry: id })).findings.find(
    ({ rule }) => rule === 'grading-missing',
  )!;

  let pages = 0;
  let answered: Promise<unknown> | null = null;
  const settledFirst: string[] = [];
  await runCall(
    core.operations,
    'check.run',
    {},
    {
      signal: new AbortController().signal,
      progress: () => {
        pages++;
        // The page with the entry has been read by now.
        answered ??= core
          .call('findings.settle', {
            entry: id,
            findings: [{ rule: about.rule, field: about.field, message: about.message }],
            reason: '分级办法正在制定',
            by: '李某',
          })
          .then(() => settledFirst.push('answer'));
      },
    },
  );
  settledFirst.push('check');
  await answered;
  expect(pages).toBeGreaterThan(10);
  const after = (await core.call('entries.read', { entry: id })).findings.find(
    ({ rule }) => rule === 'grading-missing',
  );
  expect(after?.settled?.reason, settledFirst.join(', ')).toBe('分级办法正在制定');
  await core.close();
});

test('what was said of a duplicate falls when the other one is deleted, and comes back with it', async () => {
  const core = await newLibrary(tempFolder());
  const kept = await addEntry(core, { code: '307999/000777' });
  const other = await addEntry(core, { code: '307999/000777' });
  const duplicates = async (): Promise<number> =>
    (await core.call('entries.read', { entry: kept.id })).findings.filter(
      ({ rule }) => rule === 'duplicate-code',
    ).length;
  expect(await duplicates()).toBe(1);
  await core.call('entries.remove', { entries: [other.id] });
  expect(await duplicates()).toBe(0);
  expect((await core.call('findings.list', { rule: 'duplicate-code' })).total).toBe(0);
  await core.call('library.undo', {});
  expect(await duplicates()).toBe(1);
  await core.close();
});
