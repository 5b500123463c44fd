/** What comes before and after the entry in the editor, in the list that it was opened from. */
import type { Route } from '#renderer/route';

export interface Neighbours {
  /** What the list lists: findings lead to the same entry again and again, each to its own field. */
  readonly of: 'entries' | 'findings';
  /** Place in the list, from 1. */
  readonly place: number;
  readonly total: number;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

type EntriesRoute = Extract<Route, { screen: 'entries' }>;

/** The same among entries that another screen listed and gave along; null where it gave none. */
export function neighboursAmong(route: EntriesRoute, go: (route: Route) => void): Neighbours | null {
  const { entry, among } = route;
  if (entry === undefined || among === undefined) return null;
  const at = among.entries.indexOf(entry);
  if (at < 0) return null;
  const visit = (index: number) => {
    const id = among.entries[index];
    return id === undefined ? null : () => go({ screen: 'entries', entry: id, among });
  };
  return {
    of: 'entries',
    place: at + 1,
    total: among.entries.length,
    previous: visit(at - 1),
    next: visit(at + 1),
  };
}
