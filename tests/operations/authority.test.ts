import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();

async function authorityIn(region: string, rules: string): Promise<string> {
  const core = await openCore('2026-11-21');
  const { authority } = await core.call('library.create', {
    library: join(folder, `${region}-${rules}.mulu`),
    department: '示例局',
    creditCode: '11430000743187451F',
    region,
    rules,
  });
  await core.close();
  return authority;
}

test('条例第十六条: what a local text names is the 主管部门 of its own region alone', async () => {
  expect(await authorityIn('610000', 'shaanxi-2017')).toBe('陕西省发展和改革委员会');
  expect(await authorityIn('140900', 'xinzhou-2022')).toBe('忻州市政务信息管理局');
});

test('a city under a province’s rules does not get the province’s, and papers say it in general words', async () => {
  expect(await authorityIn('610100', 'shaanxi-2017')).toBe('同级政务数据共享主管部门');
  expect(await authorityIn('530100', 'yunnan-2017')).toBe('同级政务数据共享主管部门');
});
