import { setField } from '#app/catalogue/set-field';
import { describe, expect, it } from 'vitest';
import { emptyEntry } from '#app/catalogue/entry';
import { rollUp } from '#app/catalogue/roll-up';
import { newDraft, redone, undone, withEdit } from '#renderer/screens/editor/draft';
import { formSections, isShown, itemSpread, normalisedDate } from '#renderer/screens/editor/field-edits';
import { sampleEntry } from '#tests/support/sample-entry';

describe('资源的共享属性与信息项一致（编制指南：逐项填写，资源汇总）', () => {
  it('在资源上改共享类型，各信息项随之修改，保存时的汇总不再改回', () => {
    const entry = sampleEntry({}, 3);
    const edited = setField(entry, 'sharingType', '有条件共享');
    expect(edited.items.map((item) => item.sharingType)).toEqual(['有条件共享', '有条件共享', '有条件共享']);
    expect(rollUp(edited)).toEqual(edited);
  });

  it('说明各信息项有哪些不同', () => {
    const entry = sampleEntry({}, 3);
    entry.items[2]!.updateCycle = '每日';
    expect(itemSpread(entry, 'updateCycle')).toEqual([
      ['每月', 2],
      ['每日', 1],
    ]);
    expect(itemSpread(entry, 'sharingType')).toEqual([]);
  });

  it('部门自己的列清空后不留空列', () => {
    const entry = { ...sampleEntry(), extra: { 备注: '甲' } };
    expect(setField(entry, 'extra.备注', '乙').extra).toEqual({ 备注: '乙' });
    expect(setField(entry, 'extra.备注', '').extra).toEqual({});
  });
});

describe('按条件出现的字段（条例第十五条）', () => {
  it('有条件共享出现条件、范围、用途；不予共享出现理由、依据；开放出现开放条件', () => {
    const entry = emptyEntry('a');
    expect(isShown(entry, 'sharingScope')).toBe(false);
    expect(isShown({ ...entry, sharingType: '有条件共享' }, 'sharingScope')).toBe(true);
    expect(isShown({ ...entry, sharingType: '有条件共享' }, 'refusalBasis')).toBe(false);
    expect(isShown({ ...entry, sharingType: '不予共享' }, 'refusalBasis')).toBe(true);
    expect(isShown({ ...entry, openToPublic: '是' }, 'openCondition')).toBe(true);
    expect(isShown({ ...entry, openToPublic: '否' }, 'openCondition')).toBe(false);
  });

  it('个别信息项不予共享的，资源上也要写理由和依据', () => {
    const entry = sampleEntry({}, 2);
    entry.items[1]!.sharingType = '不予共享';
    expect(isShown(rollUp(entry), 'refusalReason')).toBe(true);
  });

  it('已经填写的内容总是看得见', () => {
    expect(
      isShown(
        { ...emptyEntry('a'), sharingType: '无条件共享', sharingCondition: '旧内容' },
        'sharingCondition',
      ),
    ).toBe(true);
  });

  it('各节按编制指南的顺序，信息项另有表格', () => {
    expect(formSections(sampleEntry()).map((section) => section.group)).toEqual([
      '基本信息',
      '信息资源格式',
      '共享属性',
      '开放属性',
      '更新与发布',
      '信息资源大普查',
      '扩展信息',
    ]);
  });
});

describe('日期写成 年-月-日', () => {
  it.each([
    ['2026/3/2', '2026-03-02'],
    ['2026.11.05', '2026-11-05'],
    ['20260302', '2026-03-02'],
    ['2026年3月2日', '2026-03-02'],
    ['２０２６－３－２', '2026-03-02'],
    ['2026-02-30', '2026-02-30'],
    ['去年', '去年'],
    ['', ''],
  ])('%s → %s', (typed, expected) => {
    expect(normalisedDate(typed)).toBe(expected);
  });
});

describe('编辑中的撤销和恢复操作', () => {
  const base = sampleEntry();
  const named = (name: string) => ({ ...base, name });

  it('同一字段连续输入是一步，停顿或换字段另起一步', () => {
    let draft = newDraft(base);
    draft = withEdit(draft, named('甲'), 'name', 1000);
    draft = withEdit(draft, named('甲乙'), 'name', 1400);
    expect(draft.past).toHaveLength(1);
    draft = withEdit(draft, named('甲乙丙'), 'name', 9000);
    draft = withEdit(draft, { ...draft.entry, office: '处' }, 'office', 9100);
    expect(draft.past).toHaveLength(3);
    expect(undone(undone(draft)).entry.name).toBe('甲乙');
    expect(undone(undone(undone(draft))).entry).toBe(base);
  });

  it('恢复操作回到撤销之前，新的修改使它失效', () => {
    const draft = withEdit(newDraft(base), named('甲'), '', 1);
    const back = undone(draft);
    expect(back.entry).toBe(base);
    expect(redone(back).entry.name).toBe('甲');
    expect(redone(withEdit(back, named('乙'), '', 2)).entry.name).toBe('乙');
    expect(undone(newDraft(base)).entry).toBe(base);
  });
});
