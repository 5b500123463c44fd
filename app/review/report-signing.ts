/** Signature boxes and the small print below them: what was done in the program never fills a box. */
import type { ReviewStepName } from '#app/contract/calls';
import type { ReportKind } from '#app/contract/report-kinds';
import { chineseDate, type ReportFacts, type ReportStep } from './report-facts';
import type { ReportBlock, SignatureBox } from './report-model';

/** Who signs, in the order of the chain, and the step that stands for it in the program. An assessment is a paper of its own. */
export const SIGNERS = [
  { role: '编制人', step: 'submit' },
  { role: '处室负责人', step: 'confirm' },
  { role: '审核人', step: 'approve' },
  { role: '保密审查人', step: 'clear' },
  { role: '共享工作机构负责人', step: 'countersign' },
  { role: '部门负责人', step: 'consent' },
] as const satisfies readonly { role: string; step: ReviewStepName }[];
export type SignerRole = (typeof SIGNERS)[number]['role'];

/** Names printed below one box; where more people took the step, their number. */
const MOST_NAMED = 4;

function stepNote(taken: ReportStep): string {
  const when = chineseDate(taken.onDate) + (taken.time === null ? '' : `${taken.time.replace(':', '时')}分`);
  const how = taken.offline ? '线下签批登记' : '系统内办理';
  return `${how}：${taken.by} ${when}${taken.takenForAll ? '（未逐条查看）' : ''}`;
}

/** The notes below the box of one role, the latest first. */
export function signerNotes(facts: ReportFacts, step: ReviewStepName): string[] {
  const taken = facts.steps.filter((one) => one.step === step).reverse();
  const notes = [...new Set(taken.map(stepNote))];
  return notes.length <= MOST_NAMED
    ? notes
    : [...notes.slice(0, MOST_NAMED), `另有${notes.length - MOST_NAMED}次办理，见操作日志`];
}

/** Papers whose boxes may be renamed and added to, but not left out. */
const WHOLE: ReadonlySet<ReportKind> = new Set(['submission', 'review']);

function boxOf(facts: ReportFacts, role: string): SignatureBox {
  const signer = SIGNERS.find((one) => one.role === role);
  return { role, notes: signer ? signerNotes(facts, signer.step) : [] };
}

/** The boxes of a paper, with what the program knows below each; as the department set them. */
export function signatureBoxes(
  facts: ReportFacts,
  kind: ReportKind,
  roles: readonly string[],
): SignatureBox[] {
  return arrangedBoxes(
    facts,
    kind,
    roles.map((role) => boxOf(facts, role)),
  );
}

/** Boxes of a paper that is signed by hand from first to last: no step of the program stands for any of them. */
export function handSigned(
  facts: ReportFacts,
  kind: ReportKind,
  roles: readonly string[],
  { opinion, height }: { readonly opinion: boolean; readonly height: number },
): ReportBlock {
  return { kind: 'signatures', boxes: signatureBoxes({ ...facts, steps: [] }, kind, roles), opinion, height };
}

/** The standard boxes of a paper in the order and with the labels that the department set for it. */
export function arrangedBoxes(
  facts: ReportFacts,
  kind: ReportKind,
  standard: readonly SignatureBox[],
): SignatureBox[] {
  const wanted = facts.paper.signers[kind];
  if (!wanted) return [...standard];
  const boxes = wanted.map(({ role, label }) => {
    const box = standard.find((one) => one.role === role) ?? boxOf(facts, role);
    return { ...box, role: label };
  });
  const left = WHOLE.has(kind) ? standard.filter((box) => !wanted.some((one) => one.role === box.role)) : [];
  return [...boxes, ...left];
}

function peopleOf(facts: ReportFacts, step: ReviewStepName): string[] {
  return [...new Set(facts.steps.filter((one) => one.step === step && one.by !== '').map((one) => one.by))];
}

/** Names of those who compiled and reviewed, '' where the program does not know. */
export function peopleText(facts: ReportFacts, step: ReviewStepName): string {
  return peopleOf(facts, step).join('、');
}

/** Names of those who compiled what nobody has sent for review yet; '' where no name was recorded. */
export function compilersText({ compilers }: ReportFacts): string {
  const named = compilers.slice(0, MOST_NAMED).join('、');
  return compilers.length <= MOST_NAMED ? named : `${named}等${compilers.length}人`;
}

/**
 * Sentences for what internal control wants said: one person compiled and reviewed; a step was waived. Internal
 * control, not an article of law.
 */
export function controlNotes(facts: ReportFacts): ReportBlock[] {
  const compilers = peopleOf(facts, 'submit');
  const notes: string[] = [];
  for (const { role, step } of [
    { role: '审核人', step: 'approve' },
    { role: '共享工作机构负责人', step: 'countersign' },
    { role: '部门负责人', step: 'consent' },
  ] as const) {
    const own = facts.steps.filter((one) => one.step === step && (one.own || compilers.includes(one.by)));
    if (own.length === 0) continue;
    const names = [...new Set(own.map((one) => one.by))].join('、');
    // Without accounts the step itself may have been taken before a reason was set.
    const reasons =
      [...new Set(own.map((one) => one.waiver.trim()).filter(Boolean))].join('；') || facts.samePersonReason;
    const blank = '　　　　　　';
    notes.push(`编制人与${role}为同一人（${names}）。批准人：${blank}　理由：${reasons || blank}`);
  }
  if (notes.length === 0 && facts.samePersonReason !== '')
    notes.push(`编制与审核、审签分人办理的内部要求经系统管理员设为免除，理由：${facts.samePersonReason}`);
  for (const { step, reason } of facts.waivers)
    notes.push(`“${step}”一步经系统管理员设为免办，理由：${reason}`);
  return notes.map((text) => ({ kind: 'note', text }));
}

/** An opinion that says no more than yes stands for the signature, which is a hand's to give: it is not printed. */
export function saysMore(opinion: string): boolean {
  const text = opinion.trim();
  return text !== '' && !/同意|^(审核|审查)?(通过|无意见|已阅|属实|情况属实)[。.]?$/.test(text);
}
