import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REVIEW_STEPS, type ReviewStepName } from '#app/contract/calls';
import { openConnection } from '#app/storage/sqlite';
import { versionSm3 } from '#app/storage/review-store';
import { takeStep } from '#app/review/review-steps';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';
import { ENTRY_STATES } from '#app/contract/entry-states';

const folder = tempFolder();

async function withEntry(changes = {}): Promise<{ core: TestCore & { file: string }; id: string }> {
  const core = await newLibrary(folder);
  const { entry, meta } = await core.call('entries.create', {});
  await core.call('entries.save', {
    entry: { ...sampleEntry(changes), id: entry.id },
    revision: meta.revision,
  });
  return { core, id: entry.id };
}
const state = async (core: TestCore, id: string): Promise<string> =>
  (await core.call('entries.read', { entry: id })).meta.state;

const ASSESSED = { secrecy: '不涉及国家秘密、工作秘密', personal: '不涉及个人信息' };

describe('条例第十三条、34号文第九条和第十九条: the chain of a department in 陕西', () => {
  test('submit, approve, assess, clear, consent lead to 已审定, and the version is kept whole with its SM3', async () => {
    const { core, id } = await withEntry();
    const states: string[] = [];
    for (const step of ['submit', 'approve', 'assess', 'clear', 'consent'] as const) {
      const taken = await core.call('review.take', {
        step,
        entries: [id],
        by: '李某',
        opinion: '符合',
        ...ASSESSED,
      });
      expect(taken).toMatchObject({ step, entries: 1, skipped: [] });
      states.push(await state(core, id));
    }
    expect(states).toEqual(['待审核', '待评估与保密审查', '待评估与保密审查', '待负责人审签', '已审定']);
    const { entry, versions, meta } = await core.call('entries.read', { entry: id });
    expect(meta.version).toBe(1);
    expect(versions).toMatchObject([{ version: 1, sm3: versionSm3(entry) }]);
    await core.close();
  });

  test('必须修改 findings block 送审, and the reason says how many', async () => {
    const { core, id } = await withEntry({ summary: '', name: '' });
    const { entries, skipped } = await core.call('review.take', {
      step: 'submit',
      entries: [id],
      by: '王某',
    });
    expect(entries).toBe(0);
    expect(skipped[0]!.reason).toMatch(/必须修改/);
    expect(await state(core, id)).toBe('草稿');
    await core.close();
  });

  test('保密审查 waits for the assessments of 条例第十三条; after a return they are asked for again', async () => {
    const { core, id } = await withEntry();
    const one = { entries: [id], by: '赵某', opinion: '意见' };
    await core.call('review.take', { ...one, step: 'submit' });
    await core.call('review.take', { ...one, step: 'approve' });
    expect((await core.call('review.take', { ...one, step: 'clear' })).skipped[0]!.reason).toMatch(/评估/);
    await core.call('review.take', { ...one, step: 'assess', ...ASSESSED });
    await core.call('review.take', { ...one, step: 'return' });
    expect(await state(core, id)).toBe('退回修改');
    await core.call('review.take', { ...one, step: 'submit' });
    await core.call('review.take', { ...one, step: 'approve' });
    expect((await core.call('review.take', { ...one, step: 'clear' })).entries).toBe(0);
    await core.close();
  });

  test('an assessment without both conclusions and a return without an opinion are refused', async () => {
    const { core, id } = await withEntry();
    const assess = { step: 'assess' as const, entries: [id], by: '赵某', secrecy: '不涉密' };
    expect((await core.failure('review.take', assess)).code).toBe('step-needs-assessment');
    expect((await core.failure('review.take', { step: 'return', entries: [id], by: '赵某' })).code).toBe(
      'step-needs-opinion',
    );
    await core.close();
  });

  test('线下签批登记 keeps who, the date on the paper, the opinion and the scan with its SM3', async () => {
    const { core, id } = await withEntry();
    const scan = join(folder, '送审单扫描.pdf');
    writeFileSync(scan, 'PDF 扫描件');
    const offline = { on: '2026-11-18', scan };
    await core.call('review.take', { step: 'submit', entries: [id], by: '王某', offline });
    const { records } = await core.call('review.history', { entry: id });
    expect(records[0]).toMatchObject({
      by: '王某',
      on: '2026-11-18',
      offline: true,
      scan: { name: '送审单扫描.pdf' },
    });
    expect(records[0]!.scan!.sm3).toMatch(/^[0-9a-f]{64}$/);
    const future = { step: 'approve' as const, entries: [id], by: '李某', offline: { on: '2027-01-01' } };
    expect((await core.failure('review.take', future)).code).toBe('invalid-input');
    await core.close();
  });

  test('a step for everything is recorded as not looked at one by one', async () => {
    const { core, id } = await withEntry();
    await core.call('review.take', { step: 'submit', entries: 'all', by: '王某', opinion: '首次编制' });
    await core.call('review.take', { step: 'approve', entries: [id], by: '李某' });
    await core.close();
    const raw = await openConnection(core.file, 'read');
    expect(
      await raw.all(
        'SELECT step, taken_for_all, looked_at FROM review_record JOIN review_record_entry ON record_id = id ORDER BY id',
      ),
    ).toEqual([
      { step: 'submit', taken_for_all: 1, looked_at: 0 },
      { step: 'approve', taken_for_all: 0, looked_at: 1 },
    ]);
    await raw.close();
  });

  test('a waived step is passed over; what is under review cannot be edited', async () => {
    const { core, id } = await withEntry();
    await core.call('settings.save', { settings: { 'waive.clear': '单位无保密审查人，由负责人兼' } });
    const one = { entries: [id], by: '王某', opinion: '意见', ...ASSESSED };
    for (const step of ['submit', 'approve', 'assess'] as const)
      await core.call('review.take', { ...one, step });
    expect(await state(core, id)).toBe('待负责人审签');
    const { entry, meta } = await core.call('entries.read', { entry: id });
    expect((await core.failure('entries.save', { entry, revision: meta.revision })).code).toBe(
      'entry-locked',
    );
    await core.close();
  });

  test('a change to an approved entry is a new draft; the approved version stays as it was', async () => {
    const { core, id } = await withEntry();
    const all = { entries: 'all' as const, by: '王某', opinion: '意见', ...ASSESSED };
    for (const step of ['submit', 'approve', 'assess', 'clear', 'consent'] as const)
      await core.call('review.take', { ...all, step });
    const { entry, meta, versions } = await core.call('entries.read', { entry: id });
    await core.call('entries.save', { entry: { ...entry, summary: '改过的摘要' }, revision: meta.revision });
    expect(await state(core, id)).toBe('草稿');
    const changes = await core.call('entries.changes', { entry: id });
    expect(changes).toMatchObject({ fromVersion: 1, changes: [{ field: 'summary', after: '改过的摘要' }] });
    expect((await core.call('entries.read', { entry: id })).versions).toEqual(versions);
    await core.close();
  });
});

