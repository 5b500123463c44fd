/** Three-way merge of single values (合并): what one side changed is taken, what both changed differently is asked. */

/** 保留本机 / 采用来件. */
export type Take = 'ours' | 'theirs';

/** A place where both sides changed the same thing differently (内容不一致，待选定). */
export interface MergeConflict {
  /** Field key, `extra.<列名>`, `items` (order of the items) or `removed`. */
  readonly field: string;
  readonly label: string;
  readonly item?: { readonly id: string; readonly name: string };
  /** Null where the two sides have no common version. */
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
}

/** The decision for a place, where there is one. */
export type Decide = (field: string, itemId?: string) => Take | undefined;

export interface MergedValue<T> {
  readonly value: T;
  /** What counts as agreed afterwards: theirs, or the former base while it is undecided; undefined for no agreement. */
  readonly agreed: T | undefined;
  readonly open: boolean;
}

/** `base` null: unknown; then a value beats an empty one, and two different values are asked. */
export function mergeText(
  base: string | null,
  ours: string,
  theirs: string,
  decision: Take | undefined,
): MergedValue<string> {
  const settled = (value: string): MergedValue<string> => ({ value, agreed: theirs, open: false });
  if (ours === theirs) return settled(ours);
  if (base === null ? ours === '' : ours === base) return settled(theirs);
  if (base === null ? theirs === '' : theirs === base) return settled(ours);
  if (decision !== undefined) return settled(decision === 'ours' ? ours : theirs);
  return { value: ours, agreed: base ?? undefined, open: true };
}

/** The field of that name, '' where there is none; names come from outside, also such as every object has. */
export function valueAt(record: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(record, name) ? record[name]! : '';
}

/** Fields of a record by name; one that is absent is empty, and an empty one is left out of the result. */
export function mergeRecord(
  base: Readonly<Record<string, string>> | null,
  ours: Readonly<Record<string, string>>,
  theirs: Readonly<Record<string, string>>,
  mergeOne: (name: string, base: string | null, ours: string, theirs: string) => MergedValue<string>,
): { value: Record<string, string>; agreed: Record<string, string>; complete: boolean } {
  const value: Record<string, string> = {};
  const agreed: Record<string, string> = {};
  let complete = true;
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs), ...Object.keys(base ?? {})]);
  for (const name of [...names].sort()) {
    const merged = mergeOne(
      name,
      base === null ? null : valueAt(base, name),
      valueAt(ours, name),
      valueAt(theirs, name),
    );
    if (merged.value !== '') value[name] = merged.value;
    if (merged.agreed === undefined) complete = false;
    else if (merged.agreed !== '') agreed[name] = merged.agreed;
  }
  return { value, agreed, complete };
}

/** Lists that only ever grow (原代码): everything that either side has, the common beginning first. */
export function mergeGrowingList(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): string[] {
  const has = (list: readonly string[], all: readonly string[]): boolean =>
    all.every((one) => list.includes(one));
  const [oursHasAll, theirsHasAll] = [has(ours, theirs), has(theirs, ours)];
  // One side has them all: its order is the one in which they came. Else an order that is the same on either side.
  if (oursHasAll && theirsHasAll) return [...(ours.join('\n') <= theirs.join('\n') ? ours : theirs)];
  if (oursHasAll) return [...ours];
  if (theirsHasAll) return [...theirs];
  const added = [...ours, ...theirs].filter((one) => !base.includes(one));
  return [...new Set([...base, ...added.sort()])];
}
