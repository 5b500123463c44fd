import { describe, expect, test } from 'vitest';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
type Core = TestCore & { file: string };

async function add(core: TestCore, changes: Partial<CatalogueEntry> = {}): Promise<string> {
  const { entry, meta } = await core.call('entries.create', {});
  await core.call('entries.save', {
    entry: { ...sampleEntry(changes), id: entry.id },
    revision: meta.revision,
  });
  return entry.id;
}
const read = async (core: TestCore, id: string): Promise<CatalogueEntry> =>
  (await core.call('entries.read', { entry: id })).entry;
async function several(changes: readonly Partial<CatalogueEntry>[]): Promise<{ core: Core; ids: string[] }> {
  const core = await newLibrary(folder);
  const ids: string[] = [];
  for (const one of changes) ids.push(await add(core, one));
  return { core, ids };
}

describe('a batch is looked at first and written as one change', () => {
  test('the preview names every old and new value and writes nothing', async () => {
    const { core, ids } = await several([{ office: '综合处' }, { office: '综合科' }, { office: '法规处' }]);
    const change = {
      kind: 'replace' as const,
      find: '综合',
      by: '办公',
      fields: ['office' as const],
      itemFields: [],
    };
    const seen = await core.call('entries.batch', { entries: ids, change });
    expect(seen).toMatchObject({ entries: 3, changed: 2, changes: 2, refusedCount: 0, applied: false });
    expect(seen.rows.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['提供方内部部门', '综合处', '办公处'],
      ['提供方内部部门', '综合科', '办公科'],
    ]);
    expect((await read(core, ids[0]!)).office).toBe('综合处');
    await core.close();
  });

  test('500 entries: one change set, one undo brings every one back', async () => {
    const core = await newLibrary(folder);
    for (let i = 0; i < 500; i++) await core.call('entries.create', {});
    const change = { kind: 'set' as const, values: [{ field: 'grading' as const, value: '重要数据' }] };
    const seen = await core.call('entries.batch', { entries: {}, change });
    expect(seen.changed).toBe(500);
    const done = await core.call('entries.batch', { entries: {}, change, apply: true, token: seen.token });
    expect(done).toMatchObject({ changed: 500, applied: true });
    const { entries } = await core.call('entries.list', { limit: 1000 });
    for (const { id } of entries) expect((await read(core, id)).grading).toBe('重要数据');
    expect(await core.call('library.undo', {})).toMatchObject({ undone: '批量填写（500条）', entries: 500 });
    for (const { id } of entries) expect((await read(core, id)).grading).not.toBe('重要数据');
    await core.close();
  });

  test('two batches at once take turns: none takes the rows of the other in, or away', async () => {
    const core = await newLibrary(folder);
    const ids: string[] = [];
    for (let i = 0; i < 600; i++) ids.push((await core.call('entries.create', {})).entry.id);
    const halves = [ids.slice(0, 300), ids.slice(300)];
    const aborted = new AbortController();
    const write = async (entries: string[], value: string, signal?: AbortSignal) => {
      const change = { kind: 'set' as const, values: [{ field: 'office' as const, value }] };
      const { token } = await core.call('entries.batch', { entries, change });
      return core.call('entries.batch', { entries, change, apply: true, token }, signal);
    };
    // The second is refused when its turn comes, and must not clear what the first has ready.
    const first = write(halves[0]!, '甲处');
    const second = write(halves[1]!, '乙处', aborted.signal).then(
      () => 'written',
      () => 'refused',
    );
    aborted.abort();
    expect((await first).applied).toBe(true);
    expect(await second).toBe('refused');
    const offices = await Promise.all(ids.map(async (id) => (await read(core, id)).office));
    expect(offices.filter((office) => office === '甲处')).toHaveLength(300);
    expect(offices.filter((office) => office === '乙处')).toHaveLength(0);
    await core.close();
  });

  test('what changed between preview and writing is not overwritten', async () => {
    const { core, ids } = await several([{}, {}]);
    const change = { kind: 'set' as const, values: [{ field: 'office' as const, value: '新处室' }] };
    const { token } = await core.call('entries.batch', { entries: ids, change });
    const { entry, meta } = await core.call('entries.read', { entry: ids[0]! });
    await core.call('entries.save', { entry: { ...entry, summary: '另一处改动' }, revision: meta.revision });
    const failure = await core.failure('entries.batch', { entries: ids, change, apply: true, token });
    expect(failure.code).toBe('entry-changed-meanwhile');
    expect((await read(core, ids[1]!)).office).toBe('综合处');
    await core.close();
  });

  test('entries on their way through review are refused by state, approved ones become drafts, the rest goes on', async () => {
    const { core, ids } = await several([{}, {}, {}]);
    const taken = await core.call('review.take', { step: 'submit', entries: [ids[0]!], by: '王某' });
    expect(taken.skipped).toEqual([]);
    const change = { kind: 'set' as const, values: [{ field: 'office' as const, value: '新处室' }] };
    const done = await core.call('entries.batch', { entries: ids, change, apply: true });
    expect(done).toMatchObject({ changed: 2, refusedCount: 1 });
    expect(done.refused[0]).toMatchObject({
      entry: { id: ids[0] },
      reason: expect.stringMatching(/待审核.*退回/) as string,
    });
    await core.close();
  });

  test('a text that would be longer than its field is refused, not cut', async () => {
    const { core, ids } = await several([{ name: '甲'.repeat(400) }]);
    const change = {
      kind: 'replace' as const,
      find: '甲',
      by: '甲乙',
      fields: ['name' as const],
      itemFields: [],
    };
    const seen = await core.call('entries.batch', { entries: ids, change });
    expect(seen).toMatchObject({ changed: 0, refusedCount: 1 });
    expect(seen.refused[0]!.reason).toMatch(/800字，超过500字/);
    await core.close();
  });

  test('sharing and cycle are set for every item; only blanks where asked; items can be searched too', async () => {
    const { core, ids } = await several([{}]);
    const set = (value: string, onlyBlank: boolean) => ({
      entries: ids,
      apply: true,
      change: { kind: 'set' as const, values: [{ field: 'updateCycle' as const, value }], onlyBlank },
    });
    expect((await core.call('entries.batch', set('每年', true))).changed).toBe(0);
    await core.call('entries.batch', set('每年', false));
    const entry = await read(core, ids[0]!);
    expect([entry.updateCycle, ...entry.items.map((item) => item.updateCycle)]).toEqual([
      '每年',
      '每年',
      '每年',
    ]);
    const change = {
      kind: 'replace' as const,
      find: '信息项',
      by: '指标',
      fields: [],
      itemFields: ['name' as const],
    };
    await core.call('entries.batch', { entries: ids, apply: true, change });
    expect((await read(core, ids[0]!)).items.map(({ name }) => name)).toEqual(['指标1', '指标2']);
    await core.close();
  });

  test('the former code cannot be lost by a batch: the code is no field of it', async () => {
    const { core, ids } = await several([{}]);
    const change = { kind: 'set', values: [{ field: 'code', value: '1' }] } as never;
    expect((await core.failure('entries.batch', { entries: ids, change })).code).toBe('invalid-input');
    await core.close();
  });
});

