/**
 * The program's main process: one instance, one window, one engine.
 */
import { randomUUID } from 'node:crypto';
import { join, relative } from 'node:path';
import { app, Menu, protocol, session, shell, type BrowserWindow } from 'electron';
import { calls, events } from '#app/contract/calls';
import type { Outcome } from '#app/contract/failure';
import { windowCalls, type WindowEventName, type WindowEventPayload } from '#app/contract/window-calls';
import { isCalendarDate, todayInShanghai } from '#app/deadlines/calendar-date';
import { SAMPLE_NAME, sampleFile } from '#app/operations/sample-place';
import { APP_SCHEME, appSchemeHandler } from './app-scheme';
import { createEngineClient } from './engine-client';
import { createDutyReminder } from './duty-reminder';
import { showReminder } from './duty-notification';
import { startEngine } from './engine-process';
import { scriptedDialogs, systemDialogs } from './file-dialogs';
import { createFileTokens } from './file-tokens';
import { EVENT_CHANNEL, openIpcGate } from './ipc-gate';
import { createLibraryMemory } from './library-memory';
import { openLogFile } from './log-file';
import { choosesPages, printersOf } from './print-options';
import { printHtml, writePdf } from './print-pdf';
import { guardSession } from './session-guard';
import { isTrial, libraryArgument, wordsFor } from './start-arguments';
import { rememberRecent } from './user-files';
import { createWindowOperations } from './window-operations';
import { openWindow } from './window';

const CLOSE_WAIT_MS = 20_000;
/** Calls after which the duty list can be had for the first time. */
const REMIND_AFTER: ReadonlySet<string> = new Set(['library.open', 'library.create', 'session.signIn']);
const RELOADS_ALLOWED = 3;
const RELOAD_AFTER_MS = 200;

const folder = import.meta.dirname;
const developing = !app.isPackaged;
const resources = developing ? join(folder, '..', '..', 'resources') : join(process.resourcesPath, 'mulu');
const firstWord = developing ? 2 : 1;
const words = process.argv.slice(firstWord);
const named = libraryArgument(words, process.cwd());
const fixedToday = developing ? (process.env['MULU_TODAY'] ?? null) : null;
const dialogAnswers = developing ? (process.env['MULU_DIALOG_ANSWERS'] ?? null) : null;

if (app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir'));
}
// Root, who cannot have the sandbox, starts the program with `--no-sandbox`; both together would not start at all.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.commandLine.appendSwitch('lang', 'zh-CN');
for (const feature of [
  'disable-background-networking',
  'disable-component-update',
  'disable-domain-reliability',
]) {
  app.commandLine.appendSwitch(feature);
}
protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
]);

