import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { calls } from '#app/contract/calls';
import { done, failed, FailureError, type Outcome } from '#app/contract/failure';
import { windowCalls } from '#app/contract/window-calls';
import { RESUME } from '#main/engine-messages';
import { createFileTokens, useOf } from '#main/file-tokens';
import { createCallGate, type Asker } from '#main/call-gate';
import { openLogFile } from '#main/log-file';

const folder = mkdtempSync(join(tmpdir(), 'mulu-gate-'));
const log = openLogFile(folder);
const readLog = () => readFileSync(join(folder, 'mulu.log'), 'utf8');
const allCalls = { ...calls, ...windowCalls };

const tokens = createFileTokens();
let ran: unknown[] = [];
let cancelled: string[] = [];
let answer: () => Promise<Outcome<unknown>>;
const gate = createCallGate({
  calls: allCalls,
  tokens,
  log,
  isOurs: (contentsId) => contentsId === 7,
  run: (name, input, id) => {
    ran.push({ name, input, id });
    return answer();
  },
  cancel: (id) => cancelled.push(id),
});

const ours: Asker = { sender: { id: 7 }, senderFrame: { url: 'mulu://app/index.html', parent: null } };
const ask = (name: unknown, input: unknown = {}, id: unknown = 'a-1') => gate.call(ours, { name, input, id });

