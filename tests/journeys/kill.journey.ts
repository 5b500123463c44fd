/** 停电、死机: the engine, the window or the whole program dies while somebody types. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { openCore } from '#tests/support/open-workspace';
import { chance, SOAK } from '#tests/support/seed';
import { ask, createLibrary, goTo } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

/** What may be lost: a second of keys. The last of them may have been pressed while the kill was under way. */
const LOST_MS = 1000;
/** The window answers a key at once; also while the engine is being started again. */
const ANSWER_MS = 5000;
const ROUNDS = SOAK ? 50 : 3;
const VICTIMS = ['engine', 'window', 'program'] as const;
type Victim = (typeof VICTIMS)[number];

afterAll(() => endJourneys());

async function pidOf(journey: Journey, victim: Victim): Promise<number> {
  return journey.app.evaluate(({ app, BrowserWindow }, who) => {
    if (who === 'program') return process.pid;
    if (who === 'window') return BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId();
    return app.getAppMetrics().find((one) => one.serviceName === 'node.mojom.NodeService')!.pid;
  }, victim);
}

/** Types numbered words without a pause until `untilMs`; answers when each was in the field. */
async function type(journey: Journey, untilMs: number, alive: () => boolean): Promise<number[]> {
  const at: number[] = [];
  while (alive() && performance.now() < untilMs + 300) {
    // A key sent to a window that dies at this moment is never answered.
    const answered = await Promise.race([
      journey.page.keyboard.insertText(`${at.length},`).then(
        () => true,
        () => false,
      ),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), ANSWER_MS)),
    ]);
    if (!answered) break;
    at.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return at;
}

async function keptIn(library: string, id: string): Promise<string> {
  const core = await openCore('2026-11-21');
  // The lock of a killed program is free as soon as the system has put it away.
  await expect.poll(async () => (await core.operations['library.open']({ library }, CONTEXT)).ok).toBe(true);
  const { entry } = await core.call('entries.read', { entry: id });
  const { found } = await core.call('library.doctor', {});
  expect(found).toEqual([]);
  await core.close();
  return entry.summary;
}
const CONTEXT = { signal: new AbortController().signal, progress: () => undefined };

describe('at most the last second of keystrokes is gone', () => {
  const random = chance('kill while typing');
  it.each(Array.from({ length: ROUNDS }, (_, round) => [round, VICTIMS[round % VICTIMS.length]!] as const))(
    'round %i: the %s is killed',
    async (_round, victim) => {
      const folder = makeFolder('kill');
      const library = join(folder, '示例市信用办.mulu');
      const journey = await launch({ folder, today: '2026-11-21' });
      journey.page.setDefaultTimeout(20_000);
      await createLibrary(journey, library);
      const { entry } = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', {});
      await goTo(journey, '目录编制');
      await journey.page.getByRole('grid', { name: '信息资源列表' }).getByRole('row').nth(1).dblclick();
      await journey.page.locator('#field-summary').focus();
      const pid = await pidOf(journey, victim);
      const killAt = performance.now() + 1500 + 4000 * random.next();
      let killed = 0;
      const kill = setTimeout(() => {
        killed = performance.now();
        process.kill(pid, 'SIGKILL');
      }, killAt - performance.now());
      const typed = await type(journey, killAt, () => killed === 0 || victim === 'engine');
      clearTimeout(kill);
      expect(killed, 'the kill came while keys were pressed').toBeGreaterThan(0);
      expect(typed.length).toBeGreaterThan(5);
      if (victim === 'engine') {
        // The window lives: everything typed is there once the engine is back.
        const all = typed.map((_, i) => `${i},`).join('');
        await expect
          .poll(
            async () => {
              const read = await ask<CallOutput<'entries.read'>>(journey, 'entries.read', {
                entry: entry.id,
              });
              return read.entry.summary;
            },
            { timeout: 30_000 },
          )
          .toBe(all);
        await journey.close();
      } else if (victim === 'window') {
        // Nobody closes the program before it has seen that its page is gone.
        await expect.poll(() => journey.log()).toContain('page-gone');
        await journey.app.close().catch(() => undefined);
      }
      const safe = typed.filter((at) => at <= killed - LOST_MS).length;
      const kept = (await keptIn(library, entry.id)).split(',').filter(Boolean);
      expect(kept).toEqual(kept.map((_, i) => String(i)));
      expect(
        kept.length,
        `${typed.length} words typed, ${safe} of them a second before`,
      ).toBeGreaterThanOrEqual(safe);
    },
    120_000,
  );
});

