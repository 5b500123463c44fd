import { describe, expect, test } from 'vitest';
import { callNames, REVIEW_STEPS, type ReviewStepName } from '#app/contract/calls';
import { CALL_PERMISSIONS } from '#app/review/call-permissions';
import { takeStep } from '#app/review/review-steps';
import { holdsOneOf, ROLES, rolesForStep, type Role } from '#app/review/roles';
import { ENTRY_STATES } from '#app/contract/entry-states';

/** Who takes which step, as the department's procedure has it; the second table of the two that must agree. */
const TABLE: Record<Exclude<ReviewStepName, 'return'>, Role[]> = {
  submit: ['编制人'],
  confirm: ['处室负责人'],
  approve: ['审核人'],
  assess: ['审核人', '保密审查人'],
  clear: ['保密审查人'],
  countersign: ['共享工作机构负责人'],
  consent: ['部门负责人'],
  retire: ['审核人', '部门负责人'],
  publish: ['编制人', '审核人'],
};

describe('34号文第九条“指定专人”、条例第十三条: each step has its role', () => {
  test.each(Object.keys(TABLE) as (keyof typeof TABLE)[])('%s is for its roles and for no other', (step) => {
    for (const role of ROLES) {
      expect(holdsOneOf([role], rolesForStep(step)), `${step} by ${role}`).toBe(TABLE[step].includes(role));
    }
  });

  test('an entry is returned by whoever it waits for', () => {
    expect(rolesForStep('return', { state: '待审核' })).toEqual(['审核人']);
    expect(rolesForStep('return', { state: '待处室确认' })).toEqual(['处室负责人']);
    expect(rolesForStep('return', { state: '待负责人审签' })).toContain('部门负责人');
    expect(rolesForStep('return', { state: '草稿' })).toEqual([]);
  });

  test('from every state that can be returned somebody may return it', () => {
    for (const state of ENTRY_STATES) {
      const possible = takeStep(state, 'return', { demanded: new Set(), taken: new Set() }).allowed;
      expect(rolesForStep('return', { state }).length > 0, state).toBe(possible);
    }
  });

  test('线下签批登记 may be entered by the 编制人 who carries the sheet, at every step', () => {
    for (const step of REVIEW_STEPS) expect(rolesForStep(step, { offline: true })).toContain('编制人');
    expect(rolesForStep('consent', { offline: true })).toContain('部门负责人');
    expect(rolesForStep('consent', { offline: true })).not.toContain('审计员');
  });

  test('系统管理员 and 审计员 take no step of the chain', () => {
    for (const step of REVIEW_STEPS) {
      for (const offline of [true, false]) {
        expect(holdsOneOf(['系统管理员', '审计员'], rolesForStep(step, { offline }))).toBe(false);
      }
    }
  });
});

describe('the table of calls', () => {
  test('names every call of the contract and nothing else', () => {
    expect(Object.keys(CALL_PERMISSIONS).sort()).toEqual([...callNames].sort());
  });

  test('a call that writes is for named roles: none is left to anybody who is signed in', () => {
    const writes =
      /\.(save|create|remove|import|add|act|clearAct|extend|withdraw|install|restore|retain|make|carry|merge|sync|receive|receiveByHand|start|answer|finish|setDue|disable|enable|reset|change|undo|sent)$/;
    const harmless = ['library.create', 'library.restore', 'key.create', 'key.import', 'attachment.save'];
    for (const [name, permission] of Object.entries(CALL_PERMISSIONS)) {
      if (writes.test(name) && !harmless.includes(name)) {
        expect(Array.isArray(permission), `${name}: ${String(permission)}`).toBe(true);
      }
    }
  });

  test('every role that is named can be given to somebody', () => {
    for (const permission of Object.values(CALL_PERMISSIONS)) {
      if (typeof permission !== 'string') for (const role of permission) expect(ROLES).toContain(role);
    }
  });
});
