/**
 * The review report of 3,000 entries, beside the `docx` library packing the same tables and nothing else; each in a
 * process of its own, so that neither pays for the other's memory.
 */
import { runCall } from '#app/operations/create-operations';
import { benchOperations, bigLibrary, noContext } from './big-library';
import { median, type BenchRow } from './bench-row';
import { runBuilt } from './built';
import type { ReportRun } from './report-run';

const ENTRIES = 3000;
const RUNS = 5;

function run(mode: 'own' | 'docx', library: string, resources: string, folder: string): ReportRun {
  return runBuilt<ReportRun>('report-run.ts', [mode, library, resources, folder]);
}

export async function benchReport(folder: string, resources: string): Promise<BenchRow[]> {
  const library = await bigLibrary(folder, resources, ENTRIES);
  const { operations } = await benchOperations(folder, resources);
  for (const [name, input] of [
    ['library.open', { library }],
    ['check.run', {}],
    ['library.close', {}],
  ] as const) {
    const outcome = await runCall(operations, name, input, noContext);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  }
  const own: ReportRun[] = [];
  const reference: ReportRun[] = [];
  // In turns, so that a busy minute of the machine weighs on both.
  for (let i = 0; i < RUNS; i++) {
    own.push(run('own', library, resources, folder));
    reference.push(run('docx', library, resources, folder));
  }
  if (own[0]!.rows < ENTRIES || own[0]!.rows !== reference[0]!.rows) {
    throw new Error(`${own[0]!.rows} rows beside ${reference[0]!.rows}`);
  }
  return [
    {
      what: `审核报告（${ENTRIES}条，${own[0]!.rows}行）`,
      value: median(own.map((run) => run.ms)),
      unit: 'ms',
      reference: 'docx 库生成同样的表格',
      referenceValue: median(reference.map((run) => run.ms)),
      target: 1.5,
    },
    {
      what: '审核报告的内存峰值',
      value: Math.max(...own.map((run) => run.peakMb)),
      unit: 'MB',
      target: 600,
    },
  ];
}
