import { BrowserWindow, type IpcMainInvokeEvent, nativeTheme, type Session, shell } from 'electron';
import { join } from 'node:path';
import type { WindowState } from './platform/window-state';

/** Where the window's page comes from: our own scheme, or electron-vite's server while developing. */
export const APP_ORIGIN = { protocol: 'app:', host: 'easel' } as const;

/** What the window is opened with. */
export interface WindowOptions {
  readonly session: Session;
  /** Address of the development server, or null for the built page. */
  readonly devServer: string | null;
  readonly state: WindowState;
}

/** Opens the one window, shut off from Node and from everything that is not Easel. It is not shown yet. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { state, devServer } = options;
  const window = new BrowserWindow({
    ...state.bounds(),
    minWidth: 720,
    minHeight: 520,
    show: false,
    title: 'Easel',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0e0e0f' : '#f4f4f5',
    ...(process.platform === 'darwin' ? { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 14, y: 14 } } : {}),
    webPreferences: {
      session: options.session,
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Whether it checks is the session's affair; see `setSpelling`.
      spellcheck: true,
    },
  });
  state.follow(window);
  shutIn(window, devServer);
  reviveAfterCrash(window);
  void window.loadURL(devServer ?? `${APP_ORIGIN.protocol}//${APP_ORIGIN.host}/index.html`);
  return window;
}

const CRASH_PAUSE = 10_000;

/** A page that an image crashed begins anew, instead of staying blank; not again and again at once. */
function reviveAfterCrash({ webContents }: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY;
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || performance.now() - last < CRASH_PAUSE) return;
    last = performance.now();
    webContents.reload();
  });
}

/** No navigation, no new window, no permission; a click on a link of ours opens the system's browser instead. */
function shutIn(window: BrowserWindow, devServer: string | null): void {
  const { webContents } = window;
  webContents.on('will-navigate', (event) => {
    if (devServer === null || !event.url.startsWith(devServer)) event.preventDefault();
  });
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  webContents.session.setPermissionRequestHandler((_contents, permission, decide) => {
    decide(permission === 'clipboard-sanitized-write');
  });
  webContents.session.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
}

/** True for messages of the top frame of our own window and page. `new URL('app://x').origin` is "null", hence the parts. */
export function isOurFrame(event: IpcMainInvokeEvent, window: BrowserWindow | null, devServer: string | null): boolean {
  const frame = event.senderFrame;
  if (!window || window.isDestroyed() || event.sender !== window.webContents) return false;
  if (!frame || frame.parent !== null) return false;
  const url = new URL(frame.url);
  if (devServer !== null) return url.origin === new URL(devServer).origin;
  return url.protocol === APP_ORIGIN.protocol && url.host === APP_ORIGIN.host;
}

const OPENABLE = ['https:'];

/** Opens a page of ours in the system's browser; anything but https is refused. */
export async function openInBrowser(address: string): Promise<void> {
  if (OPENABLE.includes(new URL(address).protocol)) await shell.openExternal(address);
}