test('certain mendings: full-width figures and blanks inside codes, in all entries at once, and only those', async () => {
  const { core, ids } = await several([
    { storedVolume: '１，２００ＧＢ', name: '信用管理系统' },
    { providerCode: '１１４３００００７４３１８７４５１f' },
    {},
  ]);
  const seen = await core.call('entries.batch', { entries: {}, change: { kind: 'mend' } });
  expect(seen.rows.map(({ field, after }) => [field, after])).toEqual([
    ['storedVolume', '1200'],
    ['providerCode', '11430000743187451F'],
  ]);
  const one = await core.call('entries.batch', {
    entries: {},
    change: { kind: 'mend', rules: ['survey-number'] },
    apply: true,
  });
  expect(one.changed).toBe(1);
  const { findings } = await core.call('entries.read', { entry: ids[0]! });
  expect(findings.map(({ rule }) => rule)).not.toContain('survey-number');
  await core.close();
});

test('certain mendings of one severity leave the others, and what is kept with a reason stays as it is', async () => {
  const { core, ids } = await several([
    { storedVolume: '１２ＧＢ', providerCode: '１１４３００００７４３１８７４５１f' },
    { providerCode: '11430000743187451f' },
  ]);
  const { findings } = await core.call('entries.read', { entry: ids[0]! });
  const severityOf = (rule: string) => findings.find((one) => one.rule === rule)?.severity;
  expect([severityOf('survey-number'), severityOf('credit-code-form')]).toEqual(['error', 'warning']);
  const mended = async (severity: 'error' | 'warning'): Promise<string[]> =>
    (
      await core.call('entries.batch', {
        entries: { withFindings: severity },
        change: { kind: 'mend', severity },
      })
    ).rows.map(({ after }) => after);
  expect(await mended('error')).toEqual(['12']);
  expect(await mended('warning')).toEqual(['11430000743187451F', '11430000743187451F']);
  const { rule, field, message } = findings.find((one) => one.rule === 'credit-code-form')!;
  await core.call('findings.settle', {
    entry: ids[0]!,
    findings: [{ rule, field, message }],
    reason: '平台要求的写法',
    by: '甲',
  });
  const all = await core.call('entries.batch', { entries: {}, change: { kind: 'mend' } });
  expect(all.rows.map(({ after }) => after)).toEqual(['12', '11430000743187451F']);
  await core.close();
});

