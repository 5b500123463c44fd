/**
 * The packaged program, with its fuses set: packaged here, started as it is, and driven from outside over the
 * debugging port, which only a trial package opens.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as xls from '@e965/xlsx';
import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureDisplay, windowUser, type Display, type WindowUser } from '#scripts/display';
import { packageProgram } from '#scripts/package';
import { endJourneys, makeFolder, runAlone } from './harness';

const FIXTURE = fileURLToPath(new URL('./archive-fixture.ts', import.meta.url));

const output = makeFolder('packaged');
const program = join(output, 'linux-unpacked', 'mulu');
const archive = join(output, 'linux-unpacked', 'resources', 'app.asar');
let trial = false;
let display: Display;
let user: WindowUser;
const started: ChildProcess[] = [];

function start(profile: string, ...words: string[]): ChildProcess {
  user.own(profile);
  const child = spawn(
    user.command,
    [...(user.sandbox ? [] : ['--no-sandbox']), `--user-data-dir=${profile}`, ...words],
    {
      env: { PATH: process.env['PATH'], HOME: profile, DISPLAY: display.name, MULU_TODAY: '2031-01-01' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  started.push(child);
  return child;
}

interface Listing {
  readonly files?: Readonly<Record<string, Listing>>;
}

/** The files of an archive: after 16 bytes of sizes its table of contents stands as JSON. */
function filesOf(file: string): string[] {
  const bytes = readFileSync(file);
  const table = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Listing;
  const below = (listing: Listing, path: string): string[] =>
    listing.files === undefined
      ? [path]
      : Object.entries(listing.files).flatMap(([name, inner]) => below(inner, `${path}/${name}`));
  return below(table, '');
}

/** The address at which the started program can be driven, or null when it ended without offering one. */
function debuggingAddress(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let said = '';
    child.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => resolve(null));
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

beforeAll(async () => {
  ({ trial } = await packageProgram(['dir'], output));
  display = await ensureDisplay();
  user = windowUser(program, [output]);
});

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  user.remove();
  display.stop();
  await endJourneys();
});

describe('what is packaged', () => {
  it('holds the built program, the native module and the one sample to play with, no sources, tests or command line', () => {
    const files = filesOf(archive);
    expect(files).toContain('/dist/main/main.mjs');
    expect(files).toContain('/node_modules/sqlite3/build/Release/node_sqlite3.node');
    expect(files.filter((file) => /^\/(app|main|renderer|tests|scripts|dist\/cli)\b/.test(file))).toEqual([]);
    expect(files.filter((file) => /\.(ts|tsx|map)$/.test(file))).toEqual([]);
    // The window's parts, the native module with its two helpers, and nothing of what they were built from.
    expect(files.filter((file) => !file.startsWith('/dist/renderer/assets/')).length).toBeLessThan(30);
    const resources = join(output, 'linux-unpacked', 'resources', 'mulu');
    expect(existsSync(join(resources, 'rule-packs', 'national-2025.json'))).toBe(true);
    expect(readdirSync(join(resources, 'samples'))).toEqual(['national-2017.xlsx']);
  });

  it('has its fuses set: no bare Node, no inspector, only the archive, no rights for file pages', async () => {
    const wire = await getCurrentFuseWire(program);
    const on = (fuse: FuseV1Options) => wire[fuse] === '1'.charCodeAt(0);
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
      file: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({ runAsNode: false, nodeOptions: false, inspect: false, onlyAsar: true, file: false });
  });
});

