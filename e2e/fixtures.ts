import { _electron, type ElectronApplication, expect, type Page, test as base } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoServer } from '../src/main/gateway/demo/http-server';
import { createMemoryDemoStore } from '../src/main/gateway/demo/demo-store';
import { startDemoServer } from '../src/main/gateway/demo/server';
import { withVirtualDisplay } from '../scripts/virtual-display.mjs';
import { bringIn } from './library-studio';
import { Studio } from './studio';

const root = join(import.meta.dirname, '..');

/** How one start of the app differs from the usual. */
export interface LaunchOptions {
  /** Default true: the test's own gateway on loopback. False leaves the choice to the settings. */
  readonly gateway?: boolean;
  /** Variables beside the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** Name of the user data; another one is another person's Easel. */
  readonly profile?: string;
}

/** The gateway with what its console would show. */
export interface TestGateway extends DemoServer {
  /** Ids of every request that it took, in order. */
  readonly requestIds: () => Promise<readonly string[]>;
}

interface Fixtures {
  /** A gateway over real HTTP on a free port; each test has its own, forty times faster than life. */
  readonly gateway: TestGateway;
  /** Starts the app with this test's own user data and library; again for a restart. */
  readonly launch: (options?: LaunchOptions) => Promise<Studio>;
  /** Starts the app with the demo gateway and a picture of each of these titles, the last one the newest. */
  readonly libraryOf: (titles: readonly string[]) => Promise<Studio>;
  /** The library folder of this test. */
  readonly libraryFolder: string;
  /** Writes a file for the test to hand in and returns its path. */
  readonly file: (name: string, bytes: Uint8Array) => string;
}

interface WorkerFixtures {
  /**
   * Variables of a display for the windows of this worker alone: on a shared one the windows of two tests take each other's
   * clipboard and focus.
   */
  readonly display: NodeJS.ProcessEnv;
}

/** A test with an app, a library and a gateway of its own. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  display: [
    // eslint-disable-next-line no-empty-pattern
    ({}, use) => (process.platform === 'linux' ? withVirtualDisplay(process.env, use) : use(process.env)),
    { scope: 'worker' },
  ],
  // Playwright reads a fixture's needs from the pattern; one without needs has an empty one.
  // eslint-disable-next-line no-empty-pattern
  gateway: async ({}, use) => {
    const store = createMemoryDemoStore();
    const gateway = await startDemoServer({ speed: 40, store });
    await use(Object.assign(gateway, { requestIds: async () => (await store.all()).map(({ id }) => id) }));
    await gateway.close();
  },
  // eslint-disable-next-line no-empty-pattern
  libraryFolder: async ({}, use, testInfo) => {
    await use(testInfo.outputPath('library'));
  },
  // eslint-disable-next-line no-empty-pattern
  file: async ({}, use, testInfo) => {
    const folder = testInfo.outputPath('files');
    mkdirSync(folder, { recursive: true });
    await use((name, bytes) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    });
  },
  libraryOf: async ({ launch, file }, use) => {
    await use(async (titles) => {
      const studio = await launch({ gateway: false });
      await studio.useDemo();
      await bringIn(studio, file, titles);
      return studio;
    });
  },
  launch: async ({ display, gateway, libraryFolder }, use, testInfo) => {
    const started: Studio[] = [];
    await use(async (options = {}) => {
      const app = await start(testInfo.outputPath(options.profile ?? 'user-data'), {
        ...display,
        EASEL_LIBRARY_DIR: libraryFolder,
        EASEL_DEMO_SPEED: '40',
        ...(options.gateway === false ? {} : { EASEL_GATEWAY_URL: gateway.url }),
        ...options.env,
      });
      const studio = new Studio(app, await mainWindow(app));
      started.push(studio);
      return studio;
    });
    for (const studio of started) {
      if (testInfo.status !== testInfo.expectedStatus) {
        const picture = await studio.page.screenshot().catch(() => null);
        if (picture) await testInfo.attach('window', { body: picture, contentType: 'image/png' });
      }
      await studio.kill();
    }
  },
});

async function start(userData: string, env: NodeJS.ProcessEnv): Promise<ElectronApplication> {
  const args = [root, `--user-data-dir=${userData}`];
  // As root Chromium's sandbox can't start; the app itself never turns it off.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return _electron.launch({ args, env: Object.fromEntries(set) });
}

/** The window that a person sees; the hidden decoder is one as well. */
async function mainWindow(app: ElectronApplication): Promise<Page> {
  // Asked again and again: a window may be told of before it has its address.
  const find = (): Page | undefined => app.windows().find((page) => page.url().includes('index.html'));
  await expect.poll(() => find() !== undefined, { message: 'the window opens', timeout: 30_000 }).toBe(true);
  const page = find();
  if (!page) throw new Error('The window has gone again.');
  return page;
}

export { expect };