function start(): void {
  const userData = app.getPath('userData');
  const log = openLogFile(join(userData, 'logs'));
  process.on('uncaughtException', (error) => log.bug('main', error));
  process.on('unhandledRejection', (error) => log.bug('main', error));

  const ours = session.fromPartition('persist:window');
  guardSession(ours, developing);
  guardSession(session.defaultSession, developing);
  ours.protocol.handle(APP_SCHEME, appSchemeHandler(join(folder, '..', 'renderer')));
  Menu.setApplicationMenu(null);

  let window: BrowserWindow | null = null;
  const tell = <N extends WindowEventName>(name: N, payload: WindowEventPayload<N>): void => {
    if (window !== null && !window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, { name, payload });
  };

  const memory = createLibraryMemory();
  const engine = createEngineClient({
    start: () => startEngine(folder, resources, fixedToday, app.getPath('userData')),
    onState: (state) => {
      log.write('engine', { state });
      tell('engine.state', { state });
    },
    onEvent: (name, payload) => {
      if (Object.hasOwn(events, name)) tell(name as WindowEventName, payload as never);
    },
    onProgress: (call, id, progress) => tell('progress', { call, id, ...progress }),
    onBug: (where, error) => log.bug(where, error),
    reopen: memory.reopen,
  });

  const runInEngine = async (name: string, input: unknown, id: string): Promise<Outcome<unknown>> => {
    const outcome = await engine.call(name, input, id);
    const opened = memory.note(name, input, outcome);
    if (opened !== null) {
      const department = opened.path === sampleFile(userData) ? SAMPLE_NAME : opened.department;
      rememberRecent(userData, { path: opened.path, department, openedAt: new Date().toISOString() });
    }
    if (outcome.ok && REMIND_AFTER.has(name)) void reminder.look();
    return outcome;
  };
  const today = (): string =>
    fixedToday !== null && isCalendarDate(fixedToday) ? fixedToday : todayInShanghai(Date.now());
  const reminder = createDutyReminder({
    today,
    library: () => memory.opened(),
    duties: () => engine.call('duties.list', {}, randomUUID()),
    onDay: (day) => tell('window.today', { today: day }),
    remind: (due) => {
      tell('duties.reminder', due);
      if (window?.isFocused() !== true) showReminder(due, () => window);
    },
  });
  reminder.start();
  const started =
    named === null
      ? Promise.resolve('not-named' as const)
      : runInEngine('library.open', { library: named }, randomUUID());
  const tokens = createFileTokens();
  let asked: string | null = null;
  /** Somebody started the program while it was ending. */
  let startAgain = false;
  const here = createWindowOperations({
    version: app.getVersion(),
    today,
    userData,
    tokens,
    ask: dialogAnswers === null ? systemDialogs(() => window) : scriptedDialogs(dialogAnswers),
    started,
    named,
    takeAsked: () => {
      const taken = asked;
      asked = null;
      return taken;
    },
    page: (name, input, id) =>
      runInEngine(name, input, id) as Promise<Outcome<{ title: string; html: string }>>,
    writePdf,
    printers: async () => printersOf((await window?.webContents.getPrintersAsync()) ?? []),
    choosesPages: choosesPages(process.platform),
    print: printHtml,
    reveal: (file) => shell.showItemInFolder(file),
    zoom: (factor) => window?.webContents.setZoomFactor(factor),
  });

  /** Calls that this process answers itself, for cancelling. */
  const running = new Map<string, AbortController>();
  openIpcGate({
    calls: { ...calls, ...windowCalls },
    tokens,
    log,
    isOurs: (contentsId) => window !== null && !window.isDestroyed() && window.webContents.id === contentsId,
    run: async (name, input, id) => {
      // Calls that come while the library named at the start is still being opened must find it open.
      await started;
      if (!Object.hasOwn(here, name)) return runInEngine(name, input, id);
      const stop = new AbortController();
      running.set(id, stop);
      try {
        return await here[name as keyof typeof here](input as never, id, stop.signal);
      } finally {
        running.delete(id);
      }
    },
    cancel: (id) => {
      running.get(id)?.abort();
      engine.cancel(id);
    },
  });

  let reloads = 0;
  const show = (): void => {
    window = openWindow({
      folder,
      session: ours,
      userData,
      onGone: (reason) => {
        log.write('page-gone', { reason });
        reloads += 1;
        if (reason === 'clean-exit' || reloads > RELOADS_ALLOWED) return;
        // A moment later: a page that died while the program was being closed must not come to life again, or the
        // program never ends.
        setTimeout(() => {
          if (window !== null && !window.isDestroyed()) window.webContents.reload();
        }, RELOAD_AFTER_MS);
      },
    });
    window.on('closed', () => {
      window = null;
    });
  };
  show();

  app.on('second-instance', (_event, _words, _folder, more) => {
    const library = (more as { readonly library?: unknown } | null)?.library;
    if (window === null) {
      startAgain = true;
      asked = typeof library === 'string' ? library : null;
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
    const open = memory.opened();
    if (typeof library !== 'string' || (open !== null && relative(open, library) === '')) return;
    // The page opens it: it alone knows what is not saved yet, and asks where that cannot be.
    asked = library;
    tell('library.asked', {});
  });
  app.on('activate', () => {
    if (window === null) show();
  });
  app.on('window-all-closed', () => app.quit());

  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    // A library that is closed properly is one file again, without the journal beside it.
    const wait = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_WAIT_MS));
    const close =
      memory.opened() === null ? Promise.resolve() : engine.call('library.close', {}, randomUUID());
    void Promise.race([close, wait]).then(() => {
      closed = true;
      engine.stop();
      // Not in the same turn: the prevented quit must have ended before another one is heard.
      setImmediate(() => {
        // What the page was told of and did not take any more was asked for too.
        if (startAgain || asked !== null) {
          app.relaunch({ args: [...process.argv.slice(1, firstWord), ...wordsFor(asked, words)] });
        }
        app.quit();
      });
    });
  });
}

// A release is driven by its window only; a trial package may be driven by tests.
const debugged = ['remote-debugging-port', 'remote-debugging-pipe'].some((name) =>
  app.commandLine.hasSwitch(name),
);
const refused = debugged && !developing && !isTrial(app.getAppPath());

// Two instances of one person would fight over the library's lock; the second one hands over what it was asked to open.
if (!refused && app.requestSingleInstanceLock({ library: named })) void app.whenReady().then(start);
else app.quit();
