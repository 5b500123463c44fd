/** Where the person was when the window closed: who compiles all day comes back to the list, not to the start page. */
import { FIRST_ROUTE, type Route, type ScreenName } from '#renderer/route';
import { readPreference, writePreference } from '#renderer/parts/preference';
import { fetchScreen, isScreen } from '#renderer/screens/screens';

const NAME = 'last-screen';

interface LastScreen {
  readonly library: string;
  readonly screen: ScreenName;
}

function lastScreen(): LastScreen | null {
  const last = readPreference<Partial<LastScreen> | null>(NAME, null);
  const known = typeof last?.screen === 'string' && isScreen(last.screen);
  return known && typeof last.library === 'string' ? (last as LastScreen) : null;
}

/** The route that a library opens with: another library than the last one opens on the start page. */
export function firstRoute(library: string): Route {
  const last = lastScreen();
  return last?.library === library ? { screen: last.screen } : FIRST_ROUTE;
}

export function keepScreen(library: string, screen: ScreenName): void {
  writePreference(NAME, { library, screen } satisfies LastScreen);
}

/** Fetches the screen while the library is still being opened; one that cannot be had is told of when it is shown. */
export async function fetchLastScreen(): Promise<void> {
  const last = lastScreen();
  if (last !== null) await fetchScreen(last.screen).catch(() => undefined);
}
