import { expect, test } from 'vitest';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const LAW = '《中华人民共和国统计法》第九条';
const OTHER = '《征信业管理条例》（国务院令第631号）第十四条';

test('bases that the department keeps come first, then those written in entries, with how many say so', async () => {
  const core = await newLibrary(folder);
  for (let i = 0; i < 2; i++) await addEntry(core, { sharingType: '不予共享', refusalBasis: LAW, items: [] });
  await addEntry(core, { sharingType: '无条件共享', refusalBasis: '没有用处的依据', items: [] });
  expect((await core.call('bases.list', {})).bases).toEqual([{ text: LAW, kept: false, entries: 2 }]);
  await core.call('bases.change', { add: [OTHER, ` ${OTHER} `], by: '王某' });
  expect((await core.call('bases.list', {})).bases).toEqual([
    { text: OTHER, kept: true, entries: 0 },
    { text: LAW, kept: false, entries: 2 },
  ]);
  expect((await core.call('bases.list', { query: '征信 631' })).bases.map(({ text }) => text)).toEqual([
    OTHER,
  ]);
  await core.call('bases.change', { add: [LAW] });
  await core.call('bases.change', { remove: [OTHER, LAW] });
  // What entries say is not touched by what the list holds.
  expect((await core.call('bases.list', {})).bases).toEqual([{ text: LAW, kept: false, entries: 2 }]);
  const { records } = await core.call('audit.list', { limit: 10 });
  expect(records[0]).toMatchObject({ label: '修改法规依据库' });
  await core.close();
});
