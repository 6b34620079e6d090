/** `npm start`: installs what is missing, builds and opens Easel. Arguments after `--` go to the app. */
import { bootstrap } from './bootstrap.mjs';
import { runScript, say } from './terminal.mjs';

await runScript(async () => {
  await bootstrap('start');
  // Only now: these use packages.
  const { prepareRuntime, runtimeEnvironment } = await import('./electron-runtime.mjs');
  const { buildIfStale, open } = await import('./electron-vite.mjs');
  const env = runtimeEnvironment(await prepareRuntime());
  await buildIfStale(env);
  say('Opening Easel; close its window or press Ctrl+C to end it.');
  return open('preview', process.argv.slice(2), env);
});
