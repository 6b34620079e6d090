import { app, type BrowserWindow, dialog, nativeTheme, powerMonitor, protocol, session } from 'electron';
import { join } from 'node:path';
import type { ImageId } from '../shared/ids';
import { checksSpelling } from '../shared/spelling';
import { followAttention } from './attention';
import { createNotices } from './core/notices';
import { systemClock } from './core/system-clock';
import { type Environment, readEnvironment } from './environment';
import { createWorkerPainter } from './gateway/demo/worker-painter';
import { IMAGE_SCHEME, serveImages } from './image-protocol';
import { createTell, type Tell } from './ipc/events';
import { createHandlers } from './ipc/handlers';
import { registerRequests } from './ipc/register';
import { installMenu } from './menu';
import { createOfferedFiles, type OfferPorts, picturesIn, takeOffered } from './offered-files';
import { APP_SCHEME, contentSecurityPolicy, serveApp } from './platform/app-protocol';
import { createDecoder, DECODER_SCHEME } from './platform/decoder';
import { createDesk } from './platform/desk';
import { createFileDesk } from './platform/file-desk';
import { createKeychain, loadKeytar } from './platform/keychain';
import { createLog } from './platform/log';
import { createNetGet } from './platform/net-get';
import { createNetwork } from './platform/network';
import { createOnline, type Online } from './platform/online';
import { createSecrets } from './platform/secrets';
import { createSettingsStore } from './platform/settings-store';
import { keepSessionsSilent, setSpelling } from './platform/spelling';
import { followTextMenu } from './platform/text-menu';
import { createWindowState } from './platform/window-state';
import { createServices, type Ground, type Services } from './services';
import { createLibraryWorker } from './storage/library/library-worker-line';
import { createReplyWorker } from './storage/jobs/reply-worker-line';
import { isOurFrame, openInBrowser, openWindow } from './window';

/** Folder of the built pages. */
const PAGES = join(import.meta.dirname, '../renderer');
/** electron-vite's server while developing; a packaged app never listens to the variable. */
const DEV_SERVER = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);

/** Null while there is none: on macOS the app outlives its window. */
let window: BrowserWindow | null = null;
let closing = false;
const offered = createOfferedFiles();

protocol.registerSchemesAsPrivileged([APP_SCHEME, IMAGE_SCHEME, DECODER_SCHEME]);
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, words, folder) => {
    offered.add(() => picturesIn(words, folder));
    if (app.isReady()) showWindow();
  });
  // On macOS files come so, also before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    offered.add(() => Promise.resolve([path]));
    if (app.isReady()) showWindow();
  });
  offered.add(() => picturesIn(process.argv.slice(1), process.cwd()));
  // Not awaited at the top level: the ready event is held back until this module has been evaluated.
  void app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

function start(): void {
  keepSessionsSilent();
  const online = createOnline();
  const ground = createGround(readEnvironment(process.env), online);
  // The page's process starts beside what follows; what it asks waits for the end of this function.
  nativeTheme.themeSource = ground.settings.read().theme;
  serveApp(session.defaultSession, PAGES, contentSecurityPolicy('easel:'));
  const tell = createTell(() => window?.webContents ?? null);
  helpWriting(ground, tell);
  showWindow();
  const services = createServices(ground);
  services.library.readAhead();
  online.onChange(() => {
    services.engine.networkChanged();
  });
  serveImages(session.defaultSession, services.library, services.care.shown);
  const menu = installMenu(ground.platform, (id, byKey) => {
    tell('menu.command', { id, byKey });
  });
  registerRequests(createHandlers(services, menu), (event) => isOurFrame(event, window, DEV_SERVER), log());
  forwardChanges(services, tell);
  app.on('activate', showWindow);
  // Somebody may have put files into the library's folder meanwhile.
  app.on('browser-window-focus', () => {
    services.care.look();
  });
  window?.webContents.once('did-finish-load', () => {
    // The window comes first; the keychain and old jobs may take their time.
    void services.connection.refresh();
    void services.start();
    serveOffered(services, tell);
  });
  followAttention(
    services,
    () => window,
    (imageId) => {
      showWindow();
      if (imageId !== null) showImage(imageId, tell);
    },
  );
  noteFaults(services);
  powerMonitor.on('resume', () => {
    services.engine.wake();
  });
  closeWithCare(services);
}

