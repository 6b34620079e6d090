import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';

const root = join(import.meta.dirname, '..');
const packaged = join(root, 'dist', 'smoke', 'linux-unpacked', 'easel');

test.skip(process.platform !== 'linux', 'the smoke test knows the layout of the Linux package only');

test('the packaged app starts with production fuses and shows its window', async () => {
  const testInfo = test.info();
  test.setTimeout(180_000);
  await makePackage();
  await expectProductionFuses();

  const app = startPackaged(testInfo.outputPath('user-data'), testInfo.outputPath('library'));
  try {
    // Playwright's own launcher needs the inspector, which the fuses forbid: the window is reached from outside.
    const browser = await connect(await debuggingAddress(app));
    const page = await mainWindow(browser);
    const first = page
      .getByRole('region', { name: 'Composer' })
      .or(page.getByRole('region', { name: /welcome/i }))
      .or(page.getByRole('dialog', { name: /welcome/i }));
    await expect(first.first()).toBeVisible();
    expect(new URL(page.url()).protocol).toBe('app:');
    await testInfo.attach('window', { body: await page.screenshot(), contentType: 'image/png' });
    await browser.close();
  } finally {
    await end(app);
  }
});

/** Makes the unpacked app from the build that is there. */
async function makePackage(): Promise<void> {
  const maker = spawn(process.execPath, ['scripts/package.mjs', '--dir', '--smoke'], { cwd: root, stdio: 'pipe' });
  let said = '';
  maker.stdout.on('data', (text) => (said += String(text)));
  maker.stderr.on('data', (text) => (said += String(text)));
  await once(maker, 'close');
  expect(maker.exitCode, said).toBe(0);
}

/** What is tested must be what is shipped: no Node, no inspector, no code from outside the archive. */
async function expectProductionFuses(): Promise<void> {
  // Each fuse is one character in the executable.
  const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];
  const wire = await getCurrentFuseWire(packaged);
  expect(wire[FuseV1Options.RunAsNode]).toBe(off);
  expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(off);
  expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(off);
  expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(off);
  expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
  expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(on);
}

function startPackaged(userData: string, library: string): ChildProcess {
  const args = [`--user-data-dir=${userData}`, '--remote-debugging-port=0'];
  // As root Chromium's sandbox can't start; the app itself never turns it off.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const env = { ...process.env, EASEL_LIBRARY_DIR: library };
  return spawn(packaged, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** The address that Chromium prints once its debugging port is open. */
async function debuggingAddress(app: ChildProcess): Promise<string> {
  const printed: string[] = [];
  if (app.stderr !== null) {
    for await (const line of createInterface({ input: app.stderr })) {
      printed.push(line);
      const address = /DevTools listening on ws:\/\/([^/]+)\//.exec(line)?.[1];
      if (address !== undefined) {
        // Nobody reads on: a full pipe would hold up the app.
        app.stderr.resume();
        return `http://${address}`;
      }
    }
  }
  throw new Error(`the packaged app ended early:\n${printed.join('\n')}`);
}

/**
 * Attaches to the app once its page stands. Attaching while pages are still being made can hang in Playwright, so that is
 * given a second chance; the app is the same.
 */
async function connect(address: string): Promise<Browser> {
  await expect
    .poll(async () => (await (await fetch(`${address}/json/list`)).text()).includes('app://easel/index.html'))
    .toBe(true);
  return chromium
    .connectOverCDP(address, { timeout: 10_000 })
    .catch(() => chromium.connectOverCDP(address, { timeout: 30_000 }));
}

/** The window that a person sees; the hidden decoder is a page as well. */
async function mainWindow(browser: Browser): Promise<Page> {
  const find = (): Page | undefined =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((page) => page.url().startsWith('app:') && !page.url().includes('decoder'));
  await expect.poll(() => find() !== undefined).toBe(true);
  const page = find();
  if (page === undefined) throw new Error('the window is gone');
  return page;
}

async function end(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return;
  const gone = once(app, 'exit');
  app.kill();
  await gone;
}
