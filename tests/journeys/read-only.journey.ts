import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLibrary, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('read-only');
const medium = makeFolder('medium');
let journey: Journey;

beforeAll(async () => {
  const library = join(folder, '示例市信用办.mulu');
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  await createLibrary(journey, library);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('read-only-failed');
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

const sound = (name: string): Promise<void> => sight(journey, name);

describe('an empty library', () => {
  it('says on each screen what comes first', async () => {
    const { page } = journey;
    await goTo(journey, '审核审签');
    await page.getByText('目录库中还没有信息资源').waitFor();
    await sound('empty-review');
    await page.getByRole('button', { name: '导入工作簿' }).click();
    await page.getByRole('button', { name: '选择工作簿' }).waitFor();
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByText('没有可导出的内容').waitFor();
    await sound('empty-export');
    await goTo(journey, '报送与回执');
    await page.getByText('还没有可以报送的信息资源').waitFor();
    await sound('empty-delivery');
  });
});

describe('a library on a medium that cannot be written', () => {
  it('is said to be read-only; nothing that would write is offered', async () => {
    await journey.close();
    const library = join(medium, '光盘.mulu');
    copyFileSync(join(folder, '示例市信用办.mulu'), library);
    chmodSync(library, 0o444);
    journey = await launch({ library, today: '2026-11-21', size: { width: 1366, height: 728 } });
    const { page } = journey;
    await goTo(journey, '导入导出');
    await page.getByText('目录库以只读方式打开').waitFor();
    await sound('read-only-import');
    await goTo(journey, '审核审签');
    await page.getByText('目录库中还没有信息资源').waitFor();
    expect(await page.getByRole('button', { name: '导入工作簿' }).count()).toBe(0);
    await goTo(journey, '报送与回执');
    await page.getByText('还没有可以报送的信息资源').waitFor();
    expect(await page.getByRole('button', { name: '生成报送包' }).count()).toBe(0);
    await page.getByRole('button', { name: '密钥与证书', exact: true }).click();
    expect(await page.getByRole('button', { name: '登记证书' }).count()).toBe(0);
    await goTo(journey, '系统设置');
    expect(await page.locator('#settings-department').isDisabled()).toBe(true);
    await sound('read-only-settings');
  });
});
