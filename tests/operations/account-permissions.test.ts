import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callNames, REVIEW_STEPS } from '#app/contract/calls';
import { outcomeOf, type Failure } from '#app/contract/failure';
import { failureText } from '#app/contract/failure-text';
import { CALL_PERMISSIONS } from '#app/review/call-permissions';
import { signIn } from '#app/operations/session-operations';
import { admit } from '#app/operations/admission';
import type { Workspace } from '#app/operations/workspace';
import { ROLES, rolesForStep } from '#app/review/roles';
import { openLibrary } from '#app/storage/database';
import { sampleEntry } from '#tests/support/sample-entry';
import { nameOf, newStaffLibrary, PASSWORD, staffed, type Staff } from '#tests/support/staff';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const ASSESSED = { secrecy: '不涉密', personal: '不涉及个人信息' };

/** A complete entry compiled by the 编制人, who stays signed in. */
async function compiled(staff: Staff, changes = {}): Promise<string> {
  await staff.as(nameOf('编制人'));
  const { entry, meta } = await staff.call('entries.create', {});
  await staff.call('entries.save', {
    entry: { ...sampleEntry(changes), id: entry.id },
    revision: meta.revision,
  });
  return entry.id;
}
const stateOf = async (staff: Staff, id: string): Promise<string> =>
  (await staff.call('entries.read', { entry: id })).meta.state;