describe('编制指南 6.3: codes are given in order, kept for good, and never given twice', () => {
  test('entries without a code get the next ones; what has a code is left alone', async () => {
    const { core, ids } = await several([{ code: '' }, { code: '307021/000004' }, { code: '' }]);
    expect(await core.call('codes.next', { front: '307021' })).toEqual({ code: '307021/000005' });
    const change = { kind: 'code' as const, front: '307021' };
    await core.call('entries.batch', { entries: ids, change, apply: true });
    const codes = await Promise.all(ids.map(async (id) => (await read(core, id)).code));
    expect(codes).toEqual(['307021/000005', '307021/000004', '307021/000006']);
    await core.close();
  });

  test('a moved part of the tree takes its entries along; the former code still finds the entry; one undo', async () => {
    const { core, ids } = await several([
      { code: '307021/000001' },
      { code: '307022/000007' },
      { code: '307021001/000002' },
    ]);
    const { categories } = await core.call('categories.list', {});
    const tree = [
      ...categories
        .filter(({ code }) => !code.startsWith('3070'))
        .map(({ code, name, note }) => ({ code, name, note })),
      { code: '307021', name: '信用', note: '' },
      { code: '307021001', name: '红名单', note: '' },
      { code: '307022', name: '监管', note: '' },
    ];
    await core.call('categories.save', { categories: tree });
    const move = { from: '307021', to: '307033' };
    const seen = await core.call('categories.recode', move);
    expect(
      seen.rows.filter(({ field }) => field === 'code').map(({ before, after }) => [before, after]),
    ).toEqual([
      ['307021/000001', '307033/000001'],
      ['307021001/000002', '307033001/000002'],
    ]);
    expect(seen.nodes.map(({ before, after }) => [before, after])).toEqual([
      ['307021', '307033'],
      ['307021001', '307033001'],
    ]);
    await core.call('categories.recode', { ...move, apply: true, token: seen.token });
    expect(await read(core, ids[0]!)).toMatchObject({
      code: '307033/000001',
      formerCodes: ['307021/000001'],
    });
    expect((await core.call('entries.read', { entry: '307021/000001' })).entry.id).toBe(ids[0]);
    expect((await core.call('entries.list', { query: '307021/000001' })).total).toBe(1);
    expect(await core.call('codes.next', { front: '307021' })).toEqual({ code: '307021/000002' });
    const codes = (await core.call('categories.list', {})).categories.map(({ code }) => code);
    expect(codes).toContain('307033001');
    expect(codes).not.toContain('307021');
    await core.call('library.undo', {});
    expect(await read(core, ids[0]!)).toMatchObject({ code: '307021/000001', formerCodes: [] });
    expect((await core.call('categories.list', {})).categories.map(({ code }) => code)).toContain('307021');
    await core.close();
  });

  test('where the number is taken at the new place, the next one is given', async () => {
    const { core, ids } = await several([{ code: '307021/000001' }, { code: '307022/000001' }]);
    await core.call('categories.save', {
      categories: [
        { code: '307021', name: '甲', note: '' },
        { code: '307022', name: '乙', note: '' },
      ],
    });
    const seen = await core.call('categories.recode', { from: '307021', to: '307022', apply: true });
    expect(seen.changed).toBe(1);
    expect((await read(core, ids[0]!)).code).toBe('307022/000002');
    await core.close();
  });

  test('a part whose entries are in review is not torn apart, and a level does not become another', async () => {
    const { core, ids } = await several([{ code: '307021/000001' }]);
    await core.call('categories.save', { categories: [{ code: '307021', name: '甲', note: '' }] });
    await core.call('review.take', { step: 'submit', entries: ids, by: '王某' });
    const failure = await core.failure('categories.recode', { from: '307021', to: '307022', apply: true });
    expect(failure.details['reason']).toMatch(/待审核/);
    expect(
      (await core.failure('categories.recode', { from: '307021', to: '307' })).details['reason'],
    ).toMatch(/同一层级/);
    await core.close();
  });

  test('an edit of the tree is undone like any other change', async () => {
    const core = await newLibrary(folder);
    const before = (await core.call('categories.list', {})).categories.length;
    await core.call('categories.save', { categories: [{ code: '3', name: '部门类', note: '' }] });
    expect((await core.call('library.undo', {})).undone).toBe('修改分类');
    expect((await core.call('categories.list', {})).categories).toHaveLength(before);
    await core.close();
  });
});

test('编制指南：代码唯一不变，改过代码以后原代码的顺序码不再给别人', async () => {
  const { core, ids } = await several([{ code: '' }]);
  const { entry, meta } = await core.call('entries.read', { entry: ids[0]! });
  // As it comes in by workbook: the number was never given out here.
  await core.call('entries.save', { entry: { ...entry, code: '307021/000007' }, revision: meta.revision });
  const now = await core.call('entries.read', { entry: ids[0]! });
  const moved = { ...now.entry, code: '307022/000001', formerCodes: ['307021/000007'] };
  await core.call('entries.save', { entry: moved, revision: now.meta.revision });
  expect(await core.call('codes.next', { front: '307021' })).toEqual({ code: '307021/000008' });
  await core.close();
});
