/** One measured figure beside its reference of the same run. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'MB/s';
  /** What the figure is held against, measured in the same run; absent for a figure with an absolute target. */
  readonly reference?: string;
  readonly referenceValue?: number;
  /** The largest ratio (or the largest value where there is no reference) that is good enough. */
  readonly target: number;
  /** True where more is better (throughput): the ratio must then be at least the target. */
  readonly atLeast?: boolean;
}

export function ratioOf(row: BenchRow): number {
  return row.referenceValue === undefined ? row.value : row.value / row.referenceValue;
}

export function isGoodEnough(row: BenchRow): boolean {
  return row.atLeast ? ratioOf(row) >= row.target : ratioOf(row) <= row.target;
}

export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The middle one of several runs. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The value that 95 of 100 stay under. */
export function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * 0.95))]!;
}
