/**
 * `npm run soak`: the tests with their big counts (fuzzing, kills, chaos, merge histories, bit flips).
 * `npm run soak -- tests/packages` runs a part; MULU_SEED repeats a run.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const done = spawnSync(
  join(ROOT, 'node_modules', '.bin', 'vitest'),
  ['run', '--testTimeout=3600000', ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, MULU_SOAK: '1' },
  },
);
process.exitCode = done.status ?? 1;
