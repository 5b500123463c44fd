/**
 * 角色: who takes part, in the words of the chain 编制 → 审核 → 审签, and who takes which step of it.
 *
 * Separate roles are internal control; the law asks for named persons (34号文第九条“指定专人”, 条例第十三条 the head's
 * consent, 条例第二十条 applications and replies) and says nothing of accounts.
 */
export const ROLES = [
  '编制人',
  '处室负责人',
  '审核人',
  '保密审查人',
  '共享工作机构负责人',
  '部门负责人',
  '系统管理员',
  '审计员',
] as const;
export type Role = (typeof ROLES)[number];

/** The step names of the chain; the contract lists the same ones. */
type Step =
  | 'submit'
  | 'confirm'
  | 'approve'
  | 'assess'
  | 'clear'
  | 'countersign'
  | 'consent'
  | 'return'
  | 'retire'
  | 'publish';

const STEP_ROLES: Readonly<Record<Exclude<Step, 'return'>, readonly Role[]>> = {
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

/** An entry is returned by whoever it waits for; once approved, by those who may open it again. */
const RETURN_ROLES: Readonly<Record<string, readonly Role[]>> = {
  待处室确认: ['处室负责人'],
  待审核: ['审核人'],
  待评估与保密审查: ['审核人', '保密审查人'],
  待负责人审签: ['共享工作机构负责人', '部门负责人'],
  已审定: ['审核人', '部门负责人'],
  // The authority returned it; the compiler enters that here.
  已报送: ['编制人', '审核人'],
  已接收: ['编制人', '审核人'],
  主管部门审核中: ['编制人', '审核人'],
};

/**
 * Roles that take `step` on an entry in `state`; for `return` without a state, all that may return something. A step
 * signed on paper (`offline`) is also entered by the 编制人, who carries the sheet round.
 */
export function rolesForStep(
  step: Step,
  options: { state?: string; offline?: boolean } = {},
): readonly Role[] {
  const own =
    step !== 'return'
      ? STEP_ROLES[step]
      : options.state === undefined
        ? ROLES.filter((role) => Object.values(RETURN_ROLES).some((roles) => roles.includes(role)))
        : (RETURN_ROLES[options.state] ?? []);
  if (options.offline !== true) return own;
  return ROLES.filter((role) => role === '编制人' || own.includes(role));
}

/** Whether one of the roles held is among those asked for. */
export function holdsOneOf(held: readonly Role[], wanted: readonly Role[]): boolean {
  return wanted.some((role) => held.includes(role));
}

/** Steps by which somebody approves what others compiled: taken by another person than the compiler. */
export const APPROVING_STEPS: readonly Step[] = ['approve', 'countersign', 'consent'];

/** Setting by which a library asks for 共享工作机构负责人会签; `是` turns it on. No article of law demands it. */
export const COUNTERSIGN_SETTING = 'countersign';

/** Setting that lets one person compile and approve; its value is the reason, which is kept with the step and printed. */
export const SEPARATE_PERSONS_WAIVER = 'waive.separatePersons';
