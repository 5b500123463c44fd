import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delayBefore, withRetries, type RetryPolicy } from '#app/sync/retry';
import { contentDigest, digestAgrees, platformPaths, readProblem } from '#app/sync/wire';

const policy: RetryPolicy = { attempts: 5, firstDelayMs: 100, longestDelayMs: 1000, random: () => 0.5 };
const signal = new AbortController().signal;

describe('trying again', () => {
  test('the pause doubles, is jittered by at most half, and is bounded whatever the platform asks for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.nat(),
        (n, random, asked) => {
          const delay = delayBefore(n, { ...policy, random: () => random }, asked);
          const ceiling = Math.min(1000, 100 * 2 ** (n - 2));
          expect(delay).toBeGreaterThanOrEqual(Math.min(1000, Math.max(ceiling / 2, asked)));
          expect(delay).toBeLessThanOrEqual(Math.min(1000, Math.max(ceiling, asked)));
        },
      ),
    );
  });

  test('as often as the policy says, never more; the last value is the answer', async () => {
    let tries = 0;
    const value = await withRetries(
      async () => ({ again: true, value: ++tries, askedMs: 0 }),
      { ...policy, attempts: 3, firstDelayMs: 1 },
      signal,
    );
    expect([value, tries]).toEqual([3, 3]);
  });

  test('a cancel during the pause ends it', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const waiting = withRetries(
      async () => ({ again: true, value: 0, askedMs: 60_000 }),
      { ...policy, longestDelayMs: 60_000 },
      stop.signal,
    );
    await expect(waiting).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });
});

describe('the wire', () => {
  test('Content-Digest (RFC 9530, B.2): the sha-256 of {"hello": "world"} with a line feed', () => {
    const body = new TextEncoder().encode('{"hello": "world"}\n');
    expect(contentDigest(body)).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
    expect(digestAgrees(`sha-512=:AAAA:, ${contentDigest(body)}`, body)).toBe(true);
    expect(digestAgrees(contentDigest(body), body.subarray(1))).toBe(false);
    expect(digestAgrees(undefined, body)).toBe(true);
    expect(digestAgrees('sha-512=:AAAA:', body)).toBe(true);
  });

  test('names in paths cannot lead elsewhere', () => {
    expect(platformPaths.head('../x?y')).toBe('departments/..%2Fx%3Fy/head');
    expect(platformPaths.opinions('U', 'a b&c')).toBe('departments/U/opinions?after=a%20b%26c');
  });

  test('problem details (RFC 9457): what is said once is shown once; anything else says nothing', () => {
    const body = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
    expect(
      readProblem(
        body({ title: '核验没有通过', status: 422, reasons: [{ code: 'x', message: '签名不符。' }] }),
      ).message,
    ).toBe('核验没有通过；签名不符');
    expect(readProblem(body({ title: 'T', detail: 'D' })).message).toBe('D');
    for (const odd of [body([1]), body('x'), new Uint8Array([255]), new Uint8Array(0), body({ title: 5 })]) {
      expect(readProblem(odd)).toEqual({ message: '', reasons: [] });
    }
    expect(readProblem(body({ title: 'x'.repeat(10_000) })).message).toHaveLength(500);
  });
});
