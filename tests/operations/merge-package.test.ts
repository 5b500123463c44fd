/** 合并: the package of a second desktop or a 直属单位, into a real library, verified, undoable, decided once. */
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import {
  addEntry,
  approveAll,
  editEntry,
  openOffice,
  pack,
  stateOf,
  UNIT,
  type Desk,
} from '#tests/sync/delivery-kit';
import { buildPackage, newKit } from '#tests/packages/package-kit';
import { sampleEntry } from '#tests/support/sample-entry';

const office = await openOffice();

type Merged = CallOutput<'package.merge'>;

/** The package of everything approved at a desk. */
async function packageOf(desk: Desk): Promise<string> {
  await approveAll(desk.core);
  return (await pack(office, desk, { scope: 'whole' })).file;
}

const mergeInto = (desk: Desk, file: string, more = {}): Promise<Merged> =>
  desk.core.call('package.merge', { file, by: '王某', ...more });

async function entryOf(desk: Desk, id: string) {
  return (await desk.core.call('entries.read', { entry: id })).entry;
}

/** Two desktops with one catalogue of `count` entries, as after the first exchange. */
async function pair(count = 3): Promise<{ a: Desk; b: Desk; ids: string[] }> {
  const [a, b] = [await office.newDesk(), await office.newDesk()];
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await addEntry(a.core));
  expect(await mergeInto(b, await packageOf(a))).toMatchObject({
    created: count,
    updated: 0,
    unchanged: 0,
    conflicts: [],
  });
  return { a, b, ids };
}

async function close(...desks: Desk[]): Promise<void> {
  for (const desk of desks) await desk.core.close();
}

