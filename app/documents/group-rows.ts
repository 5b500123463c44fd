/**
 * Which rows make up one resource.
 *
 * A new resource begins where a non-blank name or code differs from the row above, or at the edge of a vertical merge.
 * Rows below it may repeat the values, be covered by the merge, or be left blank. Rows that carry our identifier belong
 * together wherever they stand, and so do rows with the same code and name: sheets get sorted by other columns.
 */

export interface GroupRow {
  readonly number: number;
  readonly name: string;
  readonly code: string;
  readonly entryId: string;
  readonly provider: string;
  readonly office: string;
  /** First row of the vertical merge that covers the name or the code cell, or 0. */
  readonly nameAnchor: number;
  readonly codeAnchor: number;
  /** The name or code cell holds an error value. */
  readonly broken: boolean;
}

export interface RowFailure {
  readonly row: number;
  readonly code: string;
  readonly reason: string;
  readonly related: readonly number[];
}

export interface RowGroup<R extends GroupRow> {
  readonly rows: readonly R[];
  readonly name: string;
  readonly code: string;
  readonly entryId: string;
  /** Rows that leave name and code blank, in the fill-down way of writing. */
  readonly filledDown: ReadonlySet<number>;
  readonly incomplete: boolean;
}

export interface Grouping<R extends GroupRow> {
  readonly groups: readonly RowGroup<R>[];
  readonly failures: readonly RowFailure[];
  /** First rows of resources that have the name, provider and office of the one above but another code. */
  readonly codeDiffers: readonly number[];
}

interface Run<R extends GroupRow> {
  readonly rows: R[];
  name: string;
  code: string;
  entryId: string;
  provider: string;
  office: string;
}

interface Group<R extends GroupRow> {
  readonly runs: Run<R>[];
  readonly entryId: string;
  rowCount: number;
  incomplete: boolean;
}

const WITHOUT_NAME = '没有信息资源名称和代码，无法判断属于哪一条信息资源';

/** `contradicts` tells whether a row without name and code says something else of the resource than its first row. */
export function groupRows<R extends GroupRow>(
  rows: readonly R[],
  contradicts: (row: R, first: R) => boolean,
): Grouping<R> {
  const failures: RowFailure[] = [];
  const filledDown = new Set<number>();
  const runs = splitRuns(rows, contradicts, filledDown, failures);
  const groupOf = joinRuns(runs);
  const codeDiffers = judgeCodes(runs, groupOf, failures);

  const groups: RowGroup<R>[] = [];
  for (const group of new Set(groupOf.values())) {
    const settled = settle(group, failures);
    if (settled) groups.push({ ...settled, filledDown });
  }
  groups.sort((a, b) => a.rows[0]!.number - b.rows[0]!.number);
  return { groups, failures, codeDiffers };
}

function splitRuns<R extends GroupRow>(
  rows: readonly R[],
  contradicts: (row: R, first: R) => boolean,
  filledDown: Set<number>,
  failures: RowFailure[],
): Run<R>[] {
  const runs: Run<R>[] = [];
  // 'lost': the row above failed, so that a blank row below it has nothing to belong to.
  let current = null as Run<R> | 'lost' | null;
  const fail = (row: R, code: string, reason: string): void => {
    failures.push({ row: row.number, code, reason, related: [] });
    current = 'lost';
  };
  for (const row of rows) {
    const above = current === 'lost' ? null : current;
    if (row.broken) {
      fail(row, 'cell-error', '信息资源名称或代码单元格是错误值，请改正后再导入');
    } else if (row.name === '' && row.code === '' && row.entryId === '') {
      if (current === 'lost') fail(row, 'row-above-failed', '所属信息资源的首行未能导入，本行一并退回');
      else if (!above) fail(row, 'row-without-name', WITHOUT_NAME);
      else if (leavesMerge(row, above.rows.at(-1)!)) {
        fail(row, 'row-without-name', `位于合并单元格之外，${WITHOUT_NAME}`);
      } else if (contradicts(row, above.rows[0]!)) fail(row, 'row-without-name', WITHOUT_NAME);
      else {
        above.rows.push(row);
        filledDown.add(row.number);
      }
    } else if (above && continues(row, above)) {
      extend(above, row);
    } else {
      const run: Run<R> = { rows: [], name: '', code: '', entryId: '', provider: '', office: '' };
      extend(run, row);
      runs.push(run);
      current = run;
    }
  }
  return runs;
}

