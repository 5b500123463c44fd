/**
 * The root of the window: without a library the first screen, with one the frame.
 */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import type { Failure } from '#app/contract/failure';
import { call, sameOr, useCall, useEvent } from './call';
import { LibraryContext, type LibraryState, type Summary } from './frame/contexts';
import { Frame } from './frame/frame';
import { fetchLastScreen } from './frame/last-screen';
import { ChangePassword, SignIn } from './frame/sign-in';
import { useSession } from './frame/use-session';
import { useLook } from './parts/look';
import { readPreference, writePreference } from './parts/preference';
import { Loading } from './parts/loading';
import { useAskedLibrary, useOpeningOver, type Refused } from './parts/open-library';
import { WelcomeScreen } from './screens/welcome/welcome-screen';
import { text } from './text/zh-cn';
import { appTheme, contrastTheme } from './theme';

interface Started {
  readonly version: string;
  readonly today: string;
}

/** Opens what a second start asks for while nobody has come in yet: nothing could be lost by it. */
function AskedAtTheDoor({ onOpened }: { readonly onOpened: (summary: Summary) => void }) {
  const opening = useOpeningOver(onOpened);
  useAskedLibrary((file) => opening.open(file));
  return opening.dialog;
}

function Root() {
  const [started, setStarted] = useState<Started | null>(null);
  const [summary, setSummary] = useState<Summary | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [person, setPerson] = useState(() => readPreference('person', ''));
  const rules = useCall('rules.list', started === null ? null : {});
  const session = useSession(summary?.library ?? null);
  const signedIn = session.state?.signedIn ?? null;

  const reload = useCallback(() => {
    void call('library.summary', {}).then((outcome) => {
      if (outcome.ok) setSummary((known) => sameOr(known, outcome.value));
      // Where the engine stopped in the middle of it, it opens the library again, and nobody is taken from what they type.
      else if (outcome.failure.code === 'library-not-found') setSummary(null);
    });
  }, []);

  useEffect(() => {
    const fetching = fetchLastScreen();
    void call('window.start', {}).then(async (outcome) => {
      await fetching;
      if (!outcome.ok) {
        setRefused({ file: null, failure: outcome.failure });
        setStarted({ version: '', today: '' });
        return;
      }
      const { version, today, opened, named, failure } = outcome.value;
      if (failure !== null) setRefused({ file: named, failure: failure as Failure });
      if (opened) {
        const open = await call('library.summary', {});
        if (open.ok) setSummary(open.value);
      }
      setStarted({ version, today });
    });
  }, []);
  useEvent('library.changed', reload);
  // A new engine may have missed what changed last, or not have got the library open again.
  useEvent('engine.state', ({ state }) => {
    if (state === 'running') reload();
  });
  useEvent('window.today', ({ today }) => setStarted((known) => known && { ...known, today }));

  useEffect(() => {
    document.title = summary === null ? text.frame.program : `${summary.department} - ${text.frame.program}`;
  }, [summary]);

  const open = (opened: Summary) => {
    setRefused(null);
    setSummary(opened);
  };
  const close = useCallback(async () => {
    await call('library.close', {});
    setSummary(null);
  }, []);
  const { reload: reloadSession, signOut } = session;

  const library = useMemo<LibraryState | null>(() => {
    if (summary === null || started === null) return null;
    return {
      summary,
      today: started.today,
      rules: rules.value?.rules ?? [],
      person: signedIn?.account ?? person,
      signedIn,
      signOut,
      setPerson: (name) => {
        setPerson(name);
        writePreference('person', name);
      },
      reload: () => {
        reload();
        reloadSession();
      },
      close,
    };
  }, [summary, started, rules.value, person, signedIn, signOut, reload, reloadSession, close]);

  if (started === null) return <Loading />;
  if (library === null) {
    return (
      <WelcomeScreen version={started.version} refused={refused} onRefused={setRefused} onOpened={open} />
    );
  }
  if (session.state === null) return <Loading />;
  if (session.state.accounts && signedIn === null) {
    return (
      <>
        <SignIn
          key={library.summary.library}
          department={library.summary.department}
          reason={session.reason}
          onSignedIn={session.set}
          onLeave={() => void close()}
        />
        <AskedAtTheDoor onOpened={open} />
      </>
    );
  }
  if (signedIn?.mustChange) {
    return (
      <>
        <ChangePassword
          hint={text.session.change.hint}
          onChanged={reloadSession}
          onCancel={() => void signOut()}
        />
        <AskedAtTheDoor onOpened={open} />
      </>
    );
  }
  return (
    <LibraryContext.Provider value={library}>
      {/* Another library is another frame: nothing of the former one stays on the screen. */}
      <Frame key={library.summary.library} />
    </LibraryContext.Provider>
  );
}

export function Shell() {
  const { contrast } = useLook();
  return (
    <ConfigProvider
      locale={zhCN}
      theme={contrast ? contrastTheme : appTheme}
      button={{ autoInsertSpace: false }}
    >
      <App className="app" message={{ maxCount: 2 }}>
        <Root />
      </App>
    </ConfigProvider>
  );
}
