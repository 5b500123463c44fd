/**
 * The review chain as a table: which step leads from which state to which.
 *
 * 草稿 → (待处室确认) → 待审核 → 待评估与保密审查 → 待负责人审签 → 已审定. Which of the steps are demanded comes
 * from the rule stack (条例第十三条: assessment and the head's consent; 34号文第九条、第十九条: review and secrecy
 * review) and, for 处室确认 and 会签, from the library's settings; a step that is not demanded is passed over.
 */
import type { ReviewStepName } from '#app/contract/calls';
import type { EntryState } from '#app/contract/entry-states';

/** The states in which a step of the chain waits for somebody, in order. */
const CHAIN = [
  { state: '待处室确认', steps: ['confirm'] },
  { state: '待审核', steps: ['approve'] },
  { state: '待评估与保密审查', steps: ['assess', 'clear'] },
  { state: '待负责人审签', steps: ['countersign', 'consent'] },
] as const satisfies readonly { state: EntryState; steps: readonly ReviewStepName[] }[];

/** The steps that lead from 草稿 to 已审定, in order. */
export const CHAIN_STEPS: readonly ReviewStepName[] = ['submit', ...CHAIN.flatMap(({ steps }) => steps)];

export const EDITABLE_STATES: readonly EntryState[] = ['草稿', '退回修改', '退回补正'];
/** A change to one of these starts a new draft; the approved version stays as it is. */
export const SETTLED_STATES: readonly EntryState[] = ['已审定', '待报送', '已接收', '已发布'];
/** The working copy is the approved version, word for word. */
export const APPROVED_STATES: readonly EntryState[] = [
  '已审定',
  '待报送',
  '已报送',
  '已接收',
  '主管部门审核中',
  '已发布',
];

export const STEP_LABELS: Readonly<Record<ReviewStepName, string>> = {
  submit: '提交送审',
  confirm: '处室确认',
  approve: '部门审核',
  assess: '风险评估',
  clear: '保密审查',
  countersign: '共享工作机构负责人会签',
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

const RETURNABLE = Object.keys(RETURN_TARGETS) as EntryState[];

/** What is said when a step is asked for before the one that comes before it in the same state. */
const MISSING: Readonly<Partial<Record<ReviewStepName, string>>> = {
  assess: '保密风险和个人信息保护影响评估尚未登记，先办理“风险评估”',
  countersign: '共享工作机构负责人尚未会签，先在“审核审签”中办理或登记会签',
};

export interface StepContext {
  /** Steps that the rule stack demands and nobody waived. */
  readonly demanded: ReadonlySet<ReviewStepName>;
  /** Steps taken of this round, since the last 送审, that leave the entry where it is. */
  readonly taken: ReadonlySet<ReviewStepName>;
}

export type StepResult =
  | { readonly allowed: true; readonly to: EntryState; readonly approved: boolean }
  | { readonly allowed: false; readonly reason: string };

/** The state after the chain's place `from` (−1: just submitted): the next one where a demanded step waits. */
function nextState(from: number, demanded: ReadonlySet<ReviewStepName>): EntryState {
  const next = CHAIN.slice(from + 1).find((place) => place.steps.some((step) => demanded.has(step)));
  return next?.state ?? '已审定';
}

const placeOf = (step: ReviewStepName): number =>
  CHAIN.findIndex(({ steps }) => (steps as readonly ReviewStepName[]).includes(step));

/** Demanded steps that wait in the same state as `step`: the one to be taken before it and the one after it. */
function besides(
  step: ReviewStepName,
  demanded: ReadonlySet<ReviewStepName>,
): { before: ReviewStepName | null; after: ReviewStepName | null } {
  const steps: readonly ReviewStepName[] = CHAIN[placeOf(step)]!.steps;
  const at = steps.indexOf(step);
  const asked = (one: ReviewStepName | undefined): ReviewStepName | null =>
    one !== undefined && demanded.has(one) ? one : null;
  return { before: asked(steps[at - 1]), after: asked(steps[at + 1]) };
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
    case 'countersign':
    case 'consent': {
      const place = placeOf(step);
      if (CHAIN[place]!.state !== state) return wrongState();
      if (step === 'countersign') {
        if (!context.demanded.has(step)) return refuse('本目录库没有要求共享工作机构负责人会签');
        if (context.taken.has(step)) return refuse('共享工作机构负责人已经会签，等待负责人审签');
      }
      const { before, after } = besides(step, context.demanded);
      if (before !== null && !context.taken.has(before)) return refuse(MISSING[before]!);
      return reach(after === null ? nextState(place, context.demanded) : state);
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

/** Entries for which a step comes next: their states and, of this round's steps, the one they have and the one they lack. */
export interface Waiting {
  readonly states: readonly EntryState[];
  readonly having: ReviewStepName | null;
  readonly lacking: ReviewStepName | null;
}

export function waitingFor(step: ReviewStepName, demanded: ReadonlySet<ReviewStepName>): Waiting {
  const place = placeOf(step);
  if (place < 0) return { states: SOURCES[step] ?? RETURNABLE, having: null, lacking: null };
  const { before, after } = besides(step, demanded);
  return { states: [CHAIN[place]!.state], having: before, lacking: after === null ? null : step };
}
