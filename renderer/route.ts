/** Which screen is shown, and with what: a small typed state, mirrored in the address so that it can be read in logs. */
import type { DueFilter } from '#app/contract/due-filters';
import type { EntryState } from '#app/contract/entry-states';
import type { ElementKey } from '#app/jurisdictions/elements';
import type { Severity } from '#app/jurisdictions/finding';

/** What each screen can be opened with. */
export interface ScreenParams {
  readonly home: { readonly part?: 'event' };
  readonly entries: {
    /** Opens the editor on this entry. */
    readonly entry?: string;
    /** It was made just now: its name is marked, so that typing replaces that of a copy. */
    readonly made?: true;
    /** Field (and item) that the cursor goes to. */
    readonly field?: string;
    readonly item?: string;
    /** The editor goes through these, in this order, and back to where they were listed. */
    readonly among?: { readonly entries: readonly string[]; readonly back: Route };
    /** Filters of the list; each link from elsewhere sets them anew. */
    readonly states?: readonly EntryState[];
    readonly findings?: Severity | 'all';
    readonly query?: string;
    readonly rule?: string;
    readonly ruleLabel?: string;
    readonly due?: DueFilter;
    readonly lacking?: ElementKey;
    readonly lackingLabel?: string;
    readonly changeSet?: number;
    readonly changeLabel?: string;
    /** What lies beside the list: the recycle bin, or all findings (then `findings` and `rule` narrow these). */
    readonly part?: 'bin' | 'findings';
  };
  readonly exchange: {
    readonly part?: 'import' | 'export' | 'offices';
    /** Ids of the entries to export. */
    readonly entries?: readonly string[];
  };
  readonly review: { readonly part?: string; readonly step?: string; readonly entry?: string };
  readonly delivery: { readonly part?: string };
  readonly maintenance: { readonly part?: string };
  readonly ledgers: { readonly part?: string };
  readonly settings: { readonly part?: string };
}

/** As the menu shows them, from top to bottom. */
export const SCREEN_NAMES = [
  'home',
  'entries',
  'exchange',
  'review',
  'delivery',
  'maintenance',
  'ledgers',
  'settings',
] as const satisfies readonly (keyof ScreenParams)[];
export type ScreenName = (typeof SCREEN_NAMES)[number];
export type Route = { [S in ScreenName]: { readonly screen: S } & ScreenParams[S] }[ScreenName];

export const FIRST_ROUTE: Route = { screen: 'home' };

/** How one came to an entry, which says nothing of where one is. */
const NOT_IN_ADDRESS = new Set(['among', 'made']);
/** A longer list stands in the address as its length. */
const LONGEST_LIST = 20;

/** The address of a route, for example `#/entries?entry=0190…`. */
export function routeHash(route: Route): string {
  const { screen, ...params } = route;
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value === undefined || NOT_IN_ADDRESS.has(key)) continue;
    search.set(key, Array.isArray(value) && value.length > LONGEST_LIST ? `${value.length}` : String(value));
  }
  const text = search.toString();
  return `#/${screen}${text && `?${text}`}`;
}
