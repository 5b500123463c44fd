/**
 * Import and export of 100,000 item rows through the built command line, beside exceljs alone over the same file and
 * cells, and beside a spreadsheet program that opens and saves it. Every run is a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawSheet } from '#app/documents/raw-sheet';
import { readRawWorkbook } from '#app/documents/raw-workbook';
import { bigLibrary } from './big-library';
import type { BenchRow } from './bench-row';

const ROOT = join(import.meta.dirname, '..', '..');
const MULU = join(ROOT, 'dist', 'cli', 'mulu.mjs');
const CHILD = join(import.meta.dirname, 'exceljs-child.mjs');
const ENTRIES = 10_000;
const RUNS = 2;

/** Prints the process's largest memory when it ends, in kilobytes. */
const TELL_MEMORY =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\nmaxRSS "+process.resourceUsage().maxRSS))';

interface Run {
  readonly ms: number;
  readonly megabytes: number;
}

function mulu(args: readonly string[], folder: string): Run {
  const started = performance.now();
  // `sh` joins the two streams, so that the figure can be taken from the end.
  const command = `"$0" --import '${TELL_MEMORY}' "$@" 2>&1 >"${join(folder, 'answer.txt')}" || test $? -eq 1`;
  const told = execFileSync('sh', ['-c', command, process.execPath, MULU, ...args], {
    encoding: 'utf8',
    env: { ...process.env, MULU_TODAY: '2026-11-23' },
  });
  const ms = performance.now() - started;
  return { ms, megabytes: Number(/maxRSS (\d+)\s*$/.exec(told)?.[1] ?? NaN) / 1024 };
}

function exceljs(...args: readonly string[]): number {
  return Number(execFileSync(process.execPath, [CHILD, ...args], { encoding: 'utf8', cwd: ROOT }));
}

const best = (values: readonly number[]): number => Math.min(...values);

/** Needs the built program. Takes some minutes. */
export async function benchWorkbook(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mulu-bench-workbook-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<BenchRow[]> {
  const at = (name: string): string => join(folder, name);
  const library = await bigLibrary(folder, join(ROOT, 'resources'), ENTRIES);
  const sheet = at('catalogue.xlsx');
  const exports = Array.from({ length: RUNS }, () =>
    mulu(['export', library, '--to', 'xlsx', '--out', sheet], folder),
  );
  writeFileSync(at('cells.json'), JSON.stringify(await cellsOf(sheet)));
  const written = Array.from({ length: RUNS }, () =>
    exceljs('write', at('cells.json'), at('reference.xlsx')),
  );

  const imports = Array.from({ length: RUNS }, (_, n) => {
    const target = at(`import-${n}.mulu`);
    const settings = [
      '--department',
      '示例市信用办',
      '--credit-code',
      '119900009999000119',
      '--region',
      '610000',
    ];
    mulu(['init', target, ...settings, '--rules', 'shaanxi-2017'], folder);
    return mulu(['import', target, sheet], folder);
  });
  const read = Array.from({ length: RUNS }, () => exceljs('read', sheet));

  const [importing, exporting] = [best(imports.map(({ ms }) => ms)), best(exports.map(({ ms }) => ms))];
  const rows: BenchRow[] = [
    {
      what: '导入10万行信息项',
      value: importing,
      unit: 'ms',
      reference: 'exceljs 只读同一文件',
      referenceValue: best(read),
      target: 1.5,
    },
    {
      what: '导入10万行信息项时的内存峰值',
      value: Math.max(...imports.map(({ megabytes }) => megabytes)),
      unit: 'MB',
      target: 400,
    },
    {
      what: '导出10万行信息项',
      value: exporting,
      unit: 'ms',
      reference: 'exceljs 写同样的单元格',
      referenceValue: best(written),
      target: 1.3,
    },
    {
      what: '导出10万行信息项时的内存峰值',
      value: Math.max(...exports.map(({ megabytes }) => megabytes)),
      unit: 'MB',
      target: 400,
    },
  ];
  const resaving = spreadsheetProgram(sheet, folder);
  if (resaving === null) {
    console.error('未测：没有安装 LibreOffice（soffice）');
    return rows;
  }
  const reference = 'LibreOffice 打开并另存同一文件';
  for (const [what, value] of [
    ['导入10万行信息项', importing],
    ['导出10万行信息项', exporting],
  ] as const) {
    rows.push({ what, value, unit: 'ms', reference, referenceValue: resaving, target: 1 });
  }
  return rows;
}

async function cellsOf(file: string): Promise<string[][]> {
  const rows: string[][] = [];
  await readRawWorkbook(file, (sheet: RawSheet) => {
    for (const { cells } of sheet.rows) rows.push([...cells]);
  });
  return rows;
}

/** Milliseconds that LibreOffice takes to open the file and save it anew; null where it is not installed. */
function spreadsheetProgram(file: string, folder: string): number | null {
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const out = join(folder, 'resaved');
  const started = performance.now();
  execFileSync('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', out, file], {
    stdio: 'ignore',
  });
  return performance.now() - started;
}