describe('the table of calls is enforced where calls arrive, not by the screen', () => {
  const INPUT = { step: 'submit', entries: 'all', opinion: '意见' };

  /** The door alone, with the library of `staff` behind it: what passes is not carried out. */
  async function door(staff: Staff): Promise<{ workspace: Workspace; close: () => Promise<void> }> {
    await staff.call('library.close', {});
    const library = await openLibrary(staff.file);
    const host = { nowMs: () => staff.nowMs, today: () => staff.today } as Workspace['host'];
    return {
      workspace: {
        host,
        current: {
          library,
          settings: {},
          catalogueIndex: null,
          settlements: new Map(),
          secrecyList: {
            words: [],
            exceptions: [],
            contactLabels: [],
            identityNumbers: false,
            phoneNumbers: false,
          },
        },
      },
      close: () => library.close(),
    };
  }

  test.each(['not signed in', ...ROLES] as const)(
    '%s: every call is let through or refused as the table says',
    async (who) => {
      const { workspace, close } = await door(await staffed(folder));
      if (who !== 'not signed in') {
        await signIn(workspace, { account: nameOf(who), password: PASSWORD });
      }
      for (const name of callNames) {
        const permission = CALL_PERMISSIONS[name];
        const outcome = await outcomeOf(() => admit(workspace, name, INPUT));
        const wanted = permission === 'step' ? rolesForStep('submit') : permission;
        if (permission === 'open') expect(outcome.ok, name).toBe(true);
        else if (who === 'not signed in')
          expect(outcome, name).toMatchObject({ failure: { code: 'sign-in-required' } });
        else if (wanted === 'signed-in' || wanted.includes(who))
          expect(outcome.ok, `${name} by ${who}`).toBe(true);
        else {
          const failure = { code: 'not-permitted', details: { allowed: [...wanted], account: nameOf(who) } };
          expect(outcome, `${name} by ${who}`).toMatchObject({ ok: false, failure });
        }
      }
      await close();
    },
  );

  test('a call that is not in the table passes for nobody', async () => {
    const { workspace, close } = await door(await staffed(folder));
    await signIn(workspace, { account: nameOf('系统管理员'), password: PASSWORD });
    expect(await outcomeOf(() => admit(workspace, 'no.such' as never, {}))).toMatchObject({
      failure: { code: 'not-permitted' },
    });
    await close();
  });

  test.each(ROLES)(
    '%s: each step of the chain is refused with who may, unless the table lets it',
    async (role) => {
      const staff = await staffed(folder);
      await staff.as(nameOf(role));
      for (const step of REVIEW_STEPS) {
        const outcome = await staff.outcome('review.take', {
          step,
          entries: ['x'],
          opinion: '意见',
          ...ASSESSED,
        });
        if (rolesForStep(step).includes(role))
          expect(outcome).toMatchObject({ ok: true, value: { entries: 0 } });
        else {
          expect(outcome, `${step} by ${role}`).toMatchObject({
            ok: false,
            failure: { code: 'not-permitted' },
          });
          expect(failureText((outcome as { failure: Failure }).failure)).toContain(
            rolesForStep(step).join('、'),
          );
        }
      }
    },
  );

  test('a return is for the role that the entry waits for, whatever other returns the account may make', async () => {
    const staff = await staffed(folder);
    const id = await compiled(staff);
    await staff.call('review.take', { step: 'submit', entries: [id] });
    const back = { step: 'return' as const, entries: [id], opinion: '请修改' };
    await staff.as(nameOf('部门负责人'));
    expect((await staff.call('review.take', back)).skipped[0]!.reason).toBe(
      '“待审核”的资源由审核人办理“退回修改”',
    );
    await staff.as(nameOf('审核人'));
    expect((await staff.call('review.take', back)).entries).toBe(1);
  });

  test('a forged call in another name is refused, and so is one in the name of nobody', async () => {
    const staff = await staffed(folder);
    const id = await compiled(staff);
    const forged = await staff.failure('review.take', {
      step: 'submit',
      entries: [id],
      by: nameOf('部门负责人'),
    });
    expect(forged.code).toBe('not-permitted');
    const { entry, meta } = await staff.call('entries.read', { entry: id });
    const save = { entry: { ...entry, summary: '改' }, revision: meta.revision, by: '别人' };
    expect((await staff.failure('entries.save', save)).code).toBe('not-permitted');
    await staff.call('entries.save', { ...save, by: nameOf('编制人') });
    await staff.call('review.take', { step: 'submit', entries: [id] });
    const { records } = await staff.call('review.history', {});
    expect(records[0]).toMatchObject({ by: nameOf('编制人'), enteredBy: nameOf('编制人'), signedIn: true });
  });

  test('everything done under an account names it in the log, what names no one else included', async () => {
    const staff = await staffed(folder);
    const id = await compiled(staff);
    await staff.call('entries.remove', { entries: [id] });
    await staff.call('library.undo', {});
    await staff.as(nameOf('系统管理员'));
    await staff.call('settings.save', { settings: { contact: '张某' } });
    const { records } = await staff.call('audit.list', {});
    const since = records.filter(
      (one) => !['library-created', 'account-added', 'signed-in'].includes(one.action),
    );
    expect(since.map(({ action, by, account }) => [action, by, account]).reverse()).toEqual([
      ['entry-created', nameOf('编制人'), nameOf('编制人')],
      ['entry-saved', nameOf('编制人'), nameOf('编制人')],
      ['entries-removed', nameOf('编制人'), nameOf('编制人')],
      ['undo', nameOf('编制人'), nameOf('编制人')],
      ['settings-changed', nameOf('系统管理员'), nameOf('系统管理员')],
    ]);
  });

  test('处室负责人 answers the full maintenance for the own office alone', async () => {
    const staff = await staffed(folder);
    const own = await compiled(staff, { name: '本处的', code: '', office: '综合处' });
    const other = await compiled(staff, { name: '别处的', code: '', office: '法规处' });
    await staff.as(nameOf('系统管理员'));
    await staff.call('account.change', { name: nameOf('处室负责人'), office: '综合处' });
    await staff.as(nameOf('编制人'));
    await staff.call('maintenance.start', {});
    await staff.as(nameOf('处室负责人'));
    await staff.call('maintenance.answer', { entries: [own], answer: '无变化' });
    for (const input of [
      { entries: [other], answer: '无变化' as const },
      { entries: 'all' as const, opinion: '全部无变化' },
      { entries: 'all' as const, office: '法规处', opinion: '全部无变化' },
    ]) {
      const failure = await staff.failure('maintenance.answer', input);
      expect(failure.code).toBe('step-not-allowed');
      expect(failureText(failure)).toContain('只能确认综合处');
    }
    const rest = await staff.call('maintenance.list', { answer: '未答复' });
    expect(rest.entries.map(({ id }) => id)).toEqual([other]);
  });

  test('处室负责人 confirms the share of the own office and no other', async () => {
    const staff = await staffed(folder);
    await staff.as(nameOf('系统管理员'));
    await staff.call('settings.save', { settings: { officeConfirmation: '是' } });
    await staff.call('account.change', { name: nameOf('处室负责人'), office: '综合处' });
    const own = await compiled(staff, { office: '综合处' });
    const other = await compiled(staff, { office: '法规处' });
    await staff.call('review.take', { step: 'submit', entries: [own, other] });
    await staff.as(nameOf('处室负责人'));
    const { entries, skipped } = await staff.call('review.take', {
      step: 'confirm',
      entries: 'all',
      opinion: '属实',
    });
    expect(entries).toBe(1);
    expect(skipped).toMatchObject([{ entry: { id: other }, reason: '属于“法规处”，由该处室负责人确认' }]);
  });
});

