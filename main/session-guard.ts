/**
 * Locks a window's session: no network, no permissions, no downloads, no way out of our own pages.
 */
import type { Session, WebContents } from 'electron';
import { isAppUrl } from './app-scheme';

/** Schemes that stay inside the process; `devtools:` only while developing. */
const INNER_SCHEMES = new Set(['data:', 'blob:']);

/** Whether the session may load `text`: our own pages and data that never leaves the process. */
export function mayLoad(text: string, developing: boolean): boolean {
  if (isAppUrl(text)) return true;
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return INNER_SCHEMES.has(protocol) || (developing && protocol === 'devtools:');
}

type GuardedSession = Pick<
  Session,
  | 'webRequest'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
  | 'on'
>;

/** Denies every permission, download and request of `session` that `mayLoad` does not let through. */
export function guardSession(session: GuardedSession, developing: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !mayLoad(details.url, developing) }),
  );
  session.on('will-download', (event) => event.preventDefault());
  // The spelling checker would fetch its dictionaries from the network.
  session.setSpellCheckerEnabled(false);
}

type GuardedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** Keeps a page where it is: no navigation, no redirect, no new window, no embedded guest. */
export function guardContents(contents: GuardedContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