describe('the table of steps', () => {
  const demanded = new Set<ReviewStepName>(['submit', 'approve', 'assess', 'clear', 'consent']);
  const allowed: Record<ReviewStepName, string[]> = {
    submit: ['草稿', '退回修改', '退回补正'],
    confirm: ['待处室确认'],
    approve: ['待审核'],
    assess: ['待评估与保密审查'],
    clear: ['待评估与保密审查'],
    // Asked for by a library's own settings alone.
    countersign: [],
    consent: ['待负责人审签'],
    return: [
      '待处室确认',
      '待审核',
      '待评估与保密审查',
      '待负责人审签',
      '已审定',
      '已报送',
      '已接收',
      '主管部门审核中',
    ],
    retire: ['草稿', '退回修改', '退回补正', '已审定', '已接收', '已发布'],
    publish: ['已审定', '待报送', '已报送', '已接收', '主管部门审核中'],
  };
  test.each(REVIEW_STEPS)('%s is taken exactly from the states of the table', (step) => {
    for (const from of ENTRY_STATES) {
      const result = takeStep(from, step, { demanded, taken: new Set(['assess' as const]) });
      expect(result.allowed, `${step} from ${from}`).toBe(allowed[step].includes(from));
    }
  });
  test('an own confirmation by the office comes first where the library asks for it', () => {
    const own = { demanded: new Set([...demanded, 'confirm' as const]), taken: new Set<ReviewStepName>() };
    expect(takeStep('草稿', 'submit', own)).toMatchObject({ to: '待处室确认' });
    expect(takeStep('待处室确认', 'confirm', own)).toMatchObject({ to: '待审核' });
  });
  test('共享工作机构负责人会签 comes before the head’s consent where the library asks for it, once a round', () => {
    const asked = new Set([...demanded, 'countersign' as const]);
    const none = { demanded: asked, taken: new Set<ReviewStepName>() };
    const signed = { demanded: asked, taken: new Set(['countersign' as const]) };
    expect(takeStep('待负责人审签', 'consent', none)).toMatchObject({ allowed: false });
    expect(takeStep('待负责人审签', 'countersign', none)).toMatchObject({
      to: '待负责人审签',
      approved: false,
    });
    expect(takeStep('待负责人审签', 'countersign', signed)).toMatchObject({ allowed: false });
    expect(takeStep('待负责人审签', 'consent', signed)).toMatchObject({ to: '已审定', approved: true });
    for (const state of ENTRY_STATES.filter((one) => one !== '待负责人审签')) {
      expect(takeStep(state, 'countersign', none).allowed, state).toBe(false);
    }
  });
  test('where the head’s consent was waived, 会签 is the last step', () => {
    const asked = new Set<ReviewStepName>(['submit', 'countersign']);
    expect(takeStep('草稿', 'submit', { demanded: asked, taken: new Set() })).toMatchObject({
      to: '待负责人审签',
    });
    expect(takeStep('待负责人审签', 'countersign', { demanded: asked, taken: new Set() })).toMatchObject({
      to: '已审定',
      approved: true,
    });
  });
});
