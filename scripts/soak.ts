/**
 * `npm run soak`: the tests with their big counts (fuzzing, kills, chaos, merge histories, bit flips).
 * `npm run soak -- tests/packages` runs a part; MULU_SEED repeats a run.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const run = (...words: string[]): number =>
  spawnSync(join(ROOT, 'node_modules', '.bin', 'vitest'), ['run', '--testTimeout=3600000', ...words], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, MULU_SOAK: '1' },
  }).status ?? 1;

const parts = process.argv.slice(2);
const tests = run(...parts);
// The window, its engine and the whole program killed while somebody types.
const kills =
  parts.length === 0 ? run('--config', 'vitest.journeys.config.ts', 'tests/journeys/kill.journey.ts') : 0;
process.exitCode = tests || kills;
