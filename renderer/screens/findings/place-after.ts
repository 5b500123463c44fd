/** Where one stood in a list before it was changed: a row, its place, and how long the list was. */
export interface Visited {
  readonly key: string;
  readonly index: number;
  readonly total: number;
}

/** How far up and down the row is looked for among those that have been read. */
const FARTHEST = 1000;

/** Where it stands now; where it is gone, what came after it has taken its place. `total` null: not known yet. */
export function placeAfter(
  { key, index, total: before }: Visited,
  total: number | null,
  keyAt: (index: number) => string | undefined,
): number {
  for (let away = 0; away <= FARTHEST; away++) {
    if (index - away >= 0 && keyAt(index - away) === key) return index - away;
    if (keyAt(index + away) === key) return index + away;
  }
  // Of what is gone the row itself moves nothing; the rest is taken to have stood before it, so that none is passed over.
  return Math.max(0, index - Math.max(0, before - (total ?? before) - 1));
}
