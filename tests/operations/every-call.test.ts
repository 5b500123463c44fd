import { expect, test } from 'vitest';
import { callNames, calls } from '#app/contract/calls';
import { failureText } from '#app/contract/failure-text';
import { FAILURE_CODES } from '#app/contract/failure';
import { runCall } from '#app/operations/create-operations';
import { openCore } from '#tests/support/open-workspace';

const context = { signal: new AbortController().signal, progress: () => undefined };

test.each(callNames)(
  '%s: there is an operation behind it, and input of another shape is refused by a code',
  async (name) => {
    const core = await openCore();
    expect(typeof core.operations[name]).toBe('function');
    for (const bad of [
      null,
      'text',
      7,
      [],
      { library: 7, entries: {}, file: [], out: 1, rules: {}, entry: 1, kind: 0 },
    ]) {
      if (calls[name].input.safeParse(bad).success) continue;
      const outcome = await runCall(core.operations, name, bad, context);
      expect(outcome).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    }
  },
);

test('calls that need a library say so when none is open', async () => {
  const core = await openCore();
  for (const name of ['entries.list', 'check.run', 'duties.list', 'review.inbox', 'package.list'] as const) {
    expect((await core.failure(name, {} as never)).code).toBe('library-not-found');
  }
});

test.each(FAILURE_CODES)(
  '%s has a sentence in Chinese that says what to do, with and without details',
  (code) => {
    for (const details of [{}, { file: '甲.xlsx', reason: '原因', library: 'a.mulu', name: '某资源' }]) {
      const text = failureText({ code, details });
      expect(text).toMatch(/[\u4e00-\u9fff]{2,}/);
      expect(text).not.toMatch(/undefined|null|\[object|NaN/);
      expect(text).not.toMatch(/请您|抱歉|！|系统错误/);
    }
  },
);
