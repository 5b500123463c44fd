/** Resources on one sheet, their information items on another, joined by identifier, code or name. */
import type { EntryFieldKey } from '#app/catalogue/entry-fields';
import type { RecognisedSheet } from './recognise-sheet';
import type { SheetResult } from './sheet-entries';
import { columnFor, type ColumnMap, type FailedRow, type SheetEntry } from './sheet-entry';

export interface SheetRoles {
  readonly resources: readonly RecognisedSheet[];
  readonly items: readonly RecognisedSheet[];
}

/** What a sheet of items may say of its resource: which one it is. */
const KEYS: readonly EntryFieldKey[] = ['name', 'code', 'provider', 'office', 'providerCode'];

function furtherColumns({ columns }: RecognisedSheet): number {
  return columns.filter(({ target }) => target?.level === 'entry' && !KEYS.includes(target.key)).length;
}

function hasItems({ columns }: RecognisedSheet): boolean {
  return columns.some(({ target }) => target?.level === 'item' && target.key === 'name');
}

/**
 * Tells which sheets hold resources and which their items; null where every sheet speaks of both, or only of one.
 * `explicit`: the user has said by hand what the columns mean.
 */
export function sheetRoles(sheets: readonly RecognisedSheet[], explicit: boolean): SheetRoles | null {
  const items = sheets.filter((sheet) => hasItems(sheet) && (explicit || furtherColumns(sheet) <= 1));
  const resources = sheets.filter((sheet) => !hasItems(sheet) && (explicit || furtherColumns(sheet) >= 2));
  if (items.length === 0 || resources.length === 0) return null;
  const whole = sheets.filter((sheet) => hasItems(sheet) && !items.includes(sheet));
  const best = Math.max(...resources.map(({ score }) => score));
  return whole.some(({ score }) => score >= best) ? null : { resources, items };
}

interface Owner {
  readonly entry: SheetEntry;
  readonly parts: SheetEntry[];
}

/** Rows of an item sheet without a resource that they could be traced to. */
const UNTRACEABLE = new Set(['cell-error', 'row-without-name', 'row-above-failed']);

/** One result with the items given to their resources; rows whose resource is not found fail. */
export function joinItems(
  resources: readonly SheetResult[],
  items: readonly SheetResult[],
  columns: readonly ColumnMap[],
): SheetResult {
  const owners = resources.flatMap(({ entries }) => entries.map((entry): Owner => ({ entry, parts: [] })));
  const find = ownerFinder(owners);
  const failedRows: FailedRow[] = [...resources, ...items].flatMap((result) => result.failedRows);
  const problems = [...resources, ...items].flatMap((result) => result.problems);
  for (const part of items.flatMap(({ entries }) => entries)) {
    const found = find(part);
    if (typeof found !== 'string') {
      found.parts.push(part);
      const { name = '' } = part.fields;
      const own = found.entry.fields.name ?? '';
      if (name === '' || own === '' || name === own) continue;
      const message = `信息项所属资源名称“${name}”与代码对应的“${own}”不同，按代码归入“${own}”`;
      const column = columnFor({ columns }, part.sheet, 'entry', 'name') ?? 'A';
      const row = part.rows[0]!;
      const rule = 'row-name-differs';
      problems.push({ sheet: part.sheet, cell: `${column}${row}`, row, rule, code: rule, message });
      continue;
    }
    for (const row of part.rows) {
      const key = (part.fields.code ?? '') === '' ? 'name' : 'code';
      const cell = `${columnFor({ columns }, part.sheet, 'entry', key) ?? 'A'}${row}`;
      const code = found === WITHOUT ? 'row-without-resource' : 'resource-ambiguous';
      failedRows.push({ sheet: part.sheet, row, cell, code, reason: found, related: part.rows });
    }
  }
  // An item that nobody can be found for may be one of any resource: then none of them loses items.
  const lost = items.some((result) => result.failedRows.some(({ code }) => UNTRACEABLE.has(code)));
  return {
    entries: owners.map((owner) => joined(owner, lost)),
    failedRows,
    problems,
    rowCount: [...resources, ...items].reduce((sum, { rowCount }) => sum + rowCount, 0),
  };
}

function joined({ entry, parts }: Owner, lost: boolean): SheetEntry {
  return {
    ...entry,
    items: parts.flatMap(({ sheet, items }) => items.map((item) => ({ ...item, sheet }))),
    joined: parts.map(({ sheet, rows }) => ({ sheet, rows })),
    incomplete: entry.incomplete || lost || parts.some(({ incomplete }) => incomplete),
  };
}

const WITHOUT = '信息资源表中没有这个名称或代码的信息资源，无法判断信息项属于哪一条';
const AMBIGUOUS =
  '信息资源表中有几条同名的信息资源，无法判断信息项属于哪一条；请在两个表中都填写信息资源代码';

/** Finds the resource of a part, or says why there is none. */
function ownerFinder(owners: readonly Owner[]): (part: SheetEntry) => Owner | string {
  const byId = new Map<string, Owner>();
  const byCode = new Map<string, Owner[]>();
  const byName = new Map<string, Owner[]>();
  const add = (map: Map<string, Owner[]>, key: string, owner: Owner): void => {
    if (key === '') return;
    const same = map.get(key);
    if (same) same.push(owner);
    else map.set(key, [owner]);
  };
  for (const owner of owners) {
    const { entryId, fields } = owner.entry;
    if (entryId !== '') byId.set(entryId, owner);
    add(byCode, fields.code ?? '', owner);
    add(byName, fields.name ?? '', owner);
  }
  const agrees = (owner: Owner, part: SheetEntry, key: EntryFieldKey): boolean => {
    const [a = '', b = ''] = [owner.entry.fields[key], part.fields[key]];
    return a === '' || b === '' || a === b;
  };
  const only = (found: readonly Owner[], part: SheetEntry): Owner | string | null => {
    if (found.length < 2) return found[0] ?? null;
    const narrowed = found.filter((owner) =>
      (['name', 'office', 'provider'] as const).every((key) => agrees(owner, part, key)),
    );
    return narrowed.length === 1 ? narrowed[0]! : AMBIGUOUS;
  };
  return (part) => {
    const own = part.entryId === '' ? undefined : byId.get(part.entryId);
    if (own) return own;
    const { code = '', name = '' } = part.fields;
    const coded = only(byCode.get(code) ?? [], part);
    if (coded) return coded;
    const named = (byName.get(name) ?? []).filter((owner) => agrees(owner, part, 'code'));
    return only(named, part) ?? WITHOUT;
  };
}