describe('three ways', () => {
  test('edits of different fields go both ways without a question, and both desktops end up the same', async () => {
    const { a, b, ids } = await pair();
    await editEntry(a.core, ids[0]!, { summary: '甲电脑改的摘要，说明登记情况' });
    await editEntry(b.core, ids[0]!, { sharingPurpose: '乙电脑改的使用用途' });
    const own = await addEntry(b.core);
    const back = await mergeInto(a, await packageOf(b));
    expect(back).toMatchObject({ created: 1, updated: 1, unchanged: 2, conflicts: [], locked: [] });
    expect(back.differences.map((one) => one.changes.map((change) => change.field))).toEqual([
      ['sharingPurpose'],
    ]);
    expect(await entryOf(a, ids[0]!)).toMatchObject({
      summary: '甲电脑改的摘要，说明登记情况',
      sharingPurpose: '乙电脑改的使用用途',
    });
    expect(await stateOf(a.core, own)).toBe('草稿');

    expect(await mergeInto(b, await packageOf(a))).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 3,
      conflicts: [],
    });
    for (const id of [...ids, own]) expect(await entryOf(b, id)).toEqual(await entryOf(a, id));
    await close(a, b);
  });

  test('the same field changed on both: side by side, nothing overwritten, decided by a file and then remembered', async () => {
    const { a, b, ids } = await pair(2);
    const before = await entryOf(a, ids[0]!);
    await editEntry(a.core, ids[0]!, { summary: '甲电脑改的摘要，说明登记情况' });
    await editEntry(b.core, ids[0]!, { summary: '乙电脑改的摘要，说明登记情况', grading: '核心数据' });
    await editEntry(b.core, ids[1]!, { summary: '另一条的摘要，说明登记情况' });
    const file = await packageOf(b);
    const dry = await mergeInto(a, file, { dryRun: true });
    const expected = {
      field: 'summary',
      label: '信息资源摘要',
      base: before.summary,
      ours: '甲电脑改的摘要，说明登记情况',
      theirs: '乙电脑改的摘要，说明登记情况',
    };
    expect(dry).toMatchObject({ created: 0, updated: 2, unchanged: 0, conflicts: [expected] });
    expect(dry.snapshot).toBeUndefined();
    expect((await entryOf(a, ids[1]!)).summary).toBe(before.summary);

    const merged = await mergeInto(a, file);
    expect(merged.conflicts).toMatchObject([expected]);
    expect(await entryOf(a, ids[0]!)).toMatchObject({ summary: expected.ours, grading: '核心数据' });
    // As long as nobody decides, it is asked.
    expect(await mergeInto(a, file)).toMatchObject({ updated: 0, unchanged: 2, conflicts: [expected] });

    const resolve = a.at('resolve.json');
    writeFileSync(
      resolve,
      JSON.stringify({ decisions: merged.conflicts.map((one) => ({ ...one, take: 'theirs' })) }),
    );
    expect(await mergeInto(a, file, { resolve })).toMatchObject({ updated: 1, conflicts: [] });
    expect((await entryOf(a, ids[0]!)).summary).toBe(expected.theirs);
    expect(await mergeInto(a, file)).toMatchObject({ updated: 0, unchanged: 2, conflicts: [] });
    await close(a, b);
  });

  test('“保留本机” is remembered: the same package asks no more, their next change does', async () => {
    const { a, b, ids } = await pair(1);
    await editEntry(a.core, ids[0]!, { summary: '本机的摘要，说明登记对象情况' });
    await editEntry(b.core, ids[0]!, { summary: '来件的摘要，说明登记对象情况' });
    const file = await packageOf(b);
    const decisions = [{ entry: ids[0]!, field: 'summary', take: 'ours' as const }];
    expect(await mergeInto(a, file, { decisions })).toMatchObject({ updated: 0, conflicts: [] });
    expect(await mergeInto(a, file)).toMatchObject({ updated: 0, conflicts: [] });
    expect((await entryOf(a, ids[0]!)).summary).toBe('本机的摘要，说明登记对象情况');
    await editEntry(b.core, ids[0]!, { summary: '来件再改的摘要，说明登记情况' });
    expect((await mergeInto(a, await packageOf(b))).conflicts).toMatchObject([
      { base: '来件的摘要，说明登记对象情况' },
    ]);
    await close(a, b);
  });

  test('entries typed on both sides are found by their code, their items by name; an item added there comes once', async () => {
    const [a, b] = [await office.newDesk(), await office.newDesk()];
    const typed = sampleEntry({ code: '307999/000801', name: '两边都录入的资源' });
    const id = await addEntry(a.core, typed);
    const other = {
      ...typed,
      items: typed.items.map((item) => ({ ...item, id: `${item.id.slice(0, -4)}beef` })),
    };
    await addEntry(b.core, {
      ...other,
      items: [...other.items, { ...other.items[0]!, id: 'added-there', name: '补充项' }],
    });
    const file = await packageOf(b);
    expect(await mergeInto(a, file)).toMatchObject({ created: 0, updated: 1, conflicts: [] });
    expect((await entryOf(a, id)).items.map((item) => item.name)).toEqual(['信息项1', '信息项2', '补充项']);
    expect(await mergeInto(a, file)).toMatchObject({ created: 0, updated: 0, unchanged: 1, conflicts: [] });
    await close(a, b);
  });

  test('two desktops that share a workbook, and no package yet: what each changed since is told apart', async () => {
    const [source, a, b] = [await office.newDesk(), await office.newDesk(), await office.newDesk()];
    const id = await addEntry(source.core);
    await addEntry(source.core);
    const list = source.at('list.xlsx');
    await source.core.call('workbook.export', { out: list, to: 'xlsx' });
    for (const desk of [a, b]) await desk.core.call('workbook.import', { file: list });
    const before = await entryOf(a, id);
    // Untouched here since: their edit is taken.
    await editEntry(b.core, id, { grading: '核心数据' });
    const file = await packageOf(b);
    expect(await mergeInto(a, file, { dryRun: true })).toMatchObject({
      updated: 1,
      unchanged: 1,
      conflicts: [],
    });
    // Another field changed here: both are kept. The same one: asked against what both started from.
    await editEntry(a.core, id, { summary: '甲电脑改的摘要，说明登记情况' });
    expect(await mergeInto(a, file, { dryRun: true })).toMatchObject({ updated: 1, conflicts: [] });
    await editEntry(a.core, id, { grading: '重要数据' });
    expect((await mergeInto(a, file)).conflicts).toMatchObject([
      { field: 'grading', base: before.grading, ours: '重要数据', theirs: '核心数据' },
    ]);
    expect(await entryOf(a, id)).toMatchObject({
      grading: '重要数据',
      summary: '甲电脑改的摘要，说明登记情况',
    });
    await close(source, a, b);
  });

  test('the same id with other contents and no common past: asked, never overwritten', async () => {
    const [a, b] = [await office.newDesk(), await office.newDesk()];
    const id = await addEntry(a.core, { formatType: 'mysql' });
    await approveAll(a.core);
    await a.core.call('workbook.export', { out: a.at('list.xlsx'), to: 'xlsx' });
    await b.core.call('workbook.import', { file: a.at('list.xlsx') });
    await editEntry(b.core, id, { summary: '来件的摘要，说明登记对象情况' });
    // As another program would write it: without saying what it grew from.
    const { entry } = await b.core.call('entries.read', { entry: id });
    const platform = await office.newPlatform();
    await platform.publish(UNIT, [entry]);
    writeFileSync(a.at('published.zwmlr'), (await platform.store.published(UNIT))!);
    const merged = await mergeInto(a, a.at('published.zwmlr'));
    expect(merged).toMatchObject({ updated: 0, conflicts: [{ field: 'summary', base: null }] });
    await close(a, b);
  });

  test('a copy of the library is a second desktop: its edits find the version both had', async () => {
    const a = await office.newDesk();
    const id = await addEntry(a.core);
    await approveAll(a.core);
    await a.core.call('library.backup', { out: a.at('backup.mulu') });
    const b = await office.newDesk();
    await b.core.close();
    await b.core.call('library.restore', { file: a.at('backup.mulu'), out: b.at('second.mulu') });
    await b.core.call('library.open', { library: b.at('second.mulu') });
    const platform = await office.newPlatform();
    await platform.head(UNIT, b.at('head.zwmlr'));
    await b.core.call('delivery.receive', { file: b.at('head.zwmlr') });
    await editEntry(a.core, id, { summary: '甲电脑改的摘要，说明登记情况' });
    await editEntry(b.core, id, { grading: '重要数据' });
    expect(await mergeInto(a, await packageOf(b))).toMatchObject({ updated: 1, conflicts: [] });
    expect(await entryOf(a, id)).toMatchObject({
      summary: '甲电脑改的摘要，说明登记情况',
      grading: '重要数据',
    });
    await close(a, b);
  });
});

