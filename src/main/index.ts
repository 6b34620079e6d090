import { app, type BrowserWindow, dialog, nativeTheme, powerMonitor, protocol, session } from 'electron';
import { join } from 'node:path';
import { createNotices } from './core/notices';
import { systemClock } from './core/system-clock';
import { type Environment, readEnvironment } from './environment';
import { createWorkerPainter } from './gateway/demo/worker-painter';
import { IMAGE_SCHEME, serveImages } from './image-protocol';
import { createTell, type Tell } from './ipc/events';
import { createHandlers } from './ipc/handlers';
import { registerRequests } from './ipc/register';
import { installMenu } from './menu';
import { APP_SCHEME, contentSecurityPolicy, serveApp } from './platform/app-protocol';
import { createDecoder, DECODER_SCHEME } from './platform/decoder';
import { createDesk } from './platform/desk';
import { createKeychain, loadKeytar } from './platform/keychain';
import { createLog } from './platform/log';
import { createNetGet } from './platform/net-get';
import { createProxyLookup } from './platform/proxy';
import { createSecrets } from './platform/secrets';
import { createSettingsStore } from './platform/settings-store';
import { createWindowState } from './platform/window-state';
import { createServices, type Ground, type Services } from './services';
import { isOurFrame, openInBrowser, openWindow } from './window';

/** Folder of the built pages. */
const PAGES = join(import.meta.dirname, '../renderer');
/** electron-vite's server while developing; a packaged app never listens to the variable. */
const DEV_SERVER = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);

let window: BrowserWindow | null = null;

protocol.registerSchemesAsPrivileged([APP_SCHEME, IMAGE_SCHEME, DECODER_SCHEME]);
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  // Not awaited at the top level: the ready event is held back until this module has been evaluated.
  void app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

function start(): void {
  const services = createServices(createGround(readEnvironment(process.env)));
  serveApp(session.defaultSession, PAGES, contentSecurityPolicy('easel:'));
  serveImages(session.defaultSession, services.library);
  const tell = createTell(() => window?.webContents ?? null);
  registerRequests(createHandlers(services), (event) => isOurFrame(event, window, DEV_SERVER), log());
  forwardChanges(services, tell);
  installMenu((command) => {
    tell('menu.command', { command });
  });
  nativeTheme.themeSource = services.connection.settings().theme;
  showWindow();
  app.on('activate', showWindow);
  window?.webContents.once('did-finish-load', () => {
    // The window comes first; the keychain and old jobs may take their time.
    void services.connection.refresh();
    services.engine.start();
    services.library.startDecoding();
  });
  powerMonitor.on('resume', () => {
    services.engine.wake();
  });
  closeWithCare(services);
}

function showWindow(): void {
  if (window && !window.isDestroyed()) return;
  window = openWindow({ session: session.defaultSession, devServer: DEV_SERVER, state: createWindowState() });
}

const secrets = createSecrets();
let journal: ReturnType<typeof createLog> | null = null;
function log(): ReturnType<typeof createLog> {
  return (journal ??= createLog({
    folder: join(app.getPath('userData'), 'logs'),
    mask: (text) => secrets.mask(text),
    now: systemClock.now,
  }));
}

/** Everything that is Electron's or the machine's. */
function createGround(environment: Environment): Ground {
  const notices = createNotices();
  const userData = app.getPath('userData');
  return {
    version: app.getVersion(),
    platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
    userData,
    defaultLibrary: join(app.getPath('pictures'), 'Easel'),
    environment,
    settings: createSettingsStore({
      folder: userData,
      notify: (message) => {
        notices.add('warning', message);
      },
    }),
    keys: createKeychain({
      clock: systemClock,
      log: log(),
      platform: process.platform,
      load: loadKeytar,
    }),
    secrets,
    notices,
    log: log(),
    desk: createDesk(() => window),
    decoder: createDecoder({ clock: systemClock, log: log(), pages: PAGES, devServer: DEV_SERVER }),
    painter: createWorkerPainter(new URL('./demo-painter.js', import.meta.url)),
    get: createNetGet(session.defaultSession),
    proxyFor: createProxyLookup(session.defaultSession),
    openInBrowser,
  };
}

/** Each change of a service becomes one event for the window. */
function forwardChanges({ engine, library, connection, notices, settings }: Services, tell: Tell): void {
  settings.onChange(({ theme }) => {
    nativeTheme.themeSource = theme;
    tell('settings.changed', connection.settings());
  });
  engine.onChange((change) => {
    tell('jobs.changed', change);
  });
  library.onChange((change) => {
    tell('library.changed', change);
  });
  library.onState((state) => {
    tell('library.state', state);
    engine.wake();
  });
  connection.onKey((state) => {
    tell('key.changed', state);
    engine.keyChanged();
  });
  notices.onAdd((notice) => {
    tell('notice.added', notice);
  });
}

/** Quitting hides the window at once and lets a submit that is on its way have its answer. */
function closeWithCare(services: Services): void {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    window?.hide();
    void services
      .close()
      .catch((error: unknown) => {
        log().error('Closing failed', { error: String(error) });
      })
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

/** The app can't run: one sentence, then the end. */
function giveUp(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  dialog.showErrorBox('Easel can’t start', message);
  app.exit(1);
}
