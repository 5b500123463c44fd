/** A library that does not open where it is: the window says why, and offers what there is to be done by a button. */
import { chmodSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { migrate } from '#app/storage/migrate';
import { openConnection } from '#app/storage/sqlite';
import { openCore } from '#tests/support/open-workspace';
import { ask, atRest, sight } from './drive';
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

it('on a medium that cannot be written, by an earlier program: the copy opens with everything in it', async () => {
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

/** Starts the program with a library, as a double click on the file does. */
async function startWith(file: string): Promise<void> {
  await journey.close();
  journey = await launch({ folder, library: file, today: '2026-11-21', size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
}
const shown = (department: string): Promise<void> =>
  journey.page.locator('.top-department').getByText(department, { exact: true }).waitFor();

it('the same by a double click: the copy is offered at once', async () => {
  await startWith(library);
  const { page } = journey;
  await page.getByText(/需要升级，所在位置不能写入/).waitFor();
  journey.answerDialogs([join(folder, '双击.mulu')]);
  await page.getByRole('button', { name: '复制到本机后打开' }).click();
  await shown('示例市信用办');
});

it('moved away: by a double click, and in the list of those opened lately', async () => {
  await startWith(join(folder, '搬走了.mulu'));
  const { page } = journey;
  await page.getByText('检查路径，或先新建目录库').waitFor();
  await sight(journey, 'library-moved-start');
  const kept = join(folder, '搬家.mulu');
  const core = await openCore();
  await core.call('library.restore', { file: join(folder, '双击.mulu'), out: kept });
  await core.close();
  await startWith(kept);
  await shown('示例市信用办');
  renameSync(kept, join(folder, '搬到别处.mulu'));
  await journey.page.locator('.top-library').click();
  await journey.page.getByRole('menuitem', { name: '关闭目录库' }).click();
  const listed = journey.page.getByRole('button', { name: /搬家\.mulu.*文件已不在原处/ });
  await listed.waitFor();
  expect(await listed.isDisabled()).toBe(true);
  await atRest(journey);
  await sight(journey, 'library-moved-recent');
});

it('in use by another program: it opens by one button as soon as that one has ended', async () => {
  const file = join(folder, '双击.mulu');
  const core = await openCore();
  await core.call('library.open', { library: file });
  await startWith(file);
  const { page } = journey;
  await page.getByText(/正被另一个程序窗口使用/).waitFor();
  await page.getByText('关闭那个窗口后再打开').waitFor();
  await sight(journey, 'library-in-use');
  await core.close();
  await page.getByRole('button', { name: '再次打开' }).click();
  await shown('示例市信用办');
});

it('on a network: a copy is offered, and reading', async () => {
  const file = join(folder, '双击.mulu');
  await startWith(join(folder, '没有.mulu'));
  const { app, page } = journey;
  // No network drive is to be had here: the engine's answer to one takes the place of its answer to this file.
  await app.evaluate(({ ipcMain }) => {
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, (event: unknown, message: never) => unknown>;
    };
    const answer = handlers.get('mulu:call')!;
    handlers.set('mulu:call', (event, message: { name: string; input: { readOnly?: boolean } }) =>
      message.name === 'library.open' && message.input.readOnly !== true
        ? {
            ok: false,
            failure: { code: 'library-on-network', details: { library: '\\\\某局共享\\目录.mulu' } },
          }
        : answer(event, message as never),
    );
  });
  journey.answerDialogs([file]);
  await page.getByRole('button', { name: '打开目录库' }).click();
  await page.getByText(/在网络位置，多台电脑同时使用会损坏数据/).waitFor();
  await page.getByRole('button', { name: '复制到本机后打开' }).waitFor();
  await sight(journey, 'library-on-network');
  await page.getByRole('button', { name: '以只读方式打开' }).click();
  await shown('示例市信用办');
  await page.locator('.top-library').getByText('只读').waitFor();
});