describe('停用', () => {
  async function retired(): Promise<{ a: Desk; b: Desk; ids: string[]; file: () => Promise<string> }> {
    const { a, b, ids } = await pair(4);
    const way = await office.newPlatform();
    // The platform has them, so that taking one out of use is told by a tombstone.
    await approveAll(b.core);
    const made = await pack(office, b);
    await way.take(made.file);
    writeFileSync(b.at('r.zwmlr'), (await way.store.package(made.packageId))!.receipt!);
    await b.core.call('delivery.receive', { file: b.at('r.zwmlr') });
    await b.core.call('review.take', { step: 'retire', entries: [ids[0]!], by: '李某', opinion: '不再提供' });
    return { a, b, ids, file: async () => (await pack(office, b)).file };
  }

  test('a tombstone takes an untouched entry out of use; undo brings it back in its state', async () => {
    const { a, b, ids, file } = await retired();
    const state = await stateOf(a.core, ids[0]!);
    expect(await mergeInto(a, await file())).toMatchObject({ removed: 1, conflicts: [] });
    expect(await stateOf(a.core, ids[0]!)).toBe('停用');
    await a.core.call('library.undo', {});
    expect(await stateOf(a.core, ids[0]!)).toBe(state);
    await close(a, b);
  });

  test('an edit against a tombstone is asked, and the answer stands', async () => {
    const { a, b, ids, file } = await retired();
    await editEntry(a.core, ids[0]!, { summary: '还在使用，改过的摘要内容' });
    const incoming = await file();
    const merged = await mergeInto(a, incoming);
    expect(merged).toMatchObject({
      removed: 0,
      conflicts: [{ field: 'removed', ours: '已修改', theirs: '已停用' }],
    });
    expect(await stateOf(a.core, ids[0]!)).toBe('草稿');
    const decisions = [{ entry: ids[0]!, field: 'removed', take: 'theirs' as const }];
    expect(await mergeInto(a, incoming, { decisions })).toMatchObject({ removed: 1, conflicts: [] });
    expect(await stateOf(a.core, ids[0]!)).toBe('停用');
    await close(a, b);
  });

  test('an entry deleted here does not come back unasked; when asked for, it comes back', async () => {
    const a = await office.newDesk();
    const b = await office.newDesk();
    const id = await addEntry(b.core);
    await mergeInto(a, await packageOf(b));
    await a.core.call('entries.remove', { entries: [id] });
    await editEntry(b.core, id, { summary: '对方又改过的摘要，说明情况' });
    const file = await packageOf(b);
    expect(await mergeInto(a, file)).toMatchObject({
      created: 0,
      conflicts: [{ field: 'removed', ours: '已停用' }],
    });
    expect((await a.core.call('entries.list', {})).total).toBe(0);
    const decisions = [{ entry: id, take: 'theirs' as const }];
    expect(await mergeInto(a, file, { decisions })).toMatchObject({ updated: 1, conflicts: [] });
    expect((await entryOf(a, id)).summary).toBe('对方又改过的摘要，说明情况');
    await a.core.call('library.undo', {});
    expect((await a.core.call('entries.list', {})).total).toBe(0);
    await close(a, b);
  });
});

