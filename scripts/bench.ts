/**
 * `npm run bench`: each figure beside its reference of the same run, as a ratio, with the target.
 * `npm run bench -- catalogue hands packages report window workbook` runs parts.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGoodEnough, ratioOf, type BenchRow } from './bench/bench-row';
import { bigLibrary } from './bench/big-library';
import { runBuilt } from './bench/built';
import { benchHands } from './bench/hands';
import { benchLargePackage } from './bench/large-package';
import { benchReport } from './bench/report';
import { benchWindow } from './bench/window';
import { benchWorkbook } from './bench/workbook';

const ROOT = join(import.meta.dirname, '..');
const RESOURCES = join(ROOT, 'resources');
execFileSync(process.execPath, [join(ROOT, 'scripts', 'prepare.mjs')], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'mulu-bench-'));
const asked = process.argv.slice(2);

const parts: Record<string, () => Promise<BenchRow[]>> = {
  packages: async () => {
    const made = join(folder, 'packages');
    const rows = runBuilt<BenchRow[]>('part.ts', ['packages', made]);
    const root = join(made, 'authority', 'root.crt');
    return [...rows, ...(await benchLargePackage(join(made, 'large.zwml'), root))];
  },
  workbook: () => benchWorkbook(),
  report: () => benchReport(folder, RESOURCES),
  catalogue: async () => runBuilt('part.ts', ['catalogue', folder, RESOURCES]),
  window: async () =>
    benchWindow(await bigLibrary(folder, RESOURCES), await bigLibrary(folder, RESOURCES, 0)),
  hands: async () => benchHands(await bigLibrary(folder, RESOURCES)),
};

try {
  for (const [name, part] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    for (const row of await part()) {
      const reference =
        row.referenceValue === undefined
          ? ''
          : `，${row.reference} ${row.referenceValue.toFixed(1)} ${row.unit}，比值 ${ratioOf(row).toFixed(2)}`;
      const target = `目标${row.atLeast ? '≥' : '≤'}${row.target}${row.referenceValue === undefined ? ` ${row.unit}` : ''}`;
      console.log(
        `${isGoodEnough(row) ? '达到' : '未达'}  ${row.what}：${row.value.toFixed(1)} ${row.unit}${reference}（${target}）`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
