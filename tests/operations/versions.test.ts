import { describe, expect, test } from 'vitest';
import { versionSm3 } from '#app/storage/review-store';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const ALL = { entries: 'all' as const, by: '李某', opinion: '同意', secrecy: '不涉密', personal: '不涉及' };

async function approve(core: TestCore): Promise<void> {
  for (const step of ['submit', 'approve', 'assess', 'clear', 'consent'] as const) {
    await core.call('review.take', { ...ALL, step });
  }
}

async function change(core: TestCore, id: string, changes: Record<string, unknown>): Promise<void> {
  const { entry, meta } = await core.call('entries.read', { entry: id });
  await core.call('entries.save', { entry: { ...entry, ...changes }, revision: meta.revision, by: '王某' });
}

/** Two approved versions (摘要 一 and 二, an item renamed) and a third draft. */
async function threeVersions(): Promise<{ core: TestCore; id: string }> {
  const core = await newLibrary(folder);
  const { entry, meta } = await core.call('entries.create', {});
  const filled = { ...sampleEntry({ summary: '第一版的摘要内容' }), id: entry.id };
  await core.call('entries.save', { entry: filled, revision: meta.revision, by: '王某' });
  await approve(core);
  const items = filled.items.map((item, i) => (i === 0 ? { ...item, name: '改名的信息项' } : item));
  await change(core, entry.id, { summary: '第二版的摘要内容', items });
  await approve(core);
  await change(core, entry.id, { summary: '草稿的摘要内容', items: items.slice(0, 1) });
  return { core, id: entry.id };
}

