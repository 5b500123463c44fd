import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { done, failed } from '#app/contract/failure';
import {
  createEngineClient,
  type EngineClient,
  type EngineParts,
  type EngineProcess,
} from '#main/engine-client';
import { RESUME, type FromEngine } from '#main/engine-messages';
import { createLibraryMemory } from '#main/library-memory';

const FIXTURE = fileURLToPath(new URL('./engine-fixture.ts', import.meta.url));

interface World {
  readonly engine: EngineClient;
  readonly children: ChildProcess[];
  readonly states: string[];
  readonly progress: string[];
  readonly bugs: Error[];
  dieAtStart: boolean;
}

const worlds: World[] = [];

function world(reopen: EngineParts['reopen'] = () => null): World {
  const made = { children: [], states: [], progress: [], bugs: [], dieAtStart: false } as unknown as {
    -readonly [K in keyof World]: World[K];
  };
  const start = (): EngineProcess => {
    const child = fork(FIXTURE, {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, DIE_AT_START: made.dieAtStart ? '1' : '0' },
    });
    made.children.push(child);
    return {
      post: (message) => {
        child.send(message);
      },
      onMessage: (listener) => {
        child.on('message', (message) => listener(message as FromEngine));
      },
      onExit: (listener) => {
        child.on('exit', () => listener());
      },
      kill: () => {
        child.kill();
      },
    };
  };
  made.engine = createEngineClient({
    start,
    onState: (state) => made.states.push(state),
    onEvent: () => undefined,
    onProgress: (call, id, { done: count, total, label }) =>
      made.progress.push(`${call} ${id} ${count}/${total} ${label}`),
    onBug: (_where, error) => {
      made.bugs.push(error);
      return 'b0b0';
    },
    reopen,
  });
  worlds.push(made);
  return made;
}

function until(happened: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (happened()) resolve();
      else setTimeout(look, 5);
    };
    look();
  });
}

afterEach(() => {
  for (const { engine } of worlds.splice(0)) engine.stop();
});

describe('calls reach the engine’s process and come back', () => {
  it('answers calls by their ids, in whatever order they end', async () => {
    const { engine } = world();
    const ended: string[] = [];
    const late = engine.call('answer-late', { ms: 60 }, 'a').then(() => ended.push('late'));
    const soon = engine.call('echo', { name: '人口信息' }, 'b').then((outcome) => {
      ended.push('soon');
      expect(outcome).toEqual(done({ name: '人口信息' }));
    });
    await Promise.all([late, soon]);
    expect(ended).toEqual(['soon', 'late']);
  });

  it('refuses an id that is in use, and keeps the call that has it', async () => {
    const { engine } = world();
    const first = engine.call('answer-late', { ms: 20 }, 'same');
    expect(await engine.call('echo', {}, 'same')).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(await first).toEqual(done('late'));
    expect(await engine.call('echo', 1, 'same')).toEqual(done(1));
  });

  it('an unknown call, a thrown failure and a bug are answered, never lost', async () => {
    const { engine, bugs } = world();
    expect(await engine.call('toString', {}, 'a')).toMatchObject({ failure: { code: 'not-available' } });
    expect(await engine.call('refuse', {}, 'b')).toEqual(failed('disk-space', { needed: 1 }));
    expect(await engine.call('bug', {}, 'c')).toEqual(failed('internal', { id: 'b0b0' }));
    expect(bugs.map((bug) => bug.name)).toEqual(['RangeError']);
    expect(bugs[0]?.stack).toContain('engine-fixture.ts');
  });

  it('tells progress with the call’s id, thinned out, the last step always', async () => {
    const { engine, progress } = world();
    await engine.call('count', {}, 'p1');
    expect(progress.at(-1)).toBe('count p1 1000/1000 计数');
    expect(progress.length).toBeLessThan(100);
  });

  it('cancels the one call that is named', async () => {
    const { engine, progress } = world();
    const waiting = engine.call('wait-for-cancel', {}, 'w');
    await until(() => progress.length > 0);
    const other = engine.call('answer-late', { ms: 30 }, 'o');
    engine.cancel('nobody');
    engine.cancel('w');
    expect(await waiting).toEqual(failed('cancelled'));
    expect(await other).toEqual(done('late'));
  });
});

