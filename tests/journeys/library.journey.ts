import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enginePid, goTo } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('library');
const first = join(folder, '某市数据局.mulu');
const second = join(folder, '某市统计局.mulu');
let journey: Journey;
let calls = 0;

/** A call as the page makes it. */
function call(
  name: string,
  input: unknown,
): Promise<{ ok: boolean; value?: unknown; failure?: { code: string } }> {
  const id = `journey-${(calls += 1)}`;
  return journey.page.evaluate(
    ([word, content, number]) => window.mulu.call(word, content, number) as Promise<never>,
    [name, input, id] as const,
  );
}

async function chosen(kind: 'window.chooseFile' | 'window.chooseSave', path: string): Promise<string> {
  journey.answerDialogs([path]);
  const answer = await call(kind, { title: '目录库' });
  return (answer.value as { files: { token: string }[] }).files[0]?.token ?? '';
}

async function create(path: string, department: string): Promise<void> {
  const library = await chosen('window.chooseSave', path);
  const rules = 'shaanxi-2017';
  const created = await call('library.create', {
    library,
    department,
    creditCode: '',
    region: '610000',
    rules,
  });
  expect(created).toMatchObject({ ok: true, value: { department } });
}

beforeAll(async () => {
  journey = await launch({ folder, today: '2026-11-21' });
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

describe('a library in the window', () => {
  it('is made in the place that the dialog named, and is open', async () => {
    await create(first, '某市数据局');
    expect(existsSync(first)).toBe(true);
    expect(await call('library.summary', {})).toMatchObject({
      ok: true,
      value: { department: '某市数据局' },
    });
  });

  it('a token of an open dialog does not make a library over an existing file', async () => {
    const library = await chosen('window.chooseFile', first);
    const input = { library, department: '某市数据局', creditCode: '', region: '', rules: 'shaanxi-2017' };
    expect(await call('library.create', input)).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input' },
    });
  });
});

describe('the window survives its engine', () => {
  it('a killed engine is started again with the same library open, and the page is told', async () => {
    await journey.page.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      window.mulu.on('engine.state', (payload) => told.push((payload as { state: string }).state));
    });
    const before = await enginePid(journey);
    process.kill(before, 'SIGKILL');
    await journey.page.waitForFunction(() =>
      (window as unknown as { told: string[] }).told.includes('running'),
    );
    expect(await call('library.summary', {})).toMatchObject({
      ok: true,
      value: { department: '某市数据局' },
    });
    expect(await enginePid(journey)).not.toBe(before);
    expect(journey.log()).toMatch(/engine state=restarting\n.* engine state=running/);
  });
});

describe('one program, one library', () => {
  it('a second start hands its library over to the first and ends', async () => {
    await create(second, '某市统计局');
    journey.startAgain('--library', first);
    await journey.page.locator('.top-library[title$="某市数据局.mulu"]').waitFor();
    expect(await call('library.summary', {})).toMatchObject({
      ok: true,
      value: { department: '某市数据局' },
    });
  });

  it('the program lists what was opened lately, by token, the latest first', async () => {
    const recent = await call('window.recent', {});
    expect(recent).toMatchObject({
      ok: true,
      value: { libraries: [{ name: '某市数据局.mulu', present: true }, { name: '某市统计局.mulu' }] },
    });
    const { token } = (recent.value as { libraries: { token: string }[] }).libraries[1] ?? { token: '' };
    expect(await call('library.open', { library: token })).toMatchObject({
      ok: true,
      value: { department: '某市统计局' },
    });
  });

  it('closing the window leaves the library as one file, free for the next start', async () => {
    await journey.close();
    expect(readdirSync(folder).filter((name) => /-wal$|-shm$|-journal$/.test(name))).toEqual([]);

    journey = await launch({ folder, profile: journey.profile, library: first, today: '2026-11-21' });
    expect(await call('window.start', {})).toMatchObject({
      ok: true,
      value: { opened: true, failure: null },
    });
    expect(await call('library.summary', {})).toMatchObject({
      ok: true,
      value: { department: '某市数据局' },
    });
  });

  it('a window opens again on the screen it was left on, another library on its start page', async () => {
    const shown = (name: string) =>
      journey.page
        .getByRole('navigation', { name: '主菜单' })
        .locator('[aria-current=page]', { hasText: name })
        .waitFor();
    await shown('首页');
    await goTo(journey, '目录编制');
    await shown('目录编制');
    await journey.close();

    const again = { folder, profile: journey.profile, today: '2026-11-21' };
    journey = await launch({ ...again, library: first });
    await shown('目录编制');
    await journey.page.getByText('目录中还没有信息资源').first().waitFor();
    await journey.close();
    journey = await launch({ ...again, library: second });
    await shown('首页');
  });

  it('a library that does not open at the start is told to the page with its code', async () => {
    await journey.close();
    journey = await launch({ folder, library: join(folder, '没有.mulu') });
    expect(await call('window.start', {})).toMatchObject({
      ok: true,
      value: { opened: false, failure: { code: 'library-not-found' } },
    });
  });
});