beforeEach(() => {
  ran = [];
  cancelled = [];
  answer = () => Promise.resolve(done({ total: 0, entries: [] }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('who asks: only the main frame of our own page in our own window', () => {
  const strangers: Readonly<Record<string, Asker>> = {
    'a frame inside our page': {
      sender: { id: 7 },
      senderFrame: { url: 'mulu://app/index.html', parent: {} },
    },
    'another page in our window': {
      sender: { id: 7 },
      senderFrame: { url: 'https://example.org/', parent: null },
    },
    'a page that has our address in its query': {
      sender: { id: 7 },
      senderFrame: { url: 'https://example.org/?mulu://app/', parent: null },
    },
    'the page that is being printed': {
      sender: { id: 7 },
      senderFrame: { url: 'mulu://print/report', parent: null },
    },
    'another window': { sender: { id: 8 }, senderFrame: { url: 'mulu://app/index.html', parent: null } },
    'a frame that is gone': { sender: { id: 7 }, senderFrame: null },
  };

  it.each(Object.keys(strangers))('%s is refused, nothing runs, and the log says so', async (who) => {
    const asker = strangers[who] as Asker;
    const outcome = await gate.call(asker, { name: 'entries.list', input: {}, id: 'a-1' });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'not-permitted' } });
    gate.cancel(asker, 'a-1');
    expect([ran, cancelled]).toEqual([[], []]);
    expect(readLog()).toContain(`refused-sender contents=${asker.sender.id}`);
  });

  it('our own page is heard', async () => {
    expect(await ask('entries.list', { limit: 10 })).toEqual(done({ total: 0, entries: [] }));
    expect(ran).toEqual([{ name: 'entries.list', input: { limit: 10 }, id: 'a-1' }]);
    gate.cancel(ours, 'a-1');
    expect(cancelled).toEqual(['a-1']);
  });
});

describe('what for: only calls of the contract', () => {
  it.each([RESUME, 'entries.drop', 'toString', '__proto__', 'constructor', 'hasOwnProperty', ''])(
    '%j is not available',
    async (name) => {
      expect(await ask(name)).toMatchObject({ ok: false, failure: { code: 'not-available' } });
      expect(ran).toEqual([]);
    },
  );

  it.each([null, undefined, 'entries.list', 7, [], {}, { name: 'entries.list' }])(
    'a request that is none (%j) is refused',
    async (request) => {
      expect(await gate.call(ours, request)).toMatchObject({ ok: false, failure: { code: 'usage' } });
    },
  );

  it.each(['', 'a b', 'x'.repeat(65), '../1', 5])('an id like %j is refused', async (id) => {
    expect(await ask('entries.list', {}, id)).toMatchObject({ ok: false, failure: { code: 'usage' } });
    gate.cancel(ours, id);
    expect(cancelled).toEqual([]);
  });
});

describe('with what: every input is parsed by its schema', () => {
  it('names the members that do not fit and never their content', async () => {
    const outcome = await ask('entries.list', { limit: 0, query: '人口'.repeat(200) });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(JSON.stringify(outcome)).toContain('limit');
    expect(JSON.stringify(outcome)).not.toContain('人口');
    expect(ran).toEqual([]);
  });

  it('members that the schema does not know go no further', async () => {
    await ask('entries.list', { limit: 1, library: '/etc/passwd', __proto__: { x: 1 } });
    expect(ran).toEqual([{ name: 'entries.list', input: { limit: 1 }, id: 'a-1' }]);
  });

  it.each(Object.keys(allCalls))('%s refuses an input that is no object', async (name) => {
    for (const input of [null, 'text', 7, []]) {
      expect(await ask(name, input)).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    }
  });
});

describe('the page never names a path', () => {
  it('a path in place of a token is refused', async () => {
    const outcome = await ask('library.open', { library: '/home/u/目录.mulu' });
    expect(outcome).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', details: { field: 'library' } },
    });
    expect(ran).toEqual([]);
  });

  it('a token of a dialog becomes its path', async () => {
    const { token } = tokens.issue('/home/u/目录.mulu', 'read');
    await ask('library.open', { library: token });
    expect(ran).toEqual([{ name: 'library.open', input: { library: '/home/u/目录.mulu' }, id: 'a-1' }]);
  });

  it('lists and inner members are swapped as well, absent ones left alone', async () => {
    const file = tokens.issue('/u/p.zwml', 'read').token;
    const roots = ['/u/r1.crt', '/u/r2.crt'].map((path) => tokens.issue(path, 'read').token);
    await ask('package.verify', { file, roots });
    expect(ran).toEqual([
      { name: 'package.verify', input: { file: '/u/p.zwml', roots: ['/u/r1.crt', '/u/r2.crt'] }, id: 'a-1' },
    ]);
    expect(await ask('package.verify', { file, roots: [...roots, '/u/r3.crt'] })).toMatchObject({
      ok: false,
    });

    const scan = tokens.issue('/u/scan.pdf', 'read').token;
    const step = { step: 'approve', entries: ['e1'], by: '王某' };
    await ask('review.take', { ...step, offline: { on: '2026-11-21', scan } });
    expect(ran[1]).toMatchObject({ input: { offline: { on: '2026-11-21', scan: '/u/scan.pdf' } } });
    await ask('review.take', step);
    expect(ran).toHaveLength(3);
    expect(
      await ask('review.take', { ...step, offline: { on: '2026-11-21', scan: '/u/scan.pdf' } }),
    ).toMatchObject({
      ok: false,
    });
  });

  it('a file chosen for reading cannot be written: her own sheet is not overwritten by an export', async () => {
    const read = tokens.issue('/u/我的目录.xlsx', 'read').token;
    const write = tokens.issue('/u/导出.xlsx', 'write').token;
    expect(await ask('workbook.export', { out: read, to: 'xlsx' })).toMatchObject({ ok: false });
    expect(await ask('workbook.export', { out: write, to: 'xlsx' })).toMatchObject({ ok: true });
    expect(ran).toHaveLength(1);
  });

  it('what was just written can be read: the key made a moment ago is shown', async () => {
    const { token } = tokens.issue('/u/单位.key', 'write');
    expect(await ask('key.show', { key: token, passphrase: 'x' })).toMatchObject({ ok: true });
    expect(ran).toMatchObject([{ input: { key: '/u/单位.key' } }]);
  });

  it('a folder is neither read nor written as a file', async () => {
    const { token } = tokens.issue('/media/usb', 'folder');
    expect(await ask('delivery.receive', { file: token })).toMatchObject({ ok: false });
    expect(await ask('library.backup', { out: token })).toMatchObject({ ok: false });
    expect(await ask('delivery.carry', { folder: token })).toMatchObject({ ok: true });
  });

  it('the same choice keeps its token, two choices never share one', () => {
    const first = tokens.issue('/u/a.xlsx', 'read');
    expect(tokens.issue('/u/a.xlsx', 'read').token).toBe(first.token);
    expect(tokens.issue('/u/a.xlsx', 'write').token).not.toBe(first.token);
    expect(first).toMatchObject({ name: 'a.xlsx', folder: '/u' });
    expect(tokens.resolve(first.token, 'write')).toBeNull();
    expect(tokens.resolve('file-unknown', 'any')).toBeNull();
  });

  it('each member that names a file to be written needs a token of a save dialog', () => {
    const members = Object.entries(allCalls).flatMap(([name, definition]) =>
      ('paths' in definition ? definition.paths : []).map((member) => ({ name, member })),
    );
    for (const { name, member } of members) {
      if (['out', 'errors', 'ics'].includes(member))
        expect(`${name}:${useOf(name, member)}`).toBe(`${name}:write`);
      if (member === 'folder') expect(useOf(name, member)).toBe('folder');
    }
    expect(useOf('library.create', 'library')).toBe('write');
    expect(useOf('library.open', 'library')).toBe('read');
  });
});

describe('how it ends: failures are values, bugs get an id', () => {
  it('a failure of the operation passes as it is', async () => {
    answer = () => Promise.resolve(failed('library-in-use', { library: '目录.mulu' }));
    expect(await ask('entries.list')).toEqual(failed('library-in-use', { library: '目录.mulu' }));
    answer = () => Promise.reject(new FailureError('disk-space', { needed: 5 }));
    expect(await ask('entries.list')).toEqual(failed('disk-space', { needed: 5 }));
  });

  it('a bug is answered with an id, and the log has the place in the code but not what was typed', async () => {
    answer = () => Promise.reject(new TypeError('cannot read 身份证号 of undefined'));
    const outcome = await ask('entries.list');
    expect(outcome).toMatchObject({
      ok: false,
      failure: { code: 'internal', details: { id: /^[0-9a-f]{8}$/ } },
    });
    const id = outcome.ok ? '' : String(outcome.failure.details['id']);
    const line = readLog()
      .split('\n')
      .find((one) => one.includes(id));
    expect(line).toContain('where=entries.list TypeError');
    expect(line).toContain('call-gate.test.ts');
    expect(readLog()).not.toContain('身份证号');
  });
});
