/** A library on a medium that cannot be written, made by an earlier program: it is copied and opened by one button. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { migrate } from '#app/storage/migrate';
import { openConnection } from '#app/storage/sqlite';
import { ask, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('elsewhere');
const stick = makeFolder('stick');
const library = join(stick, '示例市信用办.mulu');
let journey: Journey;

beforeAll(async () => {
  const raw = await openConnection(library, 'create');
  await migrate(raw, 0, 85);
  await raw.run(
    "INSERT INTO setting (key, value) VALUES ('department', '示例市信用办'), ('rules', 'shaanxi-2017')",
  );
  await raw.close();
  journey = await launch({ folder, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
  chmodSync(library, 0o444);
  chmodSync(stick, 0o555);
});
afterAll(async () => {
  chmodSync(stick, 0o755);
  await journey.close();
  await endJourneys();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('elsewhere-failed');
});

it('says why it does not open there, and the copy opens with everything in it', async () => {
  const { page } = journey;
  const own = join(folder, '示例市信用办.mulu');
  journey.answerDialogs([library], [own]);
  await page.getByRole('button', { name: '打开目录库' }).click();
  await page.getByText(/需要升级，所在位置不能写入/).waitFor();
  await sight(journey, 'library-elsewhere');
  await page.getByRole('button', { name: '复制到本机后打开' }).click();
  await page.getByRole('navigation', { name: '主菜单' }).waitFor();
  const summary = await ask<CallOutput<'library.summary'>>(journey, 'library.summary', {});
  expect(summary).toMatchObject({ department: '示例市信用办', readOnly: false });
});
