import { app, dialog, Menu, nativeTheme, protocol, session } from 'electron';
import { join } from 'node:path';
import { checksSpelling } from '../shared/spelling';
import { createTell } from './ipc/events';
import { registerRequests } from './ipc/register';
import type { Running, Stage } from './app';
import { installMenu } from './menu';
import { createOfferedFiles, picturesIn } from './offered-files';
import { contentSecurityPolicy, serveApp } from './platform/app-protocol';
import { firstLook } from './platform/first-look';
import { SCHEMES } from './platform/schemes';
import { keepSessionsSilent, setSpelling } from './platform/spelling';
import { followTextMenu } from './platform/text-menu';
import { createWindowState } from './platform/window-state';
import { createShell } from './shell';
import { unlessEnding } from './unless-ending';
import { isOurFrame, openWindow } from './window';

// The entry: it opens the window. Only what that takes is loaded here, since a person waits for it; app.ts is the rest.

/** Folder of the built pages. */
const PAGES = join(import.meta.dirname, '../renderer');
/** electron-vite's server while developing; a packaged app never listens to the variable. */
const DEV_SERVER = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);

const PLATFORM = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';

const offered = createOfferedFiles();
const shell = createShell(() =>
  openWindow({
    session: session.defaultSession,
    devServer: DEV_SERVER,
    state: createWindowState(app.getPath('userData')),
  }),
);

protocol.registerSchemesAsPrivileged(SCHEMES);
// Ours comes behind the window; without a word Electron would make one of its own first.
Menu.setApplicationMenu(null);
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, words, folder) => {
    offered.add(() => picturesIn(words, folder));
    if (app.isReady()) shell.show();
  });
  // On macOS files come so, also before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    offered.add(() => Promise.resolve([path]));
    if (app.isReady()) shell.show();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  offered.add(() => picturesIn(process.argv.slice(1), process.cwd()));
  // Not awaited at the top level: the ready event is held back until this module has been evaluated.
  void app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

async function start(): Promise<void> {
  keepSessionsSilent();
  const { theme, spellCheck } = firstLook(app.getPath('userData'));
  nativeTheme.themeSource = theme;
  // Comes before the first window: what a session begins with can't be taken back.
  setSpelling(session.defaultSession, checksSpelling(spellCheck, process.platform));
  // While developing nothing may have been built yet.
  if (DEV_SERVER === null) serveApp(session.defaultSession, PAGES, contentSecurityPolicy('easel:'));
  const tell = createTell(() => shell.window()?.webContents ?? null);
  app.on('browser-window-created', (_event, opened) => {
    followTextMenu(opened, (id) => {
      tell('menu.command', { id, byKey: false });
    });
  });
  app.on('activate', shell.show);
  // What the page asks, and the images that it wants, wait for the services. A page knows only schemes from before it.
  const running = runServices(() => ({
    shell,
    offered,
    tell,
    menu,
    platform: PLATFORM,
    pages: PAGES,
    devServer: DEV_SERVER,
  }));
  registerRequests(
    (event) => isOurFrame(event, shell.window(), DEV_SERVER),
    async (...message) => (await running).answer(...message),
  );
  session.defaultSession.protocol.handle('easel', async (request) => (await running).serveImage(request));
  shell.show();
  // While the page is on its way: a bar that came later would push down what is shown already.
  const menu = installMenu(PLATFORM, (id, byKey) => {
    tell('menu.command', { id, byKey });
  });
  await running;
}

/** Longest wait for the page before the services start without it. Milliseconds. */
const PAGE_PATIENCE = 1500;

/** Until the window can be shown nothing else has the processor: side by side both take longer than one after the other. */
async function runServices(stage: () => Stage): Promise<Running> {
  const shown = new Promise<void>((resolve) => {
    app.once('browser-window-created', (_event, opened) => {
      opened.once('ready-to-show', () => {
        resolve();
      });
    });
    setTimeout(resolve, PAGE_PATIENCE);
  });
  return unlessEnding(app, shell.leave, async () => {
    await shown;
    const { runApp } = await import('./app');
    return () => runApp(stage());
  });
}

/** The app can't run: one sentence, then the end. */
function giveUp(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  // It would answer to nothing while the box is open.
  shell.leave();
  dialog.showErrorBox('Easel can’t start', message);
  app.exit(1);
}
