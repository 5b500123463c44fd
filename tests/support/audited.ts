/** A library in which everything that the log vouches for has happened: steps, opinions, versions, scans, accounts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleEntry } from '#tests/support/sample-entry';
import { nameOf, staffed, type Staff } from '#tests/support/staff';

const ASSESSED = { secrecy: '不涉及国家秘密、工作秘密', personal: '不涉及个人信息' };
export const CHAIN = [
  ['审核人', 'approve'],
  ['保密审查人', 'assess'],
  ['保密审查人', 'clear'],
  ['部门负责人', 'consent'],
] as const;

/** Takes the entries from 待审核 to 已审定, each step by its role. */
export async function approve(staff: Staff, entries: readonly string[]): Promise<void> {
  for (const [role, step] of CHAIN) {
    await staff.as(nameOf(role));
    await staff.call('review.take', {
      step,
      entries: [...entries],
      opinion: '符合“规定”，\t同意',
      ...ASSESSED,
    });
  }
}

export async function audited(folder: string, entries = 3): Promise<{ staff: Staff; ids: string[] }> {
  const staff = await staffed(folder);
  await staff.as(nameOf('编制人'));
  const ids: string[] = [];
  for (let i = 0; i < entries; i++) {
    const { entry, meta } = await staff.call('entries.create', {});
    const filled = { ...sampleEntry(), id: entry.id };
    await staff.call('entries.save', { entry: filled, revision: meta.revision });
    ids.push(entry.id);
  }
  const basis = join(folder, '依据文件.pdf');
  writeFileSync(basis, `依据 ${Math.random()}`);
  await staff.call('attachment.add', { file: basis, to: { kind: 'entry', id: ids[0]! }, note: '设立依据' });
  await staff.call('review.take', { step: 'submit', entries: ids, opinion: '首次编制\n共三条' });
  await staff.as(nameOf('审核人'));
  await staff.call('review.take', {
    step: 'return',
    entries: [ids[0]!],
    opinion: '请补充',
    fieldOpinions: [
      { entry: ids[0]!, field: 'summary', opinion: '写明来源' },
      { entry: ids[0]!, field: '', opinion: '整体可行' },
    ],
  });
  await staff.as(nameOf('编制人'));
  const scan = join(folder, '签批扫描.pdf');
  writeFileSync(scan, `扫描 ${Math.random()}`);
  await staff.call('review.take', {
    step: 'submit',
    entries: [ids[0]!],
    by: '王处长',
    offline: { on: '2026-11-20', scan },
  });
  await approve(staff, ids);
  await staff.as(nameOf('编制人'));
  const again = ids.at(1) ?? ids[0]!;
  const { entry, meta } = await staff.call('entries.read', { entry: again });
  await staff.call('entries.save', { entry: { ...entry, summary: '第二版的摘要' }, revision: meta.revision });
  await staff.call('review.take', { step: 'submit', entries: [again] });
  await approve(staff, [again]);
  return { staff, ids };
}
