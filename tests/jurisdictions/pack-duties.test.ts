import { expect, test } from 'vitest';
import { packDuties } from '#app/jurisdictions/pack-duties';
import { shippedPacks } from '#tests/regulations/load-resources';

const duties = (id: string) => packDuties(shippedPacks().find((pack) => pack.id === id)!);

test('每个规则包的每项义务都列出一次，归到该承担的一方，主管部门的单列', () => {
  for (const pack of shippedPacks()) {
    const listed = packDuties(pack).reduce((sum, one) => sum + one.duties.length, 0);
    const asked =
      pack.limits.length +
      pack.recurring.length +
      pack.reviewSteps.length +
      pack.retention.length +
      pack.provisions.length;
    expect(listed, pack.id).toBe(asked);
  }
});

test('条例第十七条第三款是主管部门的2个工作日；34号文第二十条的日志由平台保存', () => {
  const others = duties('national-2025').find(({ party }) => party === 'A')!;
  expect(others.duties.find(({ article }) => article === '第十七条第三款')?.asks).toBe('2个工作日');
  const platform = duties('shaanxi-2017').find(({ party }) => party === 'A')!;
  expect(platform.duties.find(({ article }) => article === '第二十条')?.asks).toBe('至少保存3年');
});

test('用词照条文：延期、每季度、次年1月31日前、没有写明天数', () => {
  const asks = ['national-2025', 'shaanxi-2017', 'weihai-2016'].flatMap((id) =>
    duties(id).flatMap((one) => one.duties.map((duty) => duty.asks)),
  );
  expect(asks).toContain('10个工作日，经同意可延长5个工作日');
  expect(asks).toContain('每季度');
  expect(asks).toContain('每年，次年1月31日前');
  expect(asks).toContain('及时，没有写明天数');
});
