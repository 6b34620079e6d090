/**
 * `npm run screenshots`: fills a library through the demo gateway and takes the pictures that the README shows, into
 * docs/pictures, and many more
 * to look at, into test-results/pictures. Arguments go to Playwright.
 */
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { runScript } from './terminal.mjs';

await runScript(async () => {
  await bootstrap('test');
  const { prepareRuntime, runtimeEnvironment } = await import('./electron-runtime.mjs');
  const { buildIfStale } = await import('./electron-vite.mjs');
  const { runPlaywright } = await import('./playwright.mjs');
  const env = runtimeEnvironment(await prepareRuntime());
  await buildIfStale(env);
  return runPlaywright(process.argv.slice(2), env, join('e2e', 'screenshots.config.ts'));
});