describe('all or nothing', () => {
  test('undo takes a merge back whole, and the package can be merged again as if for the first time', async () => {
    const { a, b, ids } = await pair(2);
    const before = await Promise.all(ids.map((id) => entryOf(a, id)));
    const states = await Promise.all(ids.map((id) => stateOf(a.core, id)));
    await editEntry(b.core, ids[0]!, { summary: '来件的摘要，说明登记对象情况' });
    await addEntry(b.core);
    const file = await packageOf(b);
    const first = await mergeInto(a, file);
    expect(first).toMatchObject({ created: 1, updated: 1 });
    expect(await a.core.call('library.undo', {})).toMatchObject({ entries: 2 });
    expect(await Promise.all(ids.map((id) => entryOf(a, id)))).toEqual(before);
    expect(await Promise.all(ids.map((id) => stateOf(a.core, id)))).toEqual(states);
    expect(await mergeInto(a, file)).toMatchObject({ created: 1, updated: 1, conflicts: [] });
    await close(a, b);
  });

  test('an entry on its way through review or at the platform is left alone and named; the next merge brings it', async () => {
    const { a, b, ids } = await pair(2);
    await editEntry(b.core, ids[0]!, { summary: '来件的摘要，说明登记对象情况' });
    const file = await packageOf(b);
    await a.core.call('delivery.carry', { folder: a.at('stick') });
    expect(await mergeInto(a, file)).toMatchObject({
      updated: 0,
      unchanged: 2,
      conflicts: [],
      locked: [{ state: '已报送', entry: { id: ids[0] } }],
    });
    const [sent] = (await a.core.call('package.list', {})).packages;
    await a.core.call('delivery.receiveByHand', {
      number: '受理1号',
      on: '2026-11-20',
      packageId: sent!.packageId,
    });
    expect(await mergeInto(a, file)).toMatchObject({ updated: 1, locked: [] });
    await close(a, b);
  });

  test('a queued package holds what was approved: a change beside it starts a draft, and packing again takes its place', async () => {
    const { a, b, ids } = await pair(1);
    expect(await stateOf(a.core, ids[0]!)).toBe('待报送');
    await editEntry(b.core, ids[0]!, { summary: '来件的摘要，说明登记对象情况' });
    expect(await mergeInto(a, await packageOf(b))).toMatchObject({ updated: 1, locked: [] });
    expect(await stateOf(a.core, ids[0]!)).toBe('草稿');
    await approveAll(a.core);
    const again = await pack(office, a);
    expect(again).toMatchObject({ seq: 1, entries: 1 });
    expect((await a.core.call('package.list', {})).packages.map((one) => one.state)).toEqual([
      '待报送',
      '已被取代',
    ]);
    await close(a, b);
  });

  test('the library is checked after a merge as after an import', async () => {
    const [a, b] = [await office.newDesk(), await office.newDesk()];
    await addEntry(a.core, { code: '307999/000900', name: '重名的资源' });
    await addEntry(b.core, { code: '307999/000901', name: '重名的资源' });
    await mergeInto(a, await packageOf(b));
    const counts = await a.core.call('check.counts', {});
    expect(counts.warning + counts.error).toBeGreaterThan(0);
    await close(a, b);
  });
});

