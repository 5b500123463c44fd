/**
 * The window's own scheme: `mulu://app/…` serves the built renderer and nothing else.
 */
import { readFile, realpath } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

export const APP_SCHEME = 'mulu';
export const APP_HOST = 'app';
export const APP_START = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** Sent with every answer of the scheme; antd writes its styles into the page, hence `unsafe-inline` for styles only. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Whether `text` is a URL of our own pages. Compared as a parsed URL: a query or a user name cannot imitate it. */
export function isAppUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === ''
  );
}

/**
 * The file below `root` that a URL of the scheme names, or null when the URL is not ours, names no file, or leads out
 * of `root` by `..`, a backslash, an encoded separator or a NUL.
 */
export function fileOfUrl(root: string, text: string): string | null {
  if (!isAppUrl(text)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(text).pathname);
  } catch {
    return null;
  }
  if (/[\\\0]|%2f|%5c|%2e/i.test(path) || path.split('/').includes('..')) return null;
  const base = resolve(root);
  const file = resolve(base, `.${path}`);
  return file.startsWith(base + sep) ? file : null;
}

function answer(status: number, body: BodyInit | null, contentType: string): Response {
  return new Response(body, {
    status,
    headers: {
      'Content-Type': contentType,
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-cache',
    },
  });
}

/** Answers requests of the scheme from the files below `root`; links that lead out of it are not followed. */
export function appSchemeHandler(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, null, 'text/plain');
    const file = fileOfUrl(root, request.url);
    const contentType = file === null ? undefined : CONTENT_TYPES[extname(file)];
    if (file === null || contentType === undefined) return answer(404, null, 'text/plain');
    try {
      const real = await realpath(file);
      if (!real.startsWith((await realpath(root)) + sep)) return answer(404, null, 'text/plain');
      const bytes = await readFile(real);
      return answer(200, request.method === 'HEAD' ? null : new Uint8Array(bytes), contentType);
    } catch {
      return answer(404, null, 'text/plain');
    }
  };
}
