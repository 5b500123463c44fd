/** The order of items after a merge: moved by one side, moved so; new ones stay behind the item they were put behind. */
import type { Take } from './merge-fields';

export interface MergedOrder {
  readonly order: readonly string[];
  readonly open: boolean;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);
/** One of two, whichever side is asked. */
const either = (a: readonly string[], b: readonly string[]): readonly string[] =>
  a.join('\n') <= b.join('\n') ? a : b;

/**
 * `kept`: ids that the merge kept. `base` null: no common version; an order without a history is no decision of
 * anybody, so one of the two is taken, the same on either side.
 */
export function mergeOrder(
  base: readonly string[] | null,
  ours: readonly string[],
  theirs: readonly string[],
  kept: ReadonlySet<string>,
  decision: Take | undefined,
): MergedOrder {
  const inTheirs = new Set(theirs);
  const common = new Set(ours.filter((id) => inTheirs.has(id) && kept.has(id)));
  const our = ours.filter((id) => common.has(id));
  const their = theirs.filter((id) => common.has(id));
  const { skeleton, open } = skeletonOf(base, our, their, common, decision);

  const runs = new Map<string, string[][]>();
  for (const side of [ours, theirs]) {
    for (const [anchor, run] of runsOf(side, common, kept)) {
      const there = runs.get(anchor);
      if (there) there.push(run);
      else runs.set(anchor, [run]);
    }
  }
  const behind = (anchor: string): string[] =>
    (runs.get(anchor) ?? []).sort(([a], [b]) => (a! < b! ? -1 : 1)).flat();
  return { order: [...behind(START), ...skeleton.flatMap((id) => [id, ...behind(id)])], open };
}

function skeletonOf(
  base: readonly string[] | null,
  our: readonly string[],
  their: readonly string[],
  common: ReadonlySet<string>,
  decision: Take | undefined,
): { skeleton: readonly string[]; open: boolean } {
  const settled = (skeleton: readonly string[]): { skeleton: readonly string[]; open: boolean } => ({
    skeleton,
    open: false,
  });
  if (same(our, their)) return settled(our);
  if (base === null) return settled(either(our, their));
  const known = new Set(base.filter((id) => common.has(id)));
  const was = base.filter((id) => known.has(id));
  const oursNow = our.filter((id) => known.has(id));
  const theirsNow = their.filter((id) => known.has(id));
  if (same(oursNow, theirsNow)) return settled(either(our, their));
  if (same(oursNow, was)) return settled(their);
  if (same(theirsNow, was)) return settled(our);
  if (decision !== undefined) return settled(decision === 'ours' ? our : their);
  return { skeleton: our, open: true };
}

const START = '';

/** Runs of items that only this side has, each with the common item it stands behind. */
function runsOf(
  side: readonly string[],
  common: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): Map<string, string[]> {
  const runs = new Map<string, string[]>();
  let anchor = START;
  for (const id of side) {
    if (common.has(id)) anchor = id;
    else if (kept.has(id)) {
      const run = runs.get(anchor);
      if (run) run.push(id);
      else runs.set(anchor, [id]);
    }
  }
  return runs;
}