describe('what is not merged', () => {
  test('nothing without a root; nothing that the root does not vouch for; nothing that was changed', async () => {
    const b = await office.newDesk();
    await addEntry(b.core);
    const file = await packageOf(b);
    const a = await office.newDesk();
    const { certificates } = await a.core.call('trust.list', {});
    for (const one of certificates) await a.core.call('trust.remove', { file: one.fingerprintSm3 });
    const failure = await a.core.failure('package.merge', { file });
    expect(failure).toMatchObject({ code: 'package-invalid', details: { reason: 'untrusted-root' } });
    const c = await office.newDesk();
    const bytes = new Uint8Array(await import('node:fs/promises').then((fs) => fs.readFile(file)));
    const at = Buffer.from(bytes).indexOf('payload/catalogue.json') + 200;
    bytes[at] = bytes[at]! ^ 1;
    writeFileSync(c.at('changed.zwml'), bytes);
    expect((await c.core.failure('package.merge', { file: c.at('changed.zwml') })).code).toBe(
      'package-invalid',
    );
    expect((await c.core.call('entries.list', {})).total).toBe(0);
    await close(a, b, c);
  });

  test('another department’s package is asked about once, then known', async () => {
    const { a, b, ids } = await pair(1);
    const stranger = await office.newDesk();
    await mergeInto(stranger, await packageOf(b));
    await stranger.core.close();
    // The same library under another credit code: whose package it is, is not taken for granted.
    const c = await office.newDesk();
    await c.core.call('settings.save', { settings: { creditCode: '12610000435230000X' } });
    await editEntry(b.core, ids[0]!, { summary: '来件的摘要，说明登记对象情况' });
    const file = await packageOf(b);
    const failure = await c.core.failure('package.merge', { file });
    expect(failure).toMatchObject({ code: 'merge-implausible', details: { unit: UNIT } });
    expect((await c.core.call('entries.list', {})).total).toBe(0);
    expect(await mergeInto(c, file, { confirm: true })).toMatchObject({ created: 1 });
    expect(await mergeInto(c, file)).toMatchObject({ unchanged: 1 });
    await close(a, b, c);
  });

  test('a package by which over half of the catalogue would go is refused unless confirmed', async () => {
    const { a, b, ids } = await pair(3);
    const platform = await office.newPlatform();
    const made = await pack(office, b).catch(async () => {
      await approveAll(b.core);
      return pack(office, b);
    });
    await platform.take(made.file);
    writeFileSync(b.at('r.zwmlr'), (await platform.store.package(made.packageId))!.receipt!);
    await b.core.call('delivery.receive', { file: b.at('r.zwmlr') });
    await b.core.call('review.take', {
      step: 'retire',
      entries: ids.slice(0, 2),
      by: '李某',
      opinion: '划转',
    });
    const file = (await pack(office, b)).file;
    expect(await a.core.failure('package.merge', { file })).toMatchObject({
      code: 'merge-implausible',
      details: { removed: 2, live: 3 },
    });
    expect(await mergeInto(a, file, { confirm: true })).toMatchObject({ removed: 2 });
    await close(a, b);
  });

  test('a file with decisions that is none is refused by name', async () => {
    const { a, b } = await pair(1);
    const file = await packageOf(b).catch(async () => (await pack(office, b)).file);
    writeFileSync(a.at('no.json'), '[{"entry": 5}]');
    expect(await a.core.failure('package.merge', { file, resolve: a.at('no.json') })).toMatchObject({
      code: 'invalid-input',
      details: { field: '选定文件' },
    });
    await close(a, b);
  });
});

