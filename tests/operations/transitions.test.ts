/** Every step of the chain, from every state, by every role: taken exactly where the table says, refused elsewhere. */
import { describe, expect, test } from 'vitest';
import { ROLES } from '#app/review/roles';
import { nameOf } from '#tests/support/staff';
import { tempFolder } from '#tests/support/temp-folder';
import { arrange, transitionLibrary, tryEachStep, WORDS } from '#tests/support/transitions';
import { ENTRY_STATES } from '#app/contract/entry-states';

const library = transitionLibrary(tempFolder(), 'open');

describe('each transition of the table for every role', () => {
  test.each(ROLES)('%s', async (role) => {
    const { staff } = library();
    await staff.as(nameOf(role));
    await tryEachStep(
      library(),
      role,
      (step, entries) => staff.outcome('review.take', { step, entries: [...entries], ...WORDS }),
      (outcome, step, allowed) => {
        if (!allowed) {
          expect(outcome, `${step} by ${role}`).toMatchObject({ failure: { code: 'not-permitted' } });
          return;
        }
        // What was left alone is told with its reason, entry by entry.
        const skipped = outcome.ok ? outcome.value.skipped : [];
        const taken = outcome.ok ? outcome.value.entries : 0;
        expect(taken + skipped.length, `${step} by ${role}`).toBe(ENTRY_STATES.length);
        for (const { reason } of skipped) expect(reason).toMatch(/^当前状态为|由.+办理|^“.+”的资源由/);
      },
    );
  });
});

describe('steps that wait for one another in the same state', () => {
  const counts = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await library().staff.call('review.inbox', {})).steps.map(({ step, entries }) => [step, entries]),
    );

  test('保密审查 waits for the assessment, 负责人审签 for 会签: each entry waits at one step alone', async () => {
    const { staff, ids } = library();
    await arrange(library(), 'assess');
    await staff.as(nameOf('保密审查人'));
    expect(await counts()).toMatchObject({ assess: 1, clear: 0, countersign: 0, consent: 1 });
    const entries = [ids.待评估与保密审查];
    const early = await staff.call('review.take', { step: 'clear', entries, opinion: '通过' });
    expect(early.skipped[0]?.reason).toContain('评估尚未登记');
    await staff.call('review.take', { step: 'assess', entries, ...WORDS });
    expect(await counts()).toMatchObject({ assess: 0, clear: 1 });

    await arrange(library(), 'countersign');
    await staff.as(nameOf('部门负责人'));
    expect(await counts()).toMatchObject({ countersign: 1, consent: 0 });
    const head = await staff.call('review.take', { step: 'consent', entries: [ids.待负责人审签] });
    expect(head.skipped[0]?.reason).toContain('尚未会签');
    await staff.as(nameOf('共享工作机构负责人'));
    await staff.call('review.take', { step: 'countersign', entries: [ids.待负责人审签] });
    expect(await counts()).toMatchObject({ countersign: 0, consent: 1 });
    const again = await staff.call('review.take', { step: 'countersign', entries: [ids.待负责人审签] });
    expect(again.skipped[0]?.reason).toContain('已经会签');
    const { entries: listed } = await staff.call('entries.list', { waitsFor: 'consent' });
    expect(listed.map(({ id }) => id)).toEqual([ids.待负责人审签]);
    expect((await staff.call('entries.list', { waitsFor: 'countersign' })).total).toBe(0);
  });

  test('sent for review anew, an entry is countersigned anew', async () => {
    const { staff, ids } = library();
    const entries = [ids.待负责人审签];
    await arrange(library(), 'countersign');
    await staff.as(nameOf('共享工作机构负责人'));
    await staff.call('review.take', { step: 'countersign', entries });
    await staff.call('review.take', { step: 'return', entries, opinion: '请补充' });
    await staff.as(nameOf('编制人'));
    await staff.call('review.take', { step: 'submit', entries });
    for (const [role, step] of [
      ['处室负责人', 'confirm'],
      ['审核人', 'approve'],
      ['保密审查人', 'assess'],
      ['保密审查人', 'clear'],
    ] as const) {
      await staff.as(nameOf(role));
      expect((await staff.call('review.take', { step, entries, ...WORDS })).skipped).toEqual([]);
    }
    await staff.as(nameOf('部门负责人'));
    expect((await staff.call('review.take', { step: 'consent', entries })).skipped[0]?.reason).toContain(
      '尚未会签',
    );
  });

  test('by the head of the sharing body on paper, entered by the compiler who carries the sheet', async () => {
    const { staff, ids } = library();
    await arrange(library(), 'countersign');
    await staff.as(nameOf('编制人'));
    const { entries } = await staff.call('review.take', {
      step: 'countersign',
      entries: [ids.待负责人审签],
      by: '孙主任',
      offline: { on: '2026-11-20' },
    });
    expect(entries).toBe(1);
    const { records } = await staff.call('review.history', { entry: ids.待负责人审签 });
    expect(records[0]).toMatchObject({
      step: '共享工作机构负责人会签',
      by: '孙主任',
      enteredBy: nameOf('编制人'),
      offline: true,
    });
  });

  test('a library that does not ask for it has no such step, and says so', async () => {
    const { staff, ids } = library();
    await staff.as(nameOf('系统管理员'));
    await staff.call('settings.save', { settings: { countersign: '否' } });
    await arrange(library(), 'countersign');
    await staff.as(nameOf('共享工作机构负责人'));
    const refused = await staff.call('review.take', { step: 'countersign', entries: [ids.待负责人审签] });
    expect(refused.skipped[0]?.reason).toContain('没有要求');
    expect(await counts()).not.toHaveProperty('countersign');
    await staff.as(nameOf('部门负责人'));
    expect((await staff.call('review.take', { step: 'consent', entries: [ids.待负责人审签] })).entries).toBe(
      1,
    );
  });
});
