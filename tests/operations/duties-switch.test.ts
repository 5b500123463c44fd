/** 更换适用规定: what appears and disappears is shown before the switch, and is what the switch then brings. */
import { beforeEach, describe, expect, test } from 'vitest';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

describe('更换适用规定之前', () => {
  let core: TestCore;
  beforeEach(async () => {
    core = await newLibrary(folder, 'shaanxi-2017', '2026-11-21');
    const base = await addEntry(core, { code: '101001/000001' });
    const items = base.items.map((item) => ({ ...item, itemClass: '基础信息项', sharingType: '有条件共享' }));
    const { meta } = await core.call('entries.read', { entry: base.id });
    await core.call('entries.save', { entry: { ...base, items }, revision: meta.revision });
    await addEntry(core);
  });

  test('由陕西改为云南：季度维护（34号文第九条）换成年度维护（第十八条），国家条例的不变', async () => {
    const preview = await core.call('rules.switchPreview', { rules: 'yunnan-2017' });
    expect(preview).toMatchObject({
      from: ['national-2025', 'guide-2017', 'shaanxi-2017'],
      to: ['national-2025', 'guide-2017', 'yunnan-2017'],
      notInForce: [],
    });
    expect(preview.duties.disappear.map((d) => `${d.article} ${d.period}`)).toContain('第九条 2026-Q4');
    expect(preview.duties.appear.map((d) => `${d.article} ${d.period}`)).toContain('第十八条 2026');
    expect(ids(preview.limits.appear)).toContain('yunnan-2017/full-maintenance');
    expect(ids(preview.limits.disappear)).toContain('shaanxi-2017/catalogue-update');
    const all = [...ids(preview.limits.appear), ...ids(preview.limits.disappear)];
    expect(all.filter((id) => id.startsWith('national-2025'))).toEqual([]);
  });

  test('已经登记的事项，哪些时限会多出、哪些会不再计算，逐项列出', async () => {
    await core.call('events.add', { kind: 'sharing-change', on: '2026-11-16', about: '婚姻登记信息' });
    const preview = await core.call('rules.switchPreview', { rules: 'yunnan-2017' });
    const appear = preview.duties.appear.filter((d) => d.event !== null);
    expect(appear.map((d) => [d.article, d.subject])).toEqual([['第十七条', '婚姻登记信息']]);
  });

  test('忻州：多出“专用”等栏目和台账；改回同一规定什么也不变', async () => {
    const xinzhou = await core.call('rules.switchPreview', { rules: 'xinzhou-2022' });
    expect(ids(xinzhou.fields.appear)).toContain('extra.专用');
    expect(ids(xinzhou.ledgers.disappear)).toEqual(['shaanxi-2017/staff-filing']);
    const same = await core.call('rules.switchPreview', { rules: 'shaanxi-2017' });
    for (const part of [same.duties, same.limits, same.steps, same.fields, same.checks, same.ledgers]) {
      expect(part).toEqual({ appear: [], disappear: [] });
    }
    expect(same.findings.after).toEqual(same.findings.before);
  });

  test('问题数先算后换，换了之后正是预告的数；预告本身什么也不改', async () => {
    const before = await core.call('check.run', {});
    const preview = await core.call('rules.switchPreview', { rules: 'national-2025' });
    expect(preview.findings.before).toEqual(before.counts);
    // 34号文第十四条（二）: a 基础信息项 that is not shared unconditionally; the national Regulation knows no such rule.
    expect(before.counts.error - preview.findings.after.error).toBe(1);
    expect(ids(preview.checks.disappear)).toContain('base-item-sharing');
    expect((await core.call('settings.read', {}))['rules']).toBe('shaanxi-2017');
    expect(await core.call('check.counts', {})).toEqual(before.counts);
    await core.call('settings.save', { settings: { rules: 'national-2025' } });
    expect(await core.call('check.counts', {})).toEqual(preview.findings.after);
  });

  test('威海的办法2021年3月31日到期：说明不在有效期，不带来任何时限', async () => {
    const preview = await core.call('rules.switchPreview', { rules: 'weihai-2016' });
    expect(preview.notInForce).toEqual([{ rules: 'weihai-2016', from: '2016-04-01', to: '2021-03-31' }]);
    expect(ids(preview.limits.appear)).toEqual([]);
    expect(ids(preview.checks.appear)).toEqual([]);
  });

  test('没有的规则包给出代码', async () => {
    expect((await core.failure('rules.switchPreview', { rules: 'nowhere' })).code).toBe('rule-pack-unknown');
  });

  test('可以中途取消', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(core.call('rules.switchPreview', { rules: 'yunnan-2017' }, stop.signal)).rejects.toThrow(
      'cancelled',
    );
  });
});