/** Ends the engine while the window waits for its answer to what is open, as after every save. */
async function killWhileAsked(journey: Journey): Promise<void> {
  const pid = await pidOf(journey, 'engine');
  process.kill(pid, 'SIGSTOP');
  await journey.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.send('mulu:event', {
      name: 'library.changed',
      payload: { entries: [] },
    });
  });
  // The call must have left the page.
  await journey.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  process.kill(pid, 'SIGKILL');
}

describe('the engine dies in the middle of an answer', () => {
  it.each([
    ['without accounts', ''],
    ['with accounts, and nobody is asked to sign in again', '王小明'],
  ])('%s: whoever types stays where they are, and every key is kept', async (_what, account) => {
    const folder = makeFolder('kill');
    const library = join(folder, '示例市信用办.mulu');
    const journey = await launch({ folder, today: '2026-11-21' });
    const { page } = journey;
    page.setDefaultTimeout(20_000);
    await createLibrary(journey, library);
    if (account !== '') {
      const password = 'Zheng-wu-2026!';
      const roles = ['系统管理员', '编制人'];
      await ask(journey, 'account.add', { name: account, roles, office: '', password, mustChange: false });
      await goTo(journey, '目录编制');
      await page.locator('#sign-in-account').fill(account);
      await page.locator('#sign-in-password').fill(password);
      await page.getByRole('button', { name: '登录', exact: true }).click();
      await page.getByRole('button', { name: account }).waitFor();
    }
    const { entry } = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', {});
    await goTo(journey, '目录编制');
    await page.getByRole('grid', { name: '信息资源列表' }).getByRole('row').nth(1).dblclick();
    await page.locator('#field-summary').focus();
    await page.keyboard.insertText('之前，');
    await killWhileAsked(journey);
    await page.keyboard.insertText('之后。');
    const read = async () =>
      (await ask<CallOutput<'entries.read'>>(journey, 'entries.read', { entry: entry.id })).entry.summary;
    await expect.poll(read, { timeout: 30_000 }).toBe('之前，之后。');
    expect(await page.locator('#field-summary').inputValue()).toBe('之前，之后。');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-summary');
    await journey.close();
  });

  it('a list that was being searched is asked for again by itself', async () => {
    const folder = makeFolder('kill');
    const journey = await launch({ folder, today: '2026-11-21' });
    const { page } = journey;
    page.setDefaultTimeout(20_000);
    await createLibrary(journey, join(folder, '示例市信用办.mulu'));
    for (const name of ['行政许可信息', '行政处罚信息']) {
      const { entry, meta } = await ask<CallOutput<'entries.create'>>(journey, 'entries.create', {});
      await ask(journey, 'entries.save', { entry: { ...entry, name }, revision: meta.revision });
    }
    await goTo(journey, '目录编制');
    await page.getByText('共2条').waitFor();
    const pid = await pidOf(journey, 'engine');
    process.kill(pid, 'SIGSTOP');
    await page.getByLabel('在目录中查找').fill('处罚');
    // Until the question has left the page.
    await page.waitForTimeout(1000);
    process.kill(pid, 'SIGKILL');
    await page.getByText('共1条').waitFor();
    expect(await page.getByText('后台处理中断').count()).toBe(0);
    await journey.close();
  });
});
