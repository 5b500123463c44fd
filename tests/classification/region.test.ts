import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOwnProviderCode, providerCodeState } from '#app/classification/department';
import { findRegion, regionLevel, regionPath, regionTableSchema } from '#app/classification/region';

const file = join(import.meta.dirname, '../../resources/regions/shaanxi-2018.json');
const shaanxi = regionTableSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

describe('GB/T 2260 陕西省行政区划', () => {
  test('118个代码各不相同，每个市县的上级都在表内', () => {
    const codes = shaanxi.regions.map(({ code }) => code);
    expect(new Set(codes).size).toBe(118);
    for (const code of codes) {
      const levels = regionPath(shaanxi, code).map((region) => regionLevel(region.code));
      expect(levels).toEqual({ 省: ['省'], 市: ['省', '市'], 县: ['省', '市', '县'] }[regionLevel(code)]);
    }
  });

  test('按代码、按名称查找；全角数字也认得', () => {
    expect(findRegion(shaanxi, '610000')?.name).toBe('陕西省');
    expect(findRegion(shaanxi, '６１０１００')?.name).toBe('西安市');
    expect(findRegion(shaanxi, '商洛市')?.code).toBe('611000');
    expect(findRegion(shaanxi, '韩城市')?.code).toBe('610581');
    expect(findRegion(shaanxi, '杨凌示范区')).toBeNull();
  });

  test('杨凌没有自己的市级代码，杨陵区属咸阳市', () => {
    expect(regionPath(shaanxi, '610403').map(({ name }) => name)).toEqual(['陕西省', '咸阳市', '杨陵区']);
  });

  test('几个县同名的，只凭名称不作判断', () => {
    const two = {
      ...shaanxi,
      regions: [
        { code: '610111', name: '新城区' },
        { code: '620111', name: '新城区' },
      ],
    };
    expect(findRegion(two, '新城区')).toBeNull();
  });
});

describe('提供方代码与本部门代码', () => {
  const own = { name: '示例局', creditCode: '11430000743187451F' };
  test('大小写、全角、空格不同算同一代码；没有填写的不比较', () => {
    expect(isOwnProviderCode(own, ' 11430000743187451ｆ ')).toBe(true);
    expect(isOwnProviderCode(own, '')).toBe(true);
    expect(isOwnProviderCode({ ...own, creditCode: '' }, '30113008')).toBe(true);
    expect(isOwnProviderCode(own, '12320100671322000Q')).toBe(false);
  });
  test('前后空格不影响判断', () => {
    expect(providerCodeState(' 11430000743187451F ')).toBe('valid');
  });
});
