import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures';
import { filesBelow, type Studio } from './studio';

test('the page is shut off: no Node, no bus, no eval, no foreign address, no path', async ({ launch }) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  const seen = await studio.page.evaluate(async () => {
    const probe = (act: () => unknown): Promise<string> =>
      new Promise((resolve) => {
        // Playwright's own evaluate runs past the policy; a timer of the page does not.
        setTimeout(() => {
          try {
            resolve(`allowed: ${String(act())}`);
          } catch (error) {
            resolve(`refused: ${String(error)}`);
          }
        });
      });
    const reach = (address: string): Promise<string> =>
      new Promise((resolve) => {
        setTimeout(() => {
          fetch(address).then(
            (answer) => {
              resolve(`reached ${String(answer.status)}`);
            },
            () => {
              resolve('refused');
            },
          );
        });
      });
    const bridge = (window as unknown as { easel: { request: (route: string, input: unknown) => Promise<unknown> } })
      .easel;
    return {
      globals: ['require', 'process', 'module', 'ipcRenderer', 'electron'].filter((name) => name in window),
      eval: await probe(() => (0, eval)('1 + 1')),
      inline: await probe(() => {
        const script = document.createElement('script');
        script.textContent = 'window.inlineRan = true';
        document.head.append(script);
        if (!('inlineRan' in window)) throw new Error('it did not run');
      }),
      foreign: await reach('https://example.com/'),
      loopback: await reach('http://127.0.0.1:9/'),
      file: await reach('file:///etc/passwd'),
      climb: await reach('easel://image/..%2f..%2fetc%2fpasswd'),
      appClimb: await reach('app://easel/..%2f..%2fpackage.json'),
      unknown: await bridge.request('nothing.here', {}),
      path: await bridge.request('library.importPaths', { paths: ['/etc/passwd'] }),
      wrong: await bridge.request('jobs.cancel', { id: 'x', more: 1 }),
    };
  });
  expect(seen.globals).toEqual([]);
  expect(seen.eval).toMatch(/^refused/);
  expect(seen.inline).toMatch(/^refused/);
  expect([seen.foreign, seen.loopback, seen.file]).toEqual(['refused', 'refused', 'refused']);
  expect([seen.climb, seen.appClimb]).not.toContain('reached 200');
  expect(seen.unknown).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  expect(seen.path).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
  expect(seen.wrong).toMatchObject({ ok: false, error: { code: 'bad-request' } });
});

test('the window runs in the sandbox and can’t be led away', async ({ launch }) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  const preferences = await studio.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = (
        window.webContents as unknown as {
          getLastWebPreferences: () => Record<string, unknown>;
        }
      ).getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag };
    }),
  );
  expect(preferences.length).toBeGreaterThan(0);
  for (const window of preferences) {
    expect(window).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
  }
  const [before] = await windowAddresses(studio);
  await studio.page.evaluate(() => {
    window.open('https://example.com/');
    window.location.href = 'https://example.com/';
  });
  // Asked of main: Playwright itself waits for a navigation that never comes.
  expect(await windowAddresses(studio)).toEqual([before]);
  const composers = await studio.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return window?.webContents.executeJavaScript(
      'document.querySelectorAll(`[aria-label="Composer"]`).length',
    ) as unknown;
  });
  expect(composers).toBe(1);
});

function windowAddresses(studio: Studio): Promise<readonly string[]> {
  return studio.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  );
}

test('the key is in no file, although the gateway echoes it', async ({ launch, gateway }, testInfo) => {
  const key = 'sentinel-key-5f1c9a7e';
  const studio = await launch();
  gateway.fail('submit', {
    kind: 'reply',
    status: 400,
    body: JSON.stringify({ error: 'Bad', message: `You sent ${key}` }),
  });
  await studio.saveKey(key);
  await studio.generate('An echo');
  await expect(studio.page.getByText(/You sent/).first()).toBeVisible();
  await expect(studio.page.getByText(key)).toHaveCount(0);
  await studio.quit();
  const hits = filesBelow(testInfo.outputPath('user-data')).filter((path) => readFileSync(path).includes(key));
  expect(hits).toEqual([]);
});
