import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLogFile, traceOf } from '#main/log-file';
import { libraryArgument, wordsFor } from '#main/start-arguments';
import {
  forgetRecent,
  isReachable,
  readRecent,
  readWindowPlace,
  rememberRecent,
  writeWindowPlace,
} from '#main/user-files';

const world = mkdtempSync(join(tmpdir(), 'mulu-parts-'));
afterAll(() => rmSync(world, { recursive: true, force: true }));
let made = 0;
const freshFolder = () => join(world, `folder-${(made += 1)}`);

describe('the library named at the start', () => {
  it.each([
    [['--library', 'a/某局.mulu'], '/u/a/某局.mulu'],
    [['--library=某局.mulu'], '/u/某局.mulu'],
    [['--no-sandbox', '--library', '/x/y.mulu', '--lang=zh'], '/x/y.mulu'],
    [['/x/双击.MULU'], '/x/双击.MULU'],
    [['--user-data-dir=/p/q.mulu', '/x/sheet.xlsx'], null],
    [['--library'], null],
    [[], null],
  ])('%j opens %s', (words, path) => expect(libraryArgument(words, '/u')).toBe(path));

  it.each([
    [['--no-sandbox', '--library', '/x/旧.mulu', '--lang=zh']],
    [['--no-sandbox', '--library=/x/旧.mulu', '--lang=zh']],
    [['--no-sandbox', '/x/旧.MULU', '--lang=zh']],
    [['--no-sandbox', '--lang=zh', '--library']],
    [['--no-sandbox', '--lang=zh']],
  ])('%j started again: another one in its place, or none', (words) => {
    expect(wordsFor(null, words)).toEqual(['--no-sandbox', '--lang=zh']);
    expect(libraryArgument(wordsFor('/x/新.mulu', words), '/u')).toBe('/x/新.mulu');
  });
});

describe('the log holds ids and codes, and does not grow for ever', () => {
  it('keeps three files of about a megabyte', () => {
    const folder = freshFolder();
    const log = openLogFile(folder, () => new Date(0));
    log.write('start');
    for (let round = 0; round < 6; round += 1) {
      writeFileSync(join(folder, 'mulu.log'), `${round}`.padEnd((1 << 20) + 1, '.'));
      log.write('round', { round });
    }
    expect(readdirSync(folder).sort()).toEqual(['mulu.log', 'mulu.log.1', 'mulu.log.2']);
    expect(readFileSync(join(folder, 'mulu.log'), 'utf8')).toBe('1970-01-01T00:00:00.000Z round round=5\n');
    expect(readFileSync(join(folder, 'mulu.log.1'), 'utf8')[0]).toBe('5');
    expect(readFileSync(join(folder, 'mulu.log.2'), 'utf8')[0]).toBe('4');
  });

  it('a value cannot start a line of its own', () => {
    const folder = freshFolder();
    openLogFile(folder).write('opened', { code: 'a\nbug id=1' });
    expect(readFileSync(join(folder, 'mulu.log'), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('a folder that cannot be written does not stop the work', () => {
    const file = join(world, 'not-a-folder');
    writeFileSync(file, '');
    const log = openLogFile(join(file, 'logs'));
    expect(() => log.write('start')).not.toThrow();
    expect(log.bug('here', new Error('x'))).toMatch(/^[0-9a-f]{8}$/);
  });

  it('a trace has the kind and the places, not the message', () => {
    const trace = traceOf(new SyntaxError('某人的姓名'));
    expect(trace).toMatch(/^SyntaxError < .*small-parts\.test\.ts:\d+:\d+/);
    expect(trace).not.toContain('姓名');
    expect(traceOf('thrown text')).toBe('string');
  });
});

describe('what the program remembers for a person', () => {
  it('the window’s place comes back, a damaged file counts as none', () => {
    const folder = freshFolder();
    const place = { x: 10, y: 20, width: 1200, height: 800, maximized: true };
    expect(readWindowPlace(folder)).toBeNull();
    writeWindowPlace(folder, place);
    expect(readWindowPlace(folder)).toEqual(place);
    for (const damaged of ['', '{', '[]', '{"x":1.5,"y":0,"width":1,"height":1,"maximized":true}', 'null']) {
      writeFileSync(join(folder, 'window-place.json'), damaged);
      expect(readWindowPlace(folder)).toBeNull();
    }
  });

  it('a window whose title bar lies on no screen any more is not put back there', () => {
    const screen = { x: 0, y: 0, width: 1366, height: 768 };
    const place = (x: number, y: number) => ({ x, y, width: 1200, height: 700 });
    expect(isReachable(place(0, 0), [screen])).toBe(true);
    expect(isReachable(place(1300, 0), [screen])).toBe(false);
    expect(isReachable(place(0, -300), [screen])).toBe(false);
    expect(isReachable(place(0, 760), [screen])).toBe(false);
    expect(isReachable(place(2000, 100), [screen, { x: 1366, y: 0, width: 1920, height: 1080 }])).toBe(true);
    expect(isReachable(place(0, 0), [])).toBe(false);
  });

  it('recent libraries: the latest first, each once, ten at most, removable', () => {
    const folder = freshFolder();
    for (let day = 1; day <= 12; day += 1) {
      rememberRecent(folder, { path: `/u/${day}.mulu`, department: '某局', openedAt: `2026-11-${day}` });
    }
    rememberRecent(folder, { path: '/u/5.mulu', department: '改名后的某局', openedAt: '2026-11-21' });
    const paths = readRecent(folder).map((one) => one.path);
    expect(paths).toEqual([5, 12, 11, 10, 9, 8, 7, 6, 4, 3].map((day) => `/u/${day}.mulu`));
    expect(readRecent(folder)[0]?.department).toBe('改名后的某局');
    forgetRecent(folder, '/u/12.mulu');
    expect(readRecent(folder).map((one) => one.path)).not.toContain('/u/12.mulu');
    writeFileSync(
      join(folder, 'recent.json'),
      '[{"path":5},null,{"path":"/a","department":"b","openedAt":"c"}]',
    );
    expect(readRecent(folder)).toEqual([{ path: '/a', department: 'b', openedAt: 'c' }]);
  });
});
