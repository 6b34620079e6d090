import { app, nativeTheme, powerMonitor, session } from 'electron';
import { join } from 'node:path';
import type { AppState } from '../shared/app-state';
import type { ImageId } from '../shared/ids';
import { checksSpelling } from '../shared/spelling';
import { followAttention } from './attention';
import { createNotices } from './core/notices';
import { systemClock } from './core/system-clock';
import { type Environment, readEnvironment } from './environment';
import { createWorkerPainter } from './gateway/demo/worker-painter';
import { imageHandler } from './image-protocol';
import { createAnswerer } from './ipc/answerer';
import type { Tell } from './ipc/events';
import { createHandlers } from './ipc/handlers';
import type { Answerer } from './ipc/register';
import type { AppMenu } from './menu';
import { type OfferedFiles, type OfferPorts, takeOffered } from './offered-files';
import { createDecoder } from './platform/decoder';
import { createDesk } from './platform/desk';
import { createFileDesk } from './platform/file-desk';
import { createKeychain, loadKeytar } from './platform/keychain';
import { createLog } from './platform/log';
import { createNetGet } from './platform/net-get';
import { createNetwork } from './platform/network';
import { createOnline, type Online } from './platform/online';
import { createSecrets } from './platform/secrets';
import { createSettingsStore } from './platform/settings-store';
import { setSpelling } from './platform/spelling';
import { createServices, type Ground, type Services } from './services';
import { createLibraryWorker } from './storage/library/library-worker-line';
import { createReplyWorker } from './storage/jobs/reply-worker-line';
import type { Shell } from './shell';
import { openInBrowser } from './window';

/** What the entry made before. */
export interface Stage {
  readonly shell: Shell;
  readonly offered: OfferedFiles;
  readonly tell: Tell;
  readonly menu: AppMenu;
  readonly platform: AppState['platform'];
  /** Folder of the built pages. */
  readonly pages: string;
  /** Address of the development server, or null for the built pages. */
  readonly devServer: string | null;
}

/** Who answers the window. */
export interface Running {
  readonly answer: Answerer;
  /** See `imageHandler`. */
  readonly serveImage: (request: Request) => Promise<Response>;
}

/** Builds the services behind the window and lets them run. Throws when they can't be built. */
export function runApp(stage: Stage): Running {
  const { shell, tell } = stage;
  const online = createOnline();
  const ground = createGround(readEnvironment(process.env), online, stage);
  followSettings(ground);
  const services = createServices(ground);
  services.library.readAhead();
  online.onChange(() => {
    services.engine.networkChanged();
  });
  forwardChanges(services, tell);
  // Somebody may have put files into the library's folder meanwhile.
  app.on('browser-window-focus', () => {
    services.care.look();
  });
  shell.whenLoaded(() => {
    // The window comes first; the keychain and old jobs may take their time.
    void services.connection.refresh();
    void services.start();
    serveOffered(services, stage);
  });
  followAttention(services, shell.window, (imageId) => {
    shell.show();
    if (imageId !== null) showImage(imageId, stage);
  });
  noteFaults(services);
  powerMonitor.on('resume', () => {
    services.engine.wake();
  });
  closeWithCare(services, shell);
  return {
    answer: createAnswerer(createHandlers(services, stage.menu), log()),
    serveImage: imageHandler(services.library, services.care.shown),
  };
}

/** Theme and spelling from what was chosen on; the entry saw to what was chosen before. */
function followSettings({ settings, platform }: Ground): void {
  let spelled = checksSpelling(settings.read().spellCheck, platform);
  settings.onChange(({ theme, spellCheck }) => {
    nativeTheme.themeSource = theme;
    const on = checksSpelling(spellCheck, platform);
    if (on !== spelled) setSpelling(session.defaultSession, on);
    spelled = on;
  });
}

/** Files that the system hands over come into the library and to the window that shows them. */
function serveOffered({ imports, notices }: Services, { shell, offered, tell }: Stage): void {
  const ports: OfferPorts = {
    import: (paths) => imports.paths(paths),
    show: (outcomes) => {
      shell.whenLoaded(() => {
        tell('images.offered', { outcomes });
      });
    },
    notify: (message) => {
      notices.add('warning', message);
    },
  };
  offered.serve((paths) => {
    shell.show();
    return takeOffered(ports, paths);
  });
}

/** Shows the image large; a window that was only just opened hears of it when its page is there. */
function showImage(id: ImageId, { shell, tell }: Stage): void {
  shell.whenLoaded(() => {
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
function createGround(environment: Environment, online: Online, { shell, platform, pages, devServer }: Stage): Ground {
  const notices = createNotices();
  const userData = app.getPath('userData');
  return {
    version: app.getVersion(),
    platform,
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
    desk: createDesk(shell.window),
    files: createFileDesk(shell.window),
    decoder: createDecoder({ clock: systemClock, log: log(), pages, devServer }),
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
  settings.onChange(() => {
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
/** How a system asks a program to end; asked a second time, it does so at once. */
const ENDINGS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Quitting hides the window at once and lets a submit that is on its way have its answer. */
function closeWithCare(services: Services, shell: Shell): void {
  let closing = false;
  let closed = false;
  const end = (): void => {
    closed = true;
    app.quit();
  };
  for (const signal of ENDINGS) {
    // The library that writes the settings takes these for itself, and would end the process on the spot.
    process.removeAllListeners(signal);
    process.once(signal, () => {
      app.quit();
    });
  }
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing) return;
    closing = true;
    shell.leave();
    setTimeout(end, QUIT_LIMIT).unref();
    void services
      .close()
      .catch((error: unknown) => {
        log().error('Closing failed', { error });
      })
      .finally(end);
  });
}