describe('internal control: nobody approves what they compiled', () => {
  /** One person with all the roles of the chain. */
  async function alone(): Promise<{ staff: Staff; id: string }> {
    const staff = await staffed(folder);
    const roles = ['编制人', '审核人', '保密审查人', '部门负责人'] as const;
    await staff.call('account.add', {
      name: '赵某',
      roles: [...roles],
      password: PASSWORD,
      mustChange: false,
    });
    await staff.as('赵某');
    const { entry, meta } = await staff.call('entries.create', {});
    await staff.call('entries.save', { entry: { ...sampleEntry(), id: entry.id }, revision: meta.revision });
    await staff.call('review.take', { step: 'submit', entries: [entry.id] });
    return { staff, id: entry.id };
  }

  test('部门审核 of an own entry is skipped with the reason, and no article of law is cited', async () => {
    const { staff, id } = await alone();
    const { entries, skipped } = await staff.call('review.take', { step: 'approve', entries: [id] });
    expect(entries).toBe(0);
    expect(skipped[0]!.reason).toMatch(/内部控制/);
    expect(skipped[0]!.reason).not.toMatch(/条例|第.+条|号文/);
    await staff.as(nameOf('审核人'));
    expect((await staff.call('review.take', { step: 'approve', entries: [id] })).entries).toBe(1);
  });

  test('who compiled is known by the content, whoever sent it for review', async () => {
    const { staff, id } = await alone();
    await staff.as(nameOf('审核人'));
    await staff.call('review.take', { step: 'return', entries: [id], opinion: '由编制人复核' });
    await staff.as(nameOf('编制人'));
    await staff.call('review.take', { step: 'submit', entries: [id] });
    await staff.as('赵某');
    expect((await staff.call('review.take', { step: 'approve', entries: [id] })).skipped).toHaveLength(1);
  });

  test('the waiver with its reason lets it through, and stands with the step for the paper to print', async () => {
    const { staff, id } = await alone();
    await staff.as(nameOf('系统管理员'));
    await staff.call('settings.save', { settings: { 'waive.separatePersons': '单位仅一名工作人员' } });
    await staff.as('赵某');
    const one = { entries: [id], opinion: '符合', ...ASSESSED };
    for (const step of ['approve', 'assess', 'clear', 'consent'] as const) {
      expect((await staff.call('review.take', { ...one, step })).skipped).toEqual([]);
    }
    const { records } = await staff.call('review.history', { entry: id });
    expect(records.map(({ step, samePerson, waiver }) => [step, samePerson, waiver])).toEqual([
      ['负责人审签', 1, '单位仅一名工作人员'],
      ['保密审查', 1, ''],
      ['风险评估', 1, ''],
      ['部门审核', 1, '单位仅一名工作人员'],
      ['提交送审', 0, ''],
    ]);
  });

  test('what somebody compiled for an earlier version counts no more for the next one', async () => {
    const { staff, id } = await alone();
    const one = { entries: [id], opinion: '符合', ...ASSESSED };
    for (const [role, step] of [
      ['审核人', 'approve'],
      ['保密审查人', 'assess'],
      ['保密审查人', 'clear'],
      ['部门负责人', 'consent'],
    ] as const) {
      await staff.as(nameOf(role));
      expect((await staff.call('review.take', { ...one, step })).skipped).toEqual([]);
    }
    await staff.as(nameOf('编制人'));
    const { entry, meta } = await staff.call('entries.read', { entry: id });
    await staff.call('entries.save', {
      entry: { ...entry, summary: '新一版的摘要' },
      revision: meta.revision,
    });
    await staff.call('review.take', { step: 'submit', entries: [id] });
    await staff.as('赵某');
    expect((await staff.call('review.take', { ...one, step: 'approve' })).entries).toBe(1);
  });

  test('without accounts a name proves nothing: the same name is put on record, not refused', async () => {
    const staff = await newStaffLibrary(folder);
    const { entry, meta } = await staff.call('entries.create', {});
    await staff.call('entries.save', {
      entry: { ...sampleEntry(), id: entry.id },
      revision: meta.revision,
      by: '王某',
    });
    for (const step of ['submit', 'approve'] as const) {
      expect((await staff.call('review.take', { step, entries: [entry.id], by: '王某' })).entries).toBe(1);
    }
    expect((await staff.call('review.history', {})).records[0]).toMatchObject({ samePerson: 1, waiver: '' });
  });

  test('the same name from before the accounts were turned on is the same person', async () => {
    const staff = await newStaffLibrary(folder);
    const { entry, meta } = await staff.call('entries.create', {});
    await staff.call('entries.save', {
      entry: { ...sampleEntry(), id: entry.id },
      revision: meta.revision,
      by: '赵某',
    });
    await staff.call('review.take', { step: 'submit', entries: [entry.id], by: '赵某' });
    await staff.call('account.add', { name: '赵某', roles: ['系统管理员', '审核人'], password: PASSWORD });
    await staff.as('赵某');
    expect((await staff.call('review.take', { step: 'approve', entries: [entry.id] })).skipped).toHaveLength(
      1,
    );
  });
});

