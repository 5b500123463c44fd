import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appSchemeHandler, CONTENT_SECURITY_POLICY, fileOfUrl, isAppUrl } from '#main/app-scheme';

const world = mkdtempSync(join(tmpdir(), 'mulu-scheme-'));
const root = join(world, 'renderer');
const handler = appSchemeHandler(root);
const get = (url: string, method = 'GET') => handler({ url, method } as Request);

beforeAll(() => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<p>目录</p>');
  writeFileSync(join(root, 'assets', 'a b.js'), 'export {};');
  writeFileSync(join(root, 'notes.txt'), 'not for the page');
  writeFileSync(join(world, 'secret.html'), 'outside');
  mkdirSync(join(world, 'renderer-old'));
  writeFileSync(join(world, 'renderer-old', 'index.html'), 'beside');
  symlinkSync(join(world, 'secret.html'), join(root, 'link.html'));
});

afterAll(() => rmSync(world, { recursive: true, force: true }));

describe('only URLs of our own pages count as ours: parsed, never searched', () => {
  it.each([
    'https://example.org/?mulu://app/',
    'https://app/index.html',
    'mulu://app.example.org/index.html',
    'mulu://evil/index.html',
    'mulu://app:81/index.html',
    'mulu://someone@app/index.html',
    'mulu:app/index.html',
    'mulu:///index.html',
    'mulux://app/',
    'file:///app/index.html',
    'data:text/html,mulu://app/',
    'about:blank',
    '',
    'mulu://',
  ])('%s is not', (url) => expect(isAppUrl(url)).toBe(false));

  it.each(['mulu://app/index.html', 'mulu://app/', 'mulu://app/index.html#/duties', 'MULU://app/index.html'])(
    '%s is',
    (url) => expect(isAppUrl(url)).toBe(true),
  );
});

describe('the scheme serves the built pages and nothing else', () => {
  it('answers a page with the content security policy as a header', async () => {
    const answer = await get('mulu://app/index.html');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe('<p>目录</p>');
  });

  it('takes a name with a blank, a query and a fragment', async () => {
    expect((await get('mulu://app/assets/a%20b.js?v=1#x')).status).toBe(200);
  });

  it.each([
    'mulu://app/../secret.html',
    'mulu://app/%2e%2e/secret.html',
    'mulu://app/..%2fsecret.html',
    'mulu://app/%252e%252e/secret.html',
    'mulu://app/assets/..%2f..%2fsecret.html',
    'mulu://app/..%5csecret.html',
    'mulu://app/../renderer-old/index.html',
    'mulu://app/index.html%00.js',
    'mulu://app/%E0%A4%A',
    'mulu://app//etc/passwd',
    'mulu://app/link.html',
    'mulu://app/notes.txt',
    'mulu://app/assets',
    'mulu://app/',
    'mulu://app/missing.js',
    'mulu://other/index.html',
  ])('refuses %s, and the refusal carries the policy too', async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  });

  it('refuses every method but reading', async () => {
    expect((await get('mulu://app/index.html', 'POST')).status).toBe(405);
    const head = await get('mulu://app/index.html', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('no URL whatever leads out of the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '/',
      '\\',
      '%5c',
      'a',
      '%00',
      '%25',
      '~',
      'index.html',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileOfUrl(root, `mulu://app/${pieces.join('')}`);
        expect(file === null || file.startsWith(`${root}/`)).toBe(true);
        expect(file?.split('/').includes('..') ?? false).toBe(false);
      }),
    );
  });
});