function extend<R extends GroupRow>(run: Run<R>, row: R): void {
  run.rows.push(row);
  run.name ||= row.name;
  run.code ||= row.code;
  run.entryId ||= row.entryId;
  run.provider ||= row.provider;
  run.office ||= row.office;
}

function leavesMerge(row: GroupRow, above: GroupRow): boolean {
  return row.nameAnchor !== above.nameAnchor || row.codeAnchor !== above.codeAnchor;
}

const differ = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b;

function continues<R extends GroupRow>(row: R, run: Run<R>): boolean {
  if (row.entryId !== '' && run.entryId !== '') {
    // One identifier under another name and another code is a copied row; the library decides whose it is.
    return row.entryId === run.entryId && !(differ(row.name, run.name) && differ(row.code, run.code));
  }
  if (row.entryId !== '') return row.name === run.name && row.code === run.code && row.name !== '';
  if (leavesMerge(row, run.rows.at(-1)!)) return false;
  if (differ(row.name, run.name) || differ(row.code, run.code)) return false;
  if (row.name === '') return row.code === run.code;
  if (run.name === '') return row.code !== '' && row.code === run.code;
  // Six offices may each keep a resource of the same name; before codes are given only the office tells them apart.
  if (row.code === '' && run.code === '') {
    return !differ(row.office, run.office) && !differ(row.provider, run.provider);
  }
  return true;
}

function joinRuns<R extends GroupRow>(runs: readonly Run<R>[]): Map<Run<R>, Group<R>> {
  const groupOf = new Map<Run<R>, Group<R>>();
  const byId = new Map<string, Group<R>[]>();
  const byCodeAndName = new Map<string, Group<R>>();
  const byCode = new Map<string, Group<R>>();
  const key = (run: Run<R>): string | null =>
    run.code !== '' && run.name !== '' ? `${run.code}\u0000${run.name}` : null;
  const place = (run: Run<R>, group: Group<R>): void => {
    group.runs.push(run);
    group.rowCount += run.rows.length;
    groupOf.set(run, group);
    const name = key(run);
    if (name && !byCodeAndName.has(name)) byCodeAndName.set(name, group);
    if (run.code !== '' && !byCode.has(run.code)) byCode.set(run.code, group);
  };
  for (const run of runs) {
    if (run.entryId === '') continue;
    const groups = byId.get(run.entryId) ?? [];
    byId.set(run.entryId, groups);
    let group = groups.find(
      ({ runs: [first] }) => !(differ(run.name, first!.name) && differ(run.code, first!.code)),
    );
    if (!group) {
      group = { runs: [], entryId: run.entryId, rowCount: 0, incomplete: false };
      groups.push(group);
    }
    place(run, group);
  }
  for (const run of runs) {
    if (run.entryId !== '') continue;
    const name = key(run);
    // Rows that repeat the code and leave the name blank belong to the resource with that code.
    const known = name ? byCodeAndName.get(name) : byCode.get(run.name === '' ? run.code : '');
    place(run, known ?? { runs: [], entryId: '', rowCount: 0, incomplete: false });
  }
  return groupOf;
}

/**
 * Every row of one resource carries the same code. A few rows with another code between rows of one resource are slips
 * and fail; whole resources of the same name one after the other stand, with a word of warning.
 */