describe('线下签批登记 under accounts: those who sign never open the program', () => {
  test('the signer stands on record with the account that entered it; without a signer it is refused', async () => {
    const staff = await staffed(folder);
    const id = await compiled(staff);
    await staff.call('review.take', { step: 'submit', entries: [id] });
    const scan = join(folder, '送审单.pdf');
    writeFileSync(scan, '扫描件');
    const paper = {
      step: 'approve' as const,
      entries: [id],
      opinion: '同意',
      offline: { on: '2026-11-20', scan },
    };
    expect((await staff.failure('review.take', paper)).code).toBe('invalid-input');
    const forged = { ...paper, by: '李处长', offline: { ...paper.offline, enteredBy: '别人' } };
    expect((await staff.call('review.take', forged)).entries).toBe(1);
    const { records } = await staff.call('review.history', { entry: id });
    expect(records[0]).toMatchObject({
      by: '李处长',
      enteredBy: nameOf('编制人'),
      signedIn: true,
      offline: true,
      on: '2026-11-20',
    });
    expect(await stateOf(staff, id)).toBe('待评估与保密审查');
  });

  test('a sheet on which the compiler signed as reviewer is refused like the step itself', async () => {
    const staff = await staffed(folder);
    const id = await compiled(staff);
    await staff.call('review.take', { step: 'submit', entries: [id] });
    const paper = {
      step: 'approve' as const,
      entries: [id],
      by: nameOf('编制人'),
      offline: { on: '2026-11-20' },
    };
    expect((await staff.call('review.take', paper)).skipped[0]!.reason).toMatch(/内部控制/);
  });

  test('系统管理员 and 审计员 enter no paper', async () => {
    const staff = await staffed(folder);
    for (const role of ['系统管理员', '审计员'] as const) {
      await staff.as(nameOf(role));
      const paper = { step: 'consent' as const, entries: ['x'], by: '张厅长', offline: { on: '2026-11-20' } };
      expect((await staff.failure('review.take', paper)).code).toBe('not-permitted');
    }
  });
});

describe('opinions on single fields', () => {
  test('they are kept with the step and shown with the entry; unknown fields are refused by name', async () => {
    const staff = await staffed(folder);
    const id = await compiled(staff);
    await staff.call('review.take', { step: 'submit', entries: [id] });
    await staff.as(nameOf('审核人'));
    const { entry } = await staff.call('entries.read', { entry: id });
    const item = entry.items[0]!.id;
    const back = { step: 'return' as const, entries: [id], opinion: '请修改' };
    for (const bad of [{ field: 'colour' }, { field: 'name', item: 'none' }]) {
      const fieldOpinions = [{ entry: id, opinion: '不对', ...bad }];
      expect((await staff.failure('review.take', { ...back, fieldOpinions })).code).toBe('invalid-input');
    }
    await staff.call('review.take', {
      ...back,
      fieldOpinions: [
        { entry: id, field: 'summary', opinion: '摘要应写明数据来源' },
        { entry: id, field: 'dataLength', item, opinion: '长度与标准不一致' },
      ],
    });
    expect((await staff.call('entries.read', { entry: id })).opinions).toEqual([
      {
        step: '退回修改',
        by: nameOf('审核人'),
        on: '2026-11-21',
        item: '',
        field: 'summary',
        opinion: '摘要应写明数据来源',
      },
      {
        step: '退回修改',
        by: nameOf('审核人'),
        on: '2026-11-21',
        item,
        field: 'dataLength',
        opinion: '长度与标准不一致',
      },
    ]);
  });
});
