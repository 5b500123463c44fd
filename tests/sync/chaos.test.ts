/**
 * A bad wire and a client that dies at any moment: each package is taken exactly once, each receipt finds its package,
 * and no state ever says more than is true. 20 packages; 300 in a soak (MULU_SOAK=1). The seed is printed.
 */
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { MULU } from '#tests/support/mulu';
import { openChaosProxy, seeded } from './chaos-proxy';
import { addEntry, approveAll, openOffice, pack, packageStates, serversPerTest, UNIT } from './delivery-kit';

const PACKAGES = process.env['MULU_SOAK'] === '1' ? 300 : 20;
/** Rounds by one package before the wire is taken for dead; ten times what a bad day needs. */
const MOST_ROUNDS = 60;
const seed = Number(process.env['MULU_SEED'] ?? Date.now() % 2 ** 31);

const office = await openOffice();
const serve = serversPerTest();

/** `mulu sync` in a process of its own, killed after `ms` unless it is done before. */
function syncAndKill(library: string, url: string, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [MULU, 'sync', library, '--platform', url, '--attempts', '2', '--timeout', '1', '--json'],
      { stdio: 'ignore', env: { ...process.env, MULU_TODAY: '2026-11-21' } },
    );
    const timer = setTimeout(() => child.kill('SIGKILL'), ms);
    child.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

test(
  `${PACKAGES} packages over a bad wire (seed ${seed})`,
  async () => {
    const random = seeded(seed);
    const platform = await office.newPlatform();
    const server = await serve(platform);
    const wire = await openChaosProxy(server.port, random);
    const url = server.url.replace(`:${server.port}`, `:${wire.port}`);
    const desk = await office.newDesk();
    const { core } = desk;
    const made: string[] = [];

    /** What the library says is never more than what the platform did. */
    const noLies = async (): Promise<void> => {
      const there = new Map((await platform.store.packages()).map((one) => [one.packageId, one]));
      const { packages } = await core.call('package.list', {});
      for (const one of packages) {
        const known = there.get(one.packageId);
        if (one.state === '已报送待回执') expect(known, one.packageId).toBeDefined();
        if (one.state === '已接收') expect(known?.result).toBe('accepted');
        if (one.state === '待报送' && known) expect(one.uncertain).toBe(true);
        expect(['待报送', '已报送待回执', '已接收']).toContain(one.state);
      }
    };

    for (let n = 0; n < PACKAGES; n++) {
      platform.answers = random() < 0.3 ? 'later' : 'at-once';
      await addEntry(core);
      await approveAll(core);
      const { packageId, seq } = await pack(office, desk);
      made.push(packageId);
      expect(seq).toBe(n + 1);
      let rounds = 0;
      for (; (await packageStates(core))[packageId] !== '已接收' && rounds < MOST_ROUNDS; rounds++) {
        if (random() < 0.2) {
          await core.call('library.close', {});
          await syncAndKill(core.file, url, 150 + random() * 900);
          await core.call('library.open', { library: core.file });
        } else {
          await core
            .call('delivery.sync', { platform: url, attempts: 2, timeoutSeconds: 1 })
            .catch((error: Error) => expect(error.message).toContain('platform-unreachable'));
        }
        await noLies();
        if (random() < 0.5) await platform.settlePending();
      }
      expect(rounds, `package ${n + 1} after ${rounds} rounds`).toBeLessThan(MOST_ROUNDS);
    }

    const taken = await platform.store.packages();
    expect(taken.map((one) => one.packageId)).toEqual(made);
    expect(taken.map((one) => [one.seq, one.result])).toEqual(made.map((_, i) => [i + 1, 'accepted']));
    expect((await platform.store.last(UNIT))?.seq).toBe(PACKAGES);
    const states = await packageStates(core);
    expect(Object.keys(states)).toHaveLength(PACKAGES);
    const receipts = (await core.call('package.list', {})).packages.map((one) => one.receipt?.result);
    expect(new Set(receipts)).toEqual(new Set(['accepted']));
    // The wire was a bad one, and some of it got through.
    expect(wire.seen.spoilt).toBeGreaterThan(0);
    expect(wire.seen.whole).toBeGreaterThanOrEqual(PACKAGES);
    await core.close();
    await wire.close();
  },
  PACKAGES * 30_000,
);