function judgeCodes<R extends GroupRow>(
  runs: readonly Run<R>[],
  groupOf: Map<Run<R>, Group<R>>,
  failures: RowFailure[],
): number[] {
  const warned: number[] = [];
  const sameResource = (a: Run<R>, b: Run<R>): boolean =>
    !differ(a.name, b.name) && !differ(a.provider, b.provider) && !differ(a.office, b.office);
  const odd = new Set<Run<R>>();
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at]!;
    const group = groupOf.get(run)!;
    let end = at + 1;
    while (end < runs.length && isOdd(runs[end]!)) end++;
    if (end === at + 1 || end === runs.length || groupOf.get(runs[end]!) !== group) continue;
    for (const slip of runs.slice(at + 1, end)) odd.add(slip);
    group.incomplete = true;

    function isOdd(other: Run<R>): boolean {
      const others = groupOf.get(other)!;
      return (
        others !== group &&
        others.runs.length === 1 &&
        other.entryId === '' &&
        differ(other.code, run.code) &&
        sameResource(other, run) &&
        others.rowCount < group.rowCount
      );
    }
  }
  let around: Run<R> | null = null;
  const numbers = new Map<Group<R>, number[]>();
  for (const run of runs) {
    const group = groupOf.get(run)!;
    if (odd.has(run)) {
      const owner = groupOf.get(around!)!;
      const related =
        numbers.get(owner) ?? owner.runs.flatMap((other) => other.rows.map((row) => row.number));
      numbers.set(owner, related);
      for (const row of run.rows) failures.push(codeFailure(row, around!.code, related));
      groupOf.delete(run);
      continue;
    }
    if (around && groupOf.get(around) !== group && run.name !== '' && run.name === around.name) {
      const bothKnown = around.entryId !== '' && run.entryId !== '';
      if (!bothKnown && differ(around.code, run.code) && sameResource(around, run))
        warned.push(run.rows[0]!.number);
    }
    around = run;
  }
  return warned;
}

function codeFailure(row: GroupRow, code: string, related: readonly number[]): RowFailure {
  return {
    row: row.number,
    code: 'row-code-differs',
    reason: `同一信息资源各行的代码应当一致：本行为“${row.code}”，其余行为“${code}”`,
    related,
  };
}

/** Settles name and code of a group by what most of its rows say; rows that say otherwise fail. */
function settle<R extends GroupRow>(
  group: Group<R>,
  failures: RowFailure[],
): Omit<RowGroup<R>, 'filledDown'> | null {
  const rows = group.runs.flatMap((run) => run.rows).sort((a, b) => a.number - b.number);
  const code = majority(rows.map((row) => row.code));
  const name = majority(rows.map((row) => row.name));
  const numbers = rows.map((row) => row.number);
  const kept = rows.filter((row) => {
    if (code === null || differ(row.code, code)) {
      failures.push({ ...codeFailure(row, code ?? '', numbers), reason: codeReason(row, code) });
      return false;
    }
    if (name === null || differ(row.name, name)) {
      const reason = name
        ? `同一信息资源各行的名称应当一致：本行为“${row.name}”，其余行为“${name}”`
        : '同一信息资源各行的名称不一致，请改为一致';
      failures.push({ row: row.number, code: 'row-name-differs', reason, related: numbers });
      return false;
    }
    return true;
  });
  if (kept.length === 0) return null;
  const incomplete = group.incomplete || kept.length < rows.length;
  return { rows: kept, name: name!, code: code!, entryId: group.entryId, incomplete };
}

function codeReason(row: GroupRow, code: string | null): string {
  return code === null
    ? `同一信息资源各行的代码应当一致，请改为一致（本行为“${row.code}”）`
    : `同一信息资源各行的代码应当一致：本行为“${row.code}”，其余行为“${code}”`;
}

/** The value that more rows give than any other; '' where none gives one, null where two are given equally often. */
function majority(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!first) return '';
  return second && second[1] === first[1] ? null : first[0];
}
