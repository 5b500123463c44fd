/** Signature boxes and the small print below them: what was done in the program never fills a box. */
import type { ReviewStepName } from '#app/contract/calls';
import { chineseDate, type ReportFacts, type ReportStep } from './report-facts';
import type { ReportBlock, SignatureBox } from './report-model';

/** Who signs, in the order of the chain, and the step that stands for it in the program. */
export const SIGNERS = [
  { role: '编制人', step: 'submit' },
  { role: '处室负责人', step: 'confirm' },
  { role: '审核人', step: 'approve' },
  { role: '保密审查人', step: 'clear' },
  { role: '共享工作机构负责人', step: 'assess' },
  { role: '部门负责人', step: 'consent' },
] as const satisfies readonly { role: string; step: ReviewStepName }[];
export type SignerRole = (typeof SIGNERS)[number]['role'];

/** Names printed below one box; where more people took the step, their number. */
const MOST_NAMED = 4;

function stepNote(taken: ReportStep): string {
  const when = chineseDate(taken.onDate) + (taken.time === null ? '' : `${taken.time.replace(':', '时')}分`);
  const how = taken.offline ? '线下签批登记' : '系统内办理';
  const what = taken.step === 'assess' ? '，登记评估' : '';
  return `${how}：${taken.by} ${when}${what}${taken.takenForAll ? '（一次办理全部，未逐条查看）' : ''}`;
}

/** The notes below the box of one role, the latest first. */
export function signerNotes(facts: ReportFacts, step: ReviewStepName): string[] {
  const taken = facts.steps.filter((one) => one.step === step).reverse();
  const notes = [...new Set(taken.map(stepNote))];
  return notes.length <= MOST_NAMED
    ? notes
    : [...notes.slice(0, MOST_NAMED), `另有${notes.length - MOST_NAMED}次办理，见操作日志`];
}

export function signatureBoxes(facts: ReportFacts, roles: readonly SignerRole[]): SignatureBox[] {
  return roles.map((role) => {
    const signer = SIGNERS.find((one) => one.role === role)!;
    return { role, notes: signerNotes(facts, signer.step) };
  });
}

function peopleOf(facts: ReportFacts, step: ReviewStepName): string[] {
  return [...new Set(facts.steps.filter((one) => one.step === step && one.by !== '').map((one) => one.by))];
}

/** Names of those who compiled and reviewed, '' where the program does not know. */
export function peopleText(facts: ReportFacts, step: ReviewStepName): string {
  return peopleOf(facts, step).join('、');
}

/**
 * Sentences for what internal control wants said: one person compiled and reviewed; a step was waived. Internal
 * control, not an article of law.
 */
export function controlNotes(facts: ReportFacts): ReportBlock[] {
  const compilers = peopleOf(facts, 'submit');
  const both = peopleOf(facts, 'approve').filter((name) => compilers.includes(name));
  const notes: string[] = [];
  if (both.length > 0) {
    const { approver, reason } = facts.samePerson;
    const blank = '　　　　　　';
    notes.push(
      `编制人与审核人为同一人（${both.join('、')}）。批准人：${approver || blank}　理由：${reason || blank}`,
    );
  }
  for (const { step, reason } of facts.waivers)
    notes.push(`“${step}”一步经系统管理员设为免办，理由：${reason}`);
  return notes.map((text) => ({ kind: 'note', text }));
}
