/**
 * `npm run e2e`: builds when needed and runs the end-to-end tests, on Linux on a display of their own. Arguments go to
 * Playwright, such as `npm run e2e -- first-image --headed`.
 */
import { bootstrap } from './bootstrap.mjs';
import { runScript } from './terminal.mjs';

await runScript(async () => {
  await bootstrap('test');
  const { prepareRuntime, runtimeEnvironment } = await import('./electron-runtime.mjs');
  const { buildIfStale } = await import('./electron-vite.mjs');
  const { runPlaywright } = await import('./playwright.mjs');
  const env = runtimeEnvironment(await prepareRuntime());
  await buildIfStale(env);
  return runPlaywright(process.argv.slice(2), env);
});
