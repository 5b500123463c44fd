import { describe, expect, it } from 'vitest';
import { leftAfterSaving, withSetting } from '#renderer/screens/settings/settings-draft';

describe('系统设置的草稿', () => {
  it('保存期间又改的值留着待存，已写入的不再算改动', () => {
    const sent = { informationSystems: '甲系统', departmentName: '某局' };
    const now = { informationSystems: '甲系统\n乙', departmentName: '某局', address: '一号' };
    expect(leftAfterSaving(now, sent)).toEqual({ informationSystems: '甲系统\n乙', address: '一号' });
  });

  it('保存期间改回原来的值也是改动：写入的已是另一个值', () => {
    expect(leftAfterSaving({ departmentName: '原名' }, { departmentName: '新名' })).toEqual({
      departmentName: '原名',
    });
  });

  it('改得与已保存的一样就不算改动，没有设置过的与空白一样', () => {
    expect(
      withSetting(
        { departmentName: '新名', address: '一号' },
        { departmentName: '原名' },
        'departmentName',
        '原名',
      ),
    ).toEqual({ address: '一号' });
    expect(withSetting({ address: '一号' }, {}, 'address', '')).toEqual({});
    expect(withSetting({}, { address: '一号' }, 'address', '')).toEqual({ address: '' });
  });
});