describe('pain 21: draft, approved and older versions are told apart', () => {
  test('any two versions are compared field by field, each with its SM3', async () => {
    const { core, id } = await threeVersions();
    const oneTwo = await core.call('versions.compare', { entry: id, from: 1, to: 2 });
    expect(oneTwo.changes.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['summary', '第一版的摘要内容', '第二版的摘要内容'],
      ['name', '信息项1', '改名的信息项'],
    ]);
    const back = await core.call('versions.compare', { entry: id, from: 2, to: 1 });
    expect(back.changes[0]).toMatchObject({ before: '第二版的摘要内容', after: '第一版的摘要内容' });
    const draft = await core.call('versions.compare', { entry: id, from: 2, to: 'draft' });
    expect(draft).toMatchObject({ itemsRemoved: ['信息项2'], itemsAdded: [], to: { version: 'draft' } });
    const { entry, versions } = await core.call('entries.read', { entry: id });
    expect(draft.to.sm3).toBe(versionSm3(entry));
    expect([oneTwo.from.sm3, oneTwo.to.sm3]).toEqual(versions.map(({ sm3 }) => sm3));
    expect((await core.call('versions.compare', { entry: id, from: 1, to: 1 })).changes).toEqual([]);
    await core.close();
  });

  test('two versions beside each other are printed with their SM3, what changed underlined', async () => {
    const { core, id } = await threeVersions();
    const paper = (subject: readonly string[]) =>
      core.call('report.model', { kind: 'versions', subject: [...subject] });
    const { title, html } = await paper([id, '1', 'draft']);
    expect(title).toContain('版本对照表');
    const { from, to } = await core.call('versions.compare', { entry: id, from: 1, to: 'draft' });
    for (const words of [
      `第1版　校验码（SM3）${from.sm3}`,
      `现内容　校验码（SM3）${to.sm3}`,
      '减少信息项1项',
    ])
      expect(html).toContain(words);
    expect(html).toContain('<u>第一版</u>');
    expect((await paper([id, '2', '2'])).html).toContain('两版内容相同');
    for (const subject of [[id], [id, '1', 'latest'], [id, '1', '2', '3']]) {
      const failure = await core.failure('report.model', { kind: 'versions', subject });
      expect(failure).toMatchObject({ code: 'invalid-input', details: { field: '对象' } });
    }
    await core.close();
  });

  test('the platform’s version is the one its receipt took; before the first there is none to compare', async () => {
    const { core, id } = await threeVersions();
    const failure = await core.failure('versions.compare', { entry: id, from: 'platform', to: 'draft' });
    expect(failure).toMatchObject({
      code: 'invalid-input',
      details: { reason: expect.stringContaining('共享平台还没有用回执接收过') },
    });
    await core.close();
  });

  test('a version that does not exist is refused with the number of the latest', async () => {
    const { core, id } = await threeVersions();
    const failure = await core.failure('versions.compare', { entry: id, from: 1, to: 3 });
    expect(failure).toMatchObject({
      code: 'invalid-input',
      details: { reason: expect.stringContaining('第2版') },
    });
    expect((await core.failure('versions.compare', { entry: 'none', from: 1, to: 2 })).code).toBe(
      'entry-not-found',
    );
    expect((await core.failure('versions.restore', { entry: id, version: 7 })).code).toBe('invalid-input');
    await core.close();
  });

  test('an old version becomes a new draft; approved versions stay; undo takes it back', async () => {
    const { core, id } = await threeVersions();
    const before = await core.call('entries.read', { entry: id });
    const stale = { entry: id, version: 1, revision: before.meta.revision - 1 };
    expect((await core.failure('versions.restore', stale)).code).toBe('entry-changed-meanwhile');
    const restored = await core.call('versions.restore', {
      entry: id,
      version: 1,
      revision: before.meta.revision,
      by: '赵某',
    });
    expect(restored).toMatchObject({ state: '草稿', changed: true, revision: before.meta.revision + 1 });
    const after = await core.call('entries.read', { entry: id });
    expect(after.entry).toMatchObject({
      summary: '第一版的摘要内容',
      items: [{ name: '信息项1' }, { name: '信息项2' }],
    });
    expect(after.meta.changedBy).toBe('赵某');
    expect(after.versions).toEqual(before.versions);
    expect((await core.call('versions.restore', { entry: id, version: 1 })).changed).toBe(false);
    await core.call('library.undo', {});
    expect((await core.call('entries.read', { entry: id })).entry).toEqual(before.entry);
    expect(await core.call('audit.verify', {})).toMatchObject({ intact: true });
    await core.close();
  });

  test('an approved entry goes back into a draft; one under review is not touched behind the reviewers’ backs', async () => {
    const { core, id } = await threeVersions();
    await core.call('review.take', { ...ALL, step: 'submit' });
    expect((await core.failure('versions.restore', { entry: id, version: 1 })).code).toBe('entry-locked');
    for (const step of ['approve', 'assess', 'clear', 'consent'] as const)
      await core.call('review.take', { ...ALL, step });
    expect(await core.call('versions.restore', { entry: id, version: 2 })).toMatchObject({ state: '草稿' });
    await core.close();
  });

  test('a published code is never changed by the way: an old version comes back under the latest code', async () => {
    const core = await newLibrary(folder);
    const { entry, meta } = await core.call('entries.create', {});
    const filled = { ...sampleEntry({ code: '307999/000701' }), id: entry.id };
    await core.call('entries.save', { entry: filled, revision: meta.revision });
    await approve(core);
    await change(core, entry.id, {
      code: '307999/000702',
      formerCodes: ['307999/000701'],
      summary: '改码后的摘要',
    });
    await approve(core);
    await core.call('versions.restore', { entry: entry.id, version: 1 });
    expect((await core.call('entries.read', { entry: entry.id })).entry).toMatchObject({
      code: '307999/000702',
      formerCodes: ['307999/000701'],
      summary: filled.summary,
    });
    await core.close();
  });
});

describe('who did what to an entry, in one list', () => {
  test('edits with their differences, steps with their opinions, versions with their SM3, the latest first', async () => {
    const { core, id } = await threeVersions();
    const { records } = await core.call('entries.history', { entry: id });
    expect(records.map(({ at }) => at)).toEqual(
      records
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    const edits = records.filter(({ kind }) => kind === 'change');
    expect(edits).toHaveLength(4);
    expect(edits[0]).toMatchObject({ by: '王某', itemsRemoved: ['信息项2'] });
    expect(edits[0]!.changes[0]).toMatchObject({
      field: 'summary',
      before: '第二版的摘要内容',
      after: '草稿的摘要内容',
    });
    expect(edits[1]!.changes[0]).toMatchObject({ before: '第一版的摘要内容', after: '第二版的摘要内容' });
    expect(edits.at(-1)!.what).toContain('新增');
    const steps = records.filter(({ kind }) => kind === 'review');
    expect(
      steps
        .map(({ what }) => what)
        .reverse()
        .slice(0, 5),
    ).toEqual(['提交送审', '部门审核', '风险评估', '保密审查', '负责人审签']);
    expect(steps.every(({ by }) => by === '李某')).toBe(true);
    const versions = records.filter(({ kind }) => kind === 'version');
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions[0]!.sm3).toMatch(/^[0-9a-f]{64}$/);
    expect((await core.call('entries.history', { entry: id, limit: 2 })).records).toHaveLength(2);
    await core.close();
  });
});
