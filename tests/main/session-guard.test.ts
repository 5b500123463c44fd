import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { guardContents, guardSession, mayLoad } from '#main/session-guard';

type Answer<T> = (value: T) => void;

/** The parts of Electron's session that the guard sets, recorded. */
function recordedSession() {
  const emitter = new EventEmitter();
  const set: {
    request?: (contents: unknown, permission: string, answer: Answer<boolean>) => void;
    check?: () => boolean;
    device?: () => boolean;
    before?: (details: { url: string }, answer: Answer<{ cancel: boolean }>) => void;
    spelling?: boolean;
  } = {};
  const session = {
    setPermissionRequestHandler: (handler: never) => (set.request = handler),
    setPermissionCheckHandler: (handler: never) => (set.check = handler),
    setDevicePermissionHandler: (handler: never) => (set.device = handler),
    setSpellCheckerEnabled: (enabled: boolean) => (set.spelling = enabled),
    webRequest: { onBeforeRequest: (handler: never) => (set.before = handler) },
    on: emitter.on.bind(emitter),
  };
  return { session: session as unknown as Parameters<typeof guardSession>[0], set, emitter };
}

function prevented(emitter: EventEmitter, name: string, ...more: unknown[]): boolean {
  let stopped = false;
  emitter.emit(name, { preventDefault: () => (stopped = true) }, ...more);
  return stopped;
}

describe('the window’s session is closed to the world', () => {
  const { session, set, emitter } = recordedSession();
  guardSession(session, false);

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'fileSystem', 'openExternal', 'hid'])(
    'denies the permission %s',
    (permission) => {
      const answers: boolean[] = [];
      set.request?.({}, permission, (value) => answers.push(value));
      expect(answers).toEqual([false]);
    },
  );

  it('denies permissions that are only asked about, and devices', () => {
    expect([set.check?.(), set.device?.()]).toEqual([false, false]);
  });

  it.each([
    ['https://example.org/', true],
    ['http://127.0.0.1:3000/', true],
    ['ws://127.0.0.1/', true],
    ['wss://example.org/', true],
    ['ftp://example.org/', true],
    ['file:///etc/passwd', true],
    ['chrome://gpu', true],
    ['devtools://devtools/bundled/inspector.html', true],
    ['mulu://other/', true],
    ['nonsense', true],
    ['mulu://app/index.html', false],
    ['data:image/png;base64,AA==', false],
    ['blob:mulu://app/3f6f', false],
  ])('request to %s cancelled: %s', (url, cancel) => {
    const answers: unknown[] = [];
    set.before?.({ url }, (value) => answers.push(value));
    expect(answers).toEqual([{ cancel }]);
  });

  it('lets the developer tools load while developing, and still nothing from the network', () => {
    expect(mayLoad('devtools://devtools/bundled/inspector.html', true)).toBe(true);
    expect(mayLoad('https://example.org/', true)).toBe(false);
  });

  it('stops downloads and fetches no spelling dictionary', () => {
    expect(prevented(emitter, 'will-download')).toBe(true);
    expect(set.spelling).toBe(false);
  });
});

describe('a page stays where it is', () => {
  const emitter = new EventEmitter();
  let open: (() => unknown) | undefined;
  guardContents({
    on: emitter.on.bind(emitter),
    setWindowOpenHandler: (handler: () => unknown) => (open = handler),
  } as unknown as Parameters<typeof guardContents>[0]);

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s is stopped',
    (name) => expect(prevented(emitter, name, 'mulu://app/index.html')).toBe(true),
  );

  it('opens no second window, of our own pages neither', () => expect(open?.()).toEqual({ action: 'deny' }));
});
