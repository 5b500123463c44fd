/**
 * `npm test`: format, lint, types, the tests in plain Node, then the journeys in the real window.
 *
 * Ends with one plain line `N passed, N failed`; exit 0 only when nothing failed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureElectron } from './electron-runtime';
import { ensureSystemPackages } from './system-packages';

const ROOT = join(import.meta.dirname, '..');
const REPORTS = join(ROOT, 'test-results');

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const bin = (command: string): string => join(ROOT, 'node_modules', '.bin', command);
const shell = process.platform === 'win32';

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(bin(command), args, { cwd: ROOT, stdio: 'inherit', shell }).status === 0;
}

/** Runs beside the other checks; what it says is shown when it has ended. */
async function check(label: string, command: string, args: readonly string[]): Promise<Counts> {
  const child = spawn(bin(command), args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], shell });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part));
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (status) => resolve(status === 0));
  });
  console.log(`\n== ${label}\n${Buffer.concat(said).toString()}${label}: ${ok ? 'ok' : 'failed'}`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** Runs one vitest configuration; a run that ends without a report, or without any test, counts as a failure. */
function tests(label: string, config: string, more: readonly string[] = []): Counts {
  console.log(`\n== ${label}`);
  const report = join(REPORTS, `${config}.json`);
  const ok = run('vitest', [
    'run',
    ...more,
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const json = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
  };
  const counts = { passed: json.numPassedTests, failed: json.numFailedTests, skipped: json.numPendingTests };
  if (!ok && counts.failed === 0) counts.failed = 1;
  if (counts.passed === 0) counts.failed = Math.max(1, counts.failed);
  return counts;
}

/** More than these are no slow windows but a broken program. */
const MOST_RUN_AGAIN = 8;

interface Report {
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}

/**
 * The journeys drive several real windows at a time on whatever machine this is. A file that failed is run once more, one
 * window at a time, and said so: what fails twice is a failure, what passes then is a window that was slow.
 */
function journeys(): Counts {
  const config = 'vitest.journeys.config.ts';
  const first = tests('journeys', config);
  const report = join(REPORTS, `${config}.json`);
  if (first.failed === 0 || !existsSync(report)) return first;
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const files = testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  if (files.length === 0 || files.length > MOST_RUN_AGAIN) return first;
  console.log(`journeys that failed are run once more, alone: ${files.join(' ')}`);
  const again = tests('journeys, second run', config, [...files, '--maxWorkers=1']);
  return again.failed > 0 ? first : { ...first, passed: first.passed + first.failed, failed: 0 };
}

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
// With the office program too: what is printed and exported is looked at as others will see it.
await ensureSystemPackages(['window', 'paper']);
await ensureElectron();

const results = [
  ...(await Promise.all([
    check('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
    check('lint', 'eslint', ['.', '--max-warnings', '0']),
    check('types', 'tsc', ['-b']),
  ])),
  tests('tests', 'vitest.config.ts'),
  journeys(),
];
const total = results.reduce((sum, one) => ({
  passed: sum.passed + one.passed,
  failed: sum.failed + one.failed,
  skipped: sum.skipped + one.skipped,
}));
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = total.failed === 0 ? 0 : 1;
