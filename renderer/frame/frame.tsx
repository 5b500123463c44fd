import { memo, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ArticleProvider } from '#renderer/parts/article-drawer';
import { isCovered } from '#renderer/parts/is-covered';
import { isTyping } from '#renderer/parts/is-typing';
import { Loading } from '#renderer/parts/loading';
import { readPreference, writePreference } from '#renderer/parts/preference';
import { FIRST_ROUTE, routeHash, type Route, type ScreenName } from '#renderer/route';
import { ImportProvider } from '#renderer/screens/exchange/import-session';
import { fetchScreens, screenOf } from '#renderer/screens/screens';
import { text } from '#renderer/text/zh-cn';
import { CommandPalette } from './command-palette';
import { NavigationContext, useLibrary, type Navigation } from './contexts';
import { DutyReminder } from './duty-reminder';
import { KeptProvider } from './kept-state';
import { firstRoute, keepScreen } from './last-screen';
import { NavigationMenu } from './navigation';
import { SaveStateProvider } from './save-state';
import { ScreenBoundary } from './screen-boundary';
import { ShortcutSheet } from './shortcut-sheet';
import { StatusLine } from './status-line';
import { TopLine } from './top-line';
import { NewEntryKey } from './use-new-entry';
import { WorkProvider } from './work-provider';

/** The first screen and its rows go before. */
const FETCH_AFTER_MS = 1500;

function useRouter(library: string): Navigation {
  const [route, setRoute] = useState<Route>(() => firstRoute(library));
  const guards = useRef(new Set<() => Promise<boolean>>());
  useEffect(() => {
    history.replaceState(null, '', routeHash(route));
  }, [route]);
  useEffect(() => keepScreen(library, route.screen), [library, route.screen]);
  const mayLeave = useCallback(async () => {
    for (const one of guards.current) if (!(await one())) return false;
    return true;
  }, []);
  const go = useCallback(
    (next: Route) => {
      void mayLeave().then((agreed) => {
        // At once: a key on the way to the next picture would be typed into a screen whose guard has been asked already.
        if (agreed) flushSync(() => setRoute(next));
      });
    },
    [mayLeave],
  );
  const guard = useCallback((one: () => Promise<boolean>) => {
    guards.current.add(one);
    return () => {
      guards.current.delete(one);
    };
  }, []);
  return useMemo(() => ({ route, go, mayLeave, guard }), [route, go, mayLeave, guard]);
}

function Screen({ name }: { readonly name: ScreenName }) {
  const Part = screenOf(name);
  return <Part />;
}

/** The frame of the window around the screens, with a library open. */
export const Frame = memo(function Frame() {
  const { rules, summary } = useLibrary();
  const navigation = useRouter(summary.library);
  const [folded, setFolded] = useState(() => readPreference('navigation.folded', false));
  const [searching, setSearching] = useState(false);

  useEffect(() => {
    const waiting = setTimeout(() => void fetchScreens(), FETCH_AFTER_MS);
    return () => clearTimeout(waiting);
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === 'k') {
        event.preventDefault();
        setSearching(true);
      } else if (key === 'l' && event.shiftKey && !isCovered()) {
        event.preventDefault();
        navigation.go({ screen: 'entries', part: 'findings', findings: 'all' });
      } else if (key === 'a' && !isTyping(event.target)) {
        // Lists take it for their rows; marking every word of the window serves nobody.
        event.preventDefault();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [navigation]);

  const fold = (next: boolean) => {
    setFolded(next);
    writePreference('navigation.folded', next);
  };

  return (
    <NavigationContext.Provider value={navigation}>
      <SaveStateProvider>
        <WorkProvider>
          <KeptProvider>
            <ImportProvider>
              <ArticleProvider rules={rules}>
                <div className="frame">
                  <a className="skip-link" href="#main" onClick={(event) => skip(event.nativeEvent)}>
                    {text.frame.skip}
                  </a>
                  <DutyReminder />
                  <TopLine onSearch={() => setSearching(true)} />
                  <NavigationMenu folded={folded} onFold={fold} />
                  <main className="screen" id="main" tabIndex={-1}>
                    <ScreenBoundary key={navigation.route.screen} onHome={() => navigation.go(FIRST_ROUTE)}>
                      <Suspense fallback={<Loading />}>
                        <Screen name={navigation.route.screen} />
                      </Suspense>
                    </ScreenBoundary>
                  </main>
                  <StatusLine />
                </div>
                <ShortcutSheet />
                <NewEntryKey />
                <CommandPalette open={searching} onClose={() => setSearching(false)} />
              </ArticleProvider>
            </ImportProvider>
          </KeptProvider>
        </WorkProvider>
      </SaveStateProvider>
    </NavigationContext.Provider>
  );
});

/** Moves the focus without changing the address, which is the route's. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
