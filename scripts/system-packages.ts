/**
 * The Debian packages that Electron, the tests and the printed paper need on a machine that has none of them.
 *
 * Looks first, installs only what is missing and only as root; otherwise it prints the line that an administrator runs.
 * Called as a program: `tsx scripts/system-packages.ts [window] [paper]`, without a group: window.
 */
import { execFile, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** `window`: what the program and its tests need. `paper`: the office and PDF programs that tests read documents with. */
export type PackageGroup = 'window' | 'paper';

/** Each entry lists the names under which releases of Debian and Ubuntu carry the same thing; any one is enough. */
const GROUPS: Readonly<Record<PackageGroup, ReadonlyArray<readonly string[]>>> = {
  window: [
    ['libgtk-3-0', 'libgtk-3-0t64'],
    ['libnss3'],
    ['libasound2', 'libasound2t64'],
    ['libgbm1'],
    ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
    ['libatspi2.0-0', 'libatspi2.0-0t64'],
    ['libcups2', 'libcups2t64'],
    ['libdrm2'],
    ['libxkbcommon0'],
    ['libxcomposite1'],
    ['libxdamage1'],
    ['libxfixes3'],
    ['libxrandr2'],
    ['libxshmfence1'],
    ['libpango-1.0-0'],
    ['libcairo2'],
    ['xvfb'],
    ['xauth'],
    ['fonts-noto-cjk'],
  ],
  paper: [['libreoffice-calc-nogui'], ['libreoffice-writer-nogui'], ['poppler-utils']],
};

const INSTALL_OPTIONS = ['install', '-y', '--no-install-recommends'] as const;

export interface PackagesResult {
  /** Nothing is missing now. */
  readonly ready: boolean;
  /** Package names that were missing when this was called. */
  readonly missing: readonly string[];
  /** The line an administrator runs when this process may not install, or null. */
  readonly command: string | null;
}

function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    // dpkg-query and apt-cache end with 1 when they do not know one of several names; what they print still counts.
    execFile(command, args, { maxBuffer: 16 << 20, env: { ...process.env, LC_ALL: 'C' } }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}

async function installedPackages(names: readonly string[]): Promise<ReadonlySet<string>> {
  const listing = await output('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\\n', ...names]);
  const installed = listing
    .split('\n')
    .filter((line) => line.endsWith(' installed'))
    .map((line) => line.slice(0, line.indexOf(' ')));
  return new Set(installed);
}

async function candidates(names: readonly string[]): Promise<ReadonlySet<string>> {
  const listing = await output('apt-cache', ['policy', ...names]);
  const known = new Set<string>();
  let current = '';
  for (const line of listing.split('\n')) {
    if (/^\S.*:$/.test(line)) current = line.slice(0, -1);
    else if (/^\s+Candidate: (?!\(none\))/.test(line)) known.add(current);
  }
  return known;
}

async function missingIn(groups: readonly PackageGroup[]): Promise<ReadonlyArray<readonly string[]>> {
  const wanted = groups.flatMap((group) => GROUPS[group]);
  const installed = await installedPackages(wanted.flat());
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

function aptGet(args: readonly string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.on('error', reject);
    child.on('close', (status) => resolve(status === 0));
  });
}

/** Brings the packages of `groups` onto this machine where it may, and says what is left to do. */
export async function ensureSystemPackages(
  groups: readonly PackageGroup[] = ['window'],
  log: (line: string) => void = (line) => console.error(line),
): Promise<PackagesResult> {
  if (process.platform !== 'linux' || (await output('dpkg-query', ['--version'])) === '') {
    return { ready: true, missing: [], command: null };
  }
  const wanted = await missingIn(groups);
  const missing = wanted.map((names) => names[0] ?? '');
  if (wanted.length === 0) return { ready: true, missing, command: null };

  if (process.getuid?.() !== 0) {
    const command = `sudo apt-get update && sudo apt-get ${INSTALL_OPTIONS.join(' ')} ${missing.join(' ')}`;
    log(`system packages missing, run: ${command}`);
    return { ready: false, missing, command };
  }

  log(`system packages: installing ${missing.join(' ')}`);
  if (!(await aptGet(['update', '-qq'])))
    log('system packages: apt-get update failed, trying with the lists at hand');
  const known = await candidates(wanted.flat());
  const names = wanted.map(
    (alternatives) => alternatives.find((name) => known.has(name)) ?? alternatives[0] ?? '',
  );
  await aptGet([...INSTALL_OPTIONS, '-qq', ...names]);
  const left = await missingIn(groups);
  const ready = left.length === 0;
  const command = ready
    ? null
    : `apt-get ${INSTALL_OPTIONS.join(' ')} ${left.map((one) => one[0]).join(' ')}`;
  log(ready ? 'system packages: installed' : `system packages: could not install all, run: ${command}`);
  return { ready, missing, command };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const groups = process.argv.slice(2).filter((word): word is PackageGroup => word in GROUPS);
  const result = await ensureSystemPackages(groups.length > 0 ? groups : ['window']);
  process.exitCode = result.ready ? 0 : 1;
}