describe('the window survives its engine', () => {
  it('answers what a dying engine was working on with a code, starts a new one, and goes on', async () => {
    const { engine, states, children } = world();
    const lost = [engine.call('answer-late', { ms: 60_000 }, 'l1'), engine.call('die', {}, 'l2')];
    expect(await Promise.all(lost)).toEqual([
      failed('engine-stopped', { call: 'answer-late' }),
      failed('engine-stopped', { call: 'die' }),
    ]);
    expect(await engine.call('echo', 'again', 'a')).toEqual(done('again'));
    expect(states).toEqual(['running', 'restarting', 'running']);
    expect(children).toHaveLength(2);
  });

  it('a killed engine counts as dead', async () => {
    const { engine, children } = world();
    await engine.call('echo', 1, 'a');
    const lost = engine.call('answer-late', { ms: 60_000 }, 'b');
    children[0]?.kill('SIGKILL');
    expect(await lost).toMatchObject({ failure: { code: 'engine-stopped' } });
    expect(await engine.call('echo', 2, 'c')).toEqual(done(2));
  });

  it('opens the same library in the new engine before any waiting call', async () => {
    const memory = createLibraryMemory();
    const { engine } = world(memory.reopen);
    const input = { library: '/u/某局.mulu' };
    const opened = memory.note('library.open', input, await engine.call('library.open', input, 'o'));
    expect(opened).toEqual({ path: '/u/某局.mulu', department: '某局' });
    const before = await engine.call('library.summary', {}, 's1');
    await engine.call('die', {}, 'd');
    const after = await engine.call('library.summary', {}, 's2');
    expect(after).toMatchObject({ ok: true, value: { library: '/u/某局.mulu' } });
    expect(after).not.toEqual(before);

    // The sample is a library like any other: it is listed among those opened lately.
    const sample = { library: '/u/samples/示例目录库.mulu', department: '示例市信用办' };
    expect(memory.note('library.sample', {}, done(sample))).toEqual({
      path: sample.library,
      department: sample.department,
    });
    expect(memory.opened()).toBe(sample.library);
    memory.note('library.close', {}, done({}));
    await engine.call('die', {}, 'd2');
    expect(await engine.call('library.summary', {}, 's3')).toEqual(failed('library-not-found'));
  });

  it('an engine that cannot start is not started for ever; the next call tries again', async () => {
    const made = world();
    await made.engine.call('echo', 1, 'a');
    made.dieAtStart = true;
    await made.engine.call('die', {}, 'b');
    const waiting = await made.engine.call('echo', 1, 'c');
    expect(waiting).toMatchObject({ failure: { code: 'engine-stopped' } });
    expect(made.states.at(-1)).toBe('failed');
    expect(made.children.length).toBeLessThan(8);

    made.dieAtStart = false;
    expect(await made.engine.call('echo', 'well again', 'd')).toEqual(done('well again'));
    expect(made.states.at(-1)).toBe('running');
  });

  it('after the end every call is answered at once', async () => {
    const { engine, children } = world();
    await engine.call('echo', 1, 'a');
    const late = engine.call('answer-late', { ms: 60_000 }, 'b');
    engine.stop();
    expect(await late).toMatchObject({ failure: { code: 'engine-stopped' } });
    expect(await engine.call('echo', 1, 'c')).toMatchObject({ failure: { code: 'engine-stopped' } });
    expect(children).toHaveLength(1);
  });
});

describe('the library to open again', () => {
  it('is the one that was last opened or created; a failed opening changes nothing', () => {
    const memory = createLibraryMemory();
    expect(memory.reopen()).toBeNull();
    memory.note('library.create', { library: '/u/a.mulu', department: '某局' }, done({ department: '某局' }));
    expect(memory.reopen()).toEqual({ name: RESUME, input: { library: '/u/a.mulu', account: '' } });
    memory.note('library.open', { library: '/u/b.mulu' }, failed('library-in-use'));
    memory.note('entries.list', {}, done({}));
    expect(memory.reopen()).toMatchObject({ input: { library: '/u/a.mulu' } });
    memory.note('library.open', { library: '/cd/c.mulu', readOnly: true }, done({ department: '某局' }));
    expect(memory.reopen()).toEqual({
      name: RESUME,
      input: { library: '/cd/c.mulu', readOnly: true, account: '' },
    });
  });

  it('is gone on in by the person who was signed in; signed out, failing to sign in or another library ends that', () => {
    const memory = createLibraryMemory();
    const signIn = () => memory.note('session.signIn', {}, done({ signedIn: { account: '王小明' } }));
    memory.note('library.open', { library: '/u/a.mulu' }, done({ department: '某局' }));
    signIn();
    expect(memory.reopen()).toMatchObject({ input: { library: '/u/a.mulu', account: '王小明' } });
    memory.note('session.signOut', {}, done({ signedIn: null }));
    expect(memory.reopen()).toMatchObject({ input: { account: '' } });
    signIn();
    memory.note('session.signIn', {}, failed('sign-in-failed'));
    expect(memory.reopen()).toMatchObject({ input: { account: '' } });
    signIn();
    memory.note('library.open', { library: '/u/b.mulu' }, done({ department: '某局' }));
    expect(memory.reopen()).toMatchObject({ input: { library: '/u/b.mulu', account: '' } });
    signIn();
    // The engine died over it: whoever closed the library has left all the same.
    memory.note('library.close', {}, failed('engine-stopped'));
    expect(memory.reopen()).toBeNull();
  });
});
