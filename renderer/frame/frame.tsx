import { memo, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { EmptyState } from '#renderer/parts/empty-state';
import { ArticleProvider } from '#renderer/parts/article-drawer';
import { isCovered } from '#renderer/parts/is-covered';
import { isTyping } from '#renderer/parts/is-typing';
import { Loading } from '#renderer/parts/loading';
import { readPreference, writePreference } from '#renderer/parts/preference';
import { FIRST_ROUTE, routeHash, type Route } from '#renderer/route';
import { ImportProvider } from '#renderer/screens/exchange/import-session';
import { fetchScreens, screens } from '#renderer/screens/screens';
import { text } from '#renderer/text/zh-cn';
import { CommandPalette } from './command-palette';
import { NavigationContext, useLibrary, type Navigation } from './contexts';
import { DutyReminder } from './duty-reminder';
import { KeptProvider } from './kept-state';
import { NavigationMenu } from './navigation';
import { SaveStateProvider } from './save-state';
import { ScreenBoundary } from './screen-boundary';
import { ShortcutSheet } from './shortcut-sheet';
import { StatusLine } from './status-line';
import { TopLine } from './top-line';
import { WorkProvider } from './work-provider';

function useRouter(): Navigation {
  const [route, setRoute] = useState<Route>(FIRST_ROUTE);
  const guards = useRef(new Set<() => Promise<boolean>>());
  useEffect(() => {
    history.replaceState(null, '', routeHash(route));
  }, [route]);
  const go = useCallback((next: Route) => {
    void (async () => {
      for (const mayLeave of guards.current) if (!(await mayLeave())) return;
      setRoute(next);
    })();
  }, []);
  const guard = useCallback((mayLeave: () => Promise<boolean>) => {
    guards.current.add(mayLeave);
    return () => {
      guards.current.delete(mayLeave);
    };
  }, []);
  return useMemo(() => ({ route, go, guard }), [route, go, guard]);
}

function Screen({ route }: { readonly route: Route }) {
  const component = screens[route.screen];
  if (component === 'later' || component === 'absent') {
    return (
      <EmptyState
        title={text.frame.notYet.title(text.frame.screens[route.screen])}
        hint={text.frame.notYet.hint}
      />
    );
  }
  const Component = component;
  return <Component />;
}

/** The frame of the window around the screens, with a library open. */
export const Frame = memo(function Frame() {
  const navigation = useRouter();
  const { rules } = useLibrary();
  const [folded, setFolded] = useState(() => readPreference('navigation.folded', false));
  const [searching, setSearching] = useState(false);

  useEffect(() => {
    const waiting = requestIdleCallback(() => void fetchScreens(), { timeout: 2000 });
    return () => cancelIdleCallback(waiting);
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
                        <Screen route={navigation.route} />
                      </Suspense>
                    </ScreenBoundary>
                  </main>
                  <StatusLine />
                </div>
                <ShortcutSheet />
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