describe('the packaged program runs', () => {
  let browser: Browser;
  let page: Page;
  const folder = makeFolder('packaged-library');

  beforeAll(async () => {
    if (!trial) return;
    const child = start(makeFolder('packaged-profile'), '--remote-debugging-port=0');
    const address = await debuggingAddress(child);
    expect(address).not.toBeNull();
    browser = await chromium.connectOverCDP(address as string);
    const context = browser.contexts()[0];
    page = (context?.pages()[0] ?? (await context?.waitForEvent('page'))) as Page;
    await page.getByText('政务信息资源目录').first().waitFor();
  });

  it('shows the window from its own scheme and ignores MULU_TODAY', async ({ skip }) => {
    if (!trial) skip('a release is not driven');
    expect(page.url()).toBe('mulu://app/index.html');
    const answer = await page.evaluate(() => window.mulu.call('window.start', {}, 'p1'));
    expect(answer).toMatchObject({ ok: true, value: { opened: false } });
    expect((answer as { value: { today: string } }).value.today).not.toBe('2031-01-01');
  });

  it('its engine starts from the archive with its rule packs and calendars', async ({ skip }) => {
    if (!trial) skip('a release is not driven');
    const rules = await page.evaluate(() => window.mulu.call('rules.list', {}, 'p2'));
    expect(JSON.stringify(rules)).toContain('national-2025');
  });

  it('opens a library that the command line made: the native module works', async ({ skip }) => {
    if (!trial) skip('a release is not driven');
    const library = join(folder, '某局.mulu');
    const names = ['--department', '某局', '--credit-code', '11610000000000000X', '--region', '610000'];
    const cli = fileURLToPath(new URL('../../dist/cli/mulu.mjs', import.meta.url));
    execFileSync(process.execPath, [cli, 'init', library, ...names, '--rules', 'shaanxi-2017'], {
      stdio: 'ignore',
    });
    user.own(folder);
    const profile = makeFolder('packaged-profile');
    await browser.close();
    for (const child of started.splice(0)) {
      child.kill();
      await ended(child);
    }
    const child = start(profile, '--remote-debugging-port=0', '--library', library);
    const driven = await chromium.connectOverCDP((await debuggingAddress(child)) as string);
    const context = driven.contexts()[0];
    const shown = context?.pages()[0] ?? (await context?.waitForEvent('page'));
    const answer = await shown?.evaluate(() => window.mulu.call('window.start', {}, 'p3'));
    expect(answer).toMatchObject({ value: { opened: true, failure: null } });
    await driven.close();
    child.kill();
    await ended(child);
  });

  it('reads .xls in its worker and writes .xlsx, both out of the archive', async () => {
    const place = makeFolder('packaged-workbooks');
    const at = (name: string): string => join(place, name);
    const book = xls.utils.book_new();
    const page = xls.utils.aoa_to_sheet([
      ['信息资源名称', '信息资源代码', '信息项名称'],
      ['甲信息', '307001/000001', '姓名'],
    ]);
    xls.utils.book_append_sheet(book, page, '目录');
    writeFileSync(at('旧表.xls'), xls.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);
    const library = { department: '某局', creditCode: '11610000000000000X', region: '610000' };
    const calls = [
      ['library.create', { ...library, library: at('某局.mulu'), rules: 'shaanxi-2017' }],
      ['workbook.import', { file: at('旧表.xls') }],
      ['workbook.export', { to: 'xlsx', out: at('导出.xlsx') }],
    ];
    writeFileSync(at('calls.json'), JSON.stringify(calls));
    const resources = join(output, 'linux-unpacked', 'resources', 'mulu');
    const status = await runAlone(FIXTURE, place, archive, resources, at('calls.json'), at('outcomes.json'));
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(at('outcomes.json'), 'utf8'))).toMatchObject([
      { ok: true },
      { ok: true, value: { entries: { created: 1 } } },
      { ok: true, value: { entries: 1, items: 1 } },
    ]);
    expect(readFileSync(at('导出.xlsx')).subarray(0, 2).toString()).toBe('PK');
  });

  it('ELECTRON_RUN_AS_NODE and NODE_OPTIONS have no power over it', async () => {
    const profile = makeFolder('packaged-profile');
    const written = join(profile, 'written');
    const script = join(profile, 'intruder.cjs');
    writeFileSync(script, `require('fs').writeFileSync(${JSON.stringify(written)}, '')`);
    user.own(profile);
    const child = spawn(
      user.command,
      [...(user.sandbox ? [] : ['--no-sandbox']), `--user-data-dir=${profile}`, script],
      {
        env: {
          PATH: process.env['PATH'],
          HOME: profile,
          DISPLAY: display.name,
          ELECTRON_RUN_AS_NODE: '1',
          NODE_OPTIONS: `--require ${script}`,
        },
        stdio: 'ignore',
      },
    );
    started.push(child);
    // The log's first line shows that the program itself came up.
    const log = join(profile, 'logs', 'mulu.log');
    for (let round = 0; round < 400 && !existsSync(log); round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(readFileSync(log, 'utf8')).toContain('engine state=running');
    expect(existsSync(written)).toBe(false);
    child.kill();
    await ended(child);
  });

  it('a release does not let itself be driven: with the debugging port it ends at once', async () => {
    // The same length, so that the archive's table of contents still fits.
    const bytes = readFileSync(archive).toString('latin1');
    expect(bytes.split('"trial": true')).toHaveLength(2);
    writeFileSync(archive, Buffer.from(bytes.replace('"trial": true', '"trial":false'), 'latin1'));
    const profile = makeFolder('packaged-profile');
    const child = start(profile, '--remote-debugging-port=0');
    expect(await ended(child)).toBe(0);
    expect(existsSync(join(profile, 'logs', 'mulu.log'))).toBe(false);
  });
});
