/**
 * The program's one window.
 */
import { join } from 'node:path';
import { app, BrowserWindow, dialog, screen, type Session } from 'electron';
import { APP_START } from './app-scheme';
import { addEditMenu } from './edit-menu';
import { guardContents } from './session-guard';
import { isReachable, readWindowPlace, writeWindowPlace } from './user-files';

const SMALLEST = { width: 1024, height: 640 } as const;
const USUAL = { width: 1366, height: 820 } as const;

export interface WindowParts {
  /** The folder of the built main process; the preload lies in it. */
  readonly folder: string;
  readonly session: Session;
  readonly userData: string;
  /** The page's process is gone: a code such as `crashed` or `oom`. */
  readonly onGone: (reason: string) => void;
}

function place(userData: string): { bounds: Electron.Rectangle | null; maximized: boolean } {
  const kept = readWindowPlace(userData);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  if (kept === null || !isReachable(kept, screens))
    return { bounds: null, maximized: kept?.maximized ?? false };
  return {
    bounds: { x: kept.x, y: kept.y, width: kept.width, height: kept.height },
    maximized: kept.maximized,
  };
}

/** How often, and after how long, a window that still saves is closed again before somebody is asked. */
const CLOSE_TRIES = 10;
const CLOSE_AGAIN_MS = 300;

/**
 * A page with unsaved input refuses to be unloaded and saves at once: the window closes as soon as that is done. Only
 * when it cannot be done (a full disk, a conflict) does it ask.
 */
function saveBeforeClosing(window: BrowserWindow): void {
  let tries = 0;
  window.webContents.on('will-prevent-unload', (event) => {
    if (tries < CLOSE_TRIES) {
      tries++;
      setTimeout(() => {
        if (!window.isDestroyed()) window.close();
      }, CLOSE_AGAIN_MS);
      return;
    }
    tries = 0;
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: '有内容尚未保存',
      detail: '现在关闭会丢失这些内容。返回后稍等片刻，状态栏显示“已保存”即可关闭。',
      buttons: ['返回', '不保存并关闭'],
      defaultId: 0,
      cancelId: 0,
    });
    if (answer === 1) event.preventDefault();
  });
}

/** Opens the window with the page of our own scheme; it shows itself once there is something to see. */
export function openWindow(parts: WindowParts): BrowserWindow {
  const { bounds, maximized } = place(parts.userData);
  const window = new BrowserWindow({
    ...(bounds ?? USUAL),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: '政务信息资源目录',
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(parts.folder, 'preload.cjs'),
      session: parts.session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  guardContents(window.webContents);
  addEditMenu(window.webContents);
  saveBeforeClosing(window);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    writeWindowPlace(parts.userData, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  // The page's title names the library; the program's name must stay readable in the task bar.
  window.webContents.on('render-process-gone', (_event, details) => parts.onGone(details.reason));
  void window.loadURL(APP_START);
  return window;
}