test('what the platform has published merges like a second desktop', async () => {
  const { a, b, ids } = await pair(2);
  const platform = await office.newPlatform();
  const published = await Promise.all(ids.map((id) => entryOf(a, id)));
  await platform.publish(UNIT, [{ ...published[0]!, summary: '平台上改过的摘要，说明情况' }, published[1]]);
  writeFileSync(b.at('catalogue.zwmlr'), (await platform.store.published(UNIT))!);
  expect(await mergeInto(b, b.at('catalogue.zwmlr'), { dryRun: true })).toMatchObject({ created: 0 });
  // Whatever else the platform signs is no catalogue, though it lay under that name.
  const other = { format: 'zwml-opinions/1', unit: UNIT, issued: '2026-11-20T00:00:00Z', entries: published };
  writeFileSync(b.at('other.zwmlr'), await platform.signed('catalogue', other));
  expect((await b.core.failure('package.merge', { file: b.at('other.zwmlr') })).code).toBe('package-invalid');
  expect((await b.core.failure('platform.compare', { file: b.at('other.zwmlr') })).code).toBe(
    'package-unreadable',
  );
  await close(a, b);
});

test('a catalogue that another reader may read differently, or that no reader can, is not merged', async () => {
  const kit = newKit();
  const desk = await office.newDesk();
  await desk.core.call('trust.add', { file: kit.root.crt, role: 'root' });
  const catalogue = (entries: string, more = ''): string =>
    `{"format":"zwml-catalogue/1","department":"","creditCode":"","region":"","libraryId":"l","instanceId":"i",` +
    `"scope":"whole","entries":[${entries}],"ancestry":{}${more}}`;
  const packageWith = (json: string): string =>
    buildPackage(kit, { payload: { 'payload/catalogue.json': json } });
  const entry = (more = ''): string => `{"id":"e1","name":"资源","items":[]${more}}`;
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  for (const [what, json] of [
    ['a member twice', catalogue('', ',"entries":[]')],
    ['an entry twice', catalogue(`${entry()},${entry()}`)],
    ['an entry that is there and struck off', catalogue(entry(), ',"removed":[{"id":"e1"}]')],
    ['lists within lists', catalogue(entry(`,"further":${deep}`))],
    ['half a character', catalogue(entry(',"summary":"\\ud800"'))],
  ] as const) {
    const failure = await desk.core.failure('package.merge', { file: packageWith(json), confirm: true });
    expect(failure, what).toMatchObject({ code: 'package-invalid', details: { reason: 'not-a-catalogue' } });
  }
  expect((await desk.core.call('entries.list', {})).total).toBe(0);
  // A name that JavaScript's objects have of themselves is a name like any other.
  const named = packageWith(catalogue(entry(',"__proto__":{"admin":true}')));
  expect(await desk.core.call('package.merge', { file: named, confirm: true })).toMatchObject({ created: 1 });
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
  const own = await addEntry(desk.core, { code: '307999/000777' });
  const ids = ['constructor', '__proto__', 'toString'].map((id) => `{"id":"${id}","name":"别的","items":[]`);
  for (const id of ids) {
    const file = packageWith(catalogue(`${id},"code":"307999/000777"}`));
    const merged = await desk.core.call('package.merge', { file, confirm: true });
    expect(merged.conflicts.map((one) => one.entry.id)).toContain(own);
  }
  await desk.core.close();
});