/** Spelling and the context menu of text. Comes before the first window: what a session begins with can't be taken back. */
function helpWriting({ settings, platform }: Ground, tell: Tell): void {
  let spelled: boolean | null = null;
  const spell = (): void => {
    const on = checksSpelling(settings.read().spellCheck, platform);
    if (on !== spelled) setSpelling(session.defaultSession, on);
    spelled = on;
  };
  spell();
  settings.onChange(spell);
  app.on('browser-window-created', (_event, opened) => {
    followTextMenu(opened, (id) => {
      tell('menu.command', { id, byKey: false });
    });
  });
}

/** Opens the window, or brings the one that is there to the front. */
function showWindow(): void {
  if (closing) return;
  if (window) {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return;
  }
  const opened = openWindow({ session: session.defaultSession, devServer: DEV_SERVER, state: createWindowState() });
  // A destroyed window throws at every touch, and jobs go on telling of their changes.
  opened.once('closed', () => {
    window = null;
  });
  window = opened;
}

/** Files that the system hands over come into the library and to the window that shows them. */
function serveOffered({ imports, notices }: Services, tell: Tell): void {
  const ports: OfferPorts = {
    import: (paths) => imports.paths(paths),
    show: (outcomes) => {
      whenLoaded(() => {
        tell('images.offered', { outcomes });
      });
    },
    notify: (message) => {
      notices.add('warning', message);
    },
  };
  offered.serve((paths) => {
    showWindow();
    return takeOffered(ports, paths);
  });
}

/** At once, or when the page of a window that was only just opened is there. */
function whenLoaded(act: () => void): void {
  const contents = window?.webContents;
  if (contents?.isLoading() === true) contents.once('did-finish-load', act);
  else act();
}

/** Shows the image large; a window that was only just opened hears of it when its page is there. */
function showImage(id: ImageId, tell: Tell): void {
  whenLoaded(() => {
    tell('image.open', { id });
  });
}

/** A mistake of ours that nothing caught: noted, and the app goes on. What counts is on disk. */
function noteFaults({ notices }: Services): void {
  process.on('unhandledRejection', (reason) => {
    log().error('A promise was rejected and nobody heard', { error: reason });
  });
  process.on('uncaughtException', (error) => {
    log().error('An error was not caught', { error });
    notices.add('error', 'Something in Easel failed. Jobs are safe on disk; start Easel again if it acts oddly.');
  });
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
function createGround(environment: Environment, online: Online): Ground {
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
    files: createFileDesk(() => window),
    decoder: createDecoder({ clock: systemClock, log: log(), pages: PAGES, devServer: DEV_SERVER }),
    painter: createWorkerPainter(new URL('./demo-painter.js', import.meta.url)),
    libraryWorker: (idleMs) => createLibraryWorker(new URL('./library-worker.js', import.meta.url), idleMs),
    replyWorker: createReplyWorker(new URL('./reply-worker.js', import.meta.url)),
    network: (ports) => {
      const network = createNetwork({ ...ports, session: session.defaultSession });
      return { ...network, get: createNetGet(session.defaultSession, network.loginFor) };
    },
    online: online.now,
    openInBrowser,
  };
}

/** Each change of a service becomes one event for the window. */
function forwardChanges(services: Services, tell: Tell): void {
  const { engine, library, prompts, connection, notices, settings, tasks } = services;
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
  prompts.onChange((change) => {
    tell('prompts.changed', change);
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
  tasks.onChange((task) => {
    tell('task.changed', task);
  });
}

/** However slow the disk of the library is, quitting ends: what is not on disk yet is fetched again after the next start. */
const QUIT_LIMIT = 15_000;

/** Quitting hides the window at once and lets a submit that is on its way have its answer. */
function closeWithCare(services: Services): void {
  let closed = false;
  const end = (): void => {
    closed = true;
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing) return;
    closing = true;
    window?.hide();
    setTimeout(end, QUIT_LIMIT).unref();
    void services
      .close()
      .catch((error: unknown) => {
        log().error('Closing failed', { error });
      })
      .finally(end);
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
