import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { forgetIndex, prepareIndex, stopIndex } from '#app/operations/keep-index';
import type { OpenedLibrary, Workspace } from '#app/operations/workspace';
import { openLibrary, type Library } from '#app/storage/database';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const duplicates = (rules: readonly { rule: string }[]): string[] =>
  rules.map(({ rule }) => rule).filter((rule) => rule.startsWith('duplicate'));

/** A workspace whose library has `entries` entries, and counts what is read from it. */
async function workspaceOf(entries: number): Promise<{ workspace: Workspace; library: Library }> {
  const core = await newLibrary(folder);
  for (let i = 0; i < entries; i++) await core.call('entries.create', {});
  await core.close();
  const library = await openLibrary(core.file);
  const current = { library, settings: {}, catalogueIndex: null } as unknown as OpenedLibrary;
  return { workspace: { host: {} as Workspace['host'], current }, library };
}

describe('the index over the catalogue', () => {
  test('several that need it wait for one building of it', async () => {
    const { workspace, library } = await workspaceOf(5);
    const [a, b] = await Promise.all([prepareIndex(workspace), prepareIndex(workspace)]);
    expect(a).toBe(b);
    expect(a.entries.size).toBe(5);
    await library.close();
  });

  test('forgotten while it is built, it is built anew and not put back as it was', async () => {
    const { workspace, library } = await workspaceOf(5);
    const wanted = prepareIndex(workspace);
    forgetIndex(workspace.current!);
    const index = await wanted;
    expect(workspace.current!.catalogueIndex).toBe(index);
    expect(index.entries.size).toBe(5);
    await library.close();
  });

  test('closing ends a building under way', async () => {
    const { workspace, library } = await workspaceOf(5);
    void prepareIndex(workspace).catch(() => undefined);
    const { current } = workspace;
    workspace.current = null;
    await stopIndex(current!);
    expect(current!.catalogueIndex).toBeNull();
    await library.close();
  });

  test('a while after opening it is there before the first edit, and the edit still finds its namesake', async () => {
    const core = await newLibrary(folder);
    await addEntry(core, { name: '荣誉信息', code: '307021/000001' });
    await core.call('library.close', {});
    await core.call('library.open', { library: core.file });
    await wait(1700);
    const second = await addEntry(core, { name: '荣誉信息', code: '307021/000001' });
    const { findings } = await core.call('entries.read', { entry: second.id });
    expect(duplicates(findings)).toEqual(['duplicate-code', 'duplicate-name']);
    await core.close();
  });
});

test('an entry edited while everything is checked keeps the findings of what it says now', async () => {
  const core = await newLibrary(folder);
  for (let i = 0; i < 600; i++) await core.call('entries.create', {});
  const target = await addEntry(core, { summary: '' });
  const whole = core.call('check.run', {});
  const { entry, meta } = await core.call('entries.read', { entry: target.id });
  await core.call('entries.save', { entry: { ...entry, summary: '现已填写摘要' }, revision: meta.revision });
  await whole;
  const { findings } = await core.call('entries.read', { entry: target.id });
  expect(findings.filter(({ field }) => field === 'summary')).toEqual([]);
  await core.close();
});
