/**
 * The review chain as a table: which step leads from which state to which.
 *
 * 草稿 → (待处室确认) → 待审核 → 待评估与保密审查 → 待负责人审签 → 已审定. Which of the steps are demanded comes
 * from the rule stack (条例第十三条: assessment and the head's consent; 34号文第九条、第十九条: review and secrecy
 * review); a step that is not demanded is passed over.
 */
import type { EntryState, ReviewStepName } from '#app/contract/calls';

/** The states in which a step of the chain waits for somebody, in order. */
const CHAIN = [
  { state: '待处室确认', steps: ['confirm'] },
  { state: '待审核', steps: ['approve'] },
  { state: '待评估与保密审查', steps: ['assess', 'clear'] },
  { state: '待负责人审签', steps: ['consent'] },
] as const satisfies readonly { state: EntryState; steps: readonly ReviewStepName[] }[];

export const EDITABLE_STATES: readonly EntryState[] = ['草稿', '退回修改', '退回补正'];
/** A change to one of these starts a new draft; the approved version stays as it is. */
export const SETTLED_STATES: readonly EntryState[] = ['已审定', '待报送', '已接收', '已发布'];

export const STEP_LABELS: Readonly<Record<ReviewStepName, string>> = {
  submit: '提交送审',
  confirm: '处室确认',
  approve: '部门审核',
  assess: '风险评估',
  clear: '保密审查',
  consent: '负责人审签',
  return: '退回修改',
  retire: '停用',
  publish: '登记发布',
};

/** Steps that come to nothing without words: what was assessed, why something goes back. */
export const STEPS_WITH_OPINION: readonly ReviewStepName[] = ['return'];

const SOURCES: Readonly<Partial<Record<ReviewStepName, readonly EntryState[]>>> = {
  submit: EDITABLE_STATES,
  retire: ['草稿', '退回修改', '退回补正', '已审定', '已接收', '已发布'],
  publish: ['已审定', '待报送', '已报送', '已接收', '主管部门审核中'],
};

const RETURN_TARGETS: Readonly<Partial<Record<EntryState, EntryState>>> = {
  待处室确认: '退回修改',
  待审核: '退回修改',
  待评估与保密审查: '退回修改',
  待负责人审签: '退回修改',
  已审定: '退回修改',
  已报送: '退回补正',
  已接收: '退回补正',
  主管部门审核中: '退回补正',
};

export interface StepContext {
  /** Steps that the rule stack demands and nobody waived. */
  readonly demanded: ReadonlySet<ReviewStepName>;
  /** Whether the assessment of this round is on record. */
  readonly assessed: boolean;
}

export type StepResult =
  | { readonly allowed: true; readonly to: EntryState; readonly approved: boolean }
  | { readonly allowed: false; readonly reason: string };

/** The state after the chain's place `from` (−1: just submitted): the next one where a demanded step waits. */
function nextState(from: number, demanded: ReadonlySet<ReviewStepName>): EntryState {
  const next = CHAIN.slice(from + 1).find((place) => place.steps.some((step) => demanded.has(step)));
  return next?.state ?? '已审定';
}

/** Where `step` leads from `state`, or why it cannot be taken. `approved`: the entry reaches 已审定 by it. */
export function takeStep(state: EntryState, step: ReviewStepName, context: StepContext): StepResult {
  const refuse = (reason: string): StepResult => ({ allowed: false, reason });
  const wrongState = (): StepResult => refuse(`当前状态为“${state}”，不能办理“${STEP_LABELS[step]}”`);
  const reach = (to: EntryState): StepResult => ({ allowed: true, to, approved: to === '已审定' });

  switch (step) {
    case 'submit':
      return SOURCES.submit!.includes(state) ? reach(nextState(-1, context.demanded)) : wrongState();
    case 'confirm':
    case 'approve':
    case 'assess':
    case 'clear':
    case 'consent': {
      const place = CHAIN.findIndex(({ steps }) => (steps as readonly ReviewStepName[]).includes(step));
      if (CHAIN[place]!.state !== state) return wrongState();
      if (step === 'assess' && context.demanded.has('clear')) return reach(state);
      if (step === 'clear' && context.demanded.has('assess') && !context.assessed) {
        return refuse('保密风险和个人信息保护影响评估尚未登记，先办理“风险评估”');
      }
      return reach(nextState(place, context.demanded));
    }
    case 'return': {
      const to = RETURN_TARGETS[state];
      return to ? { allowed: true, to, approved: false } : wrongState();
    }
    case 'retire':
      return SOURCES.retire!.includes(state) ? { allowed: true, to: '停用', approved: false } : wrongState();
    case 'publish':
      return SOURCES.publish!.includes(state)
        ? { allowed: true, to: '已发布', approved: false }
        : wrongState();
  }
}

/** The state in which a step waits to be taken, for the inbox. */
export function waitingState(step: ReviewStepName): EntryState | null {
  return CHAIN.find(({ steps }) => (steps as readonly ReviewStepName[]).includes(step))?.state ?? null;
}
