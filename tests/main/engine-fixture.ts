/** A small engine in a process of its own: the real loop, with operations that wait, fail, throw and die on request. */
import { setTimeout as wait } from 'node:timers/promises';
import { done, failed, FailureError } from '#app/contract/failure';
import { RESUME } from '#main/engine-messages';
import { engineLoop, type Operation } from '#main/engine-loop';
import type { ToEngine } from '#main/engine-messages';

let open = '';

const operations: Readonly<Record<string, Operation>> = {
  'library.open': (input: { library: string }) => {
    open = input.library;
    return Promise.resolve(done({ department: '某局' }));
  },
  [RESUME]: (input: { library: string }) => {
    open = input.library;
    return Promise.resolve(done({ department: '某局' }));
  },
  'library.summary': () =>
    Promise.resolve(open === '' ? failed('library-not-found') : done({ library: open, pid: process.pid })),
  echo: (input: unknown) => Promise.resolve(done(input)),
  'answer-late': async (input: { ms: number }) => {
    await wait(input.ms);
    return done('late');
  },
  'wait-for-cancel': async (_input, context) => {
    for (let step = 0; !context.signal.aborted; step += 1) {
      context.progress(step, 0, '等待');
      await wait(5);
    }
    return failed('cancelled');
  },
  count: async (_input, context) => {
    for (let step = 1; step <= 1000; step += 1) context.progress(step, 1000, '计数');
    await wait(0);
    return done('counted');
  },
  refuse: () => Promise.reject(new FailureError('disk-space', { needed: 1 })),
  bug: () => Promise.reject(new RangeError('secret words')),
  die: () => process.exit(9),
};

const hear = engineLoop(operations, (message) => process.send?.(message));
process.on('message', (message) => hear(message as ToEngine));
if (process.env['DIE_AT_START'] === '1') process.exit(9);
process.send?.({ type: 'ready' });
