/**
 * `npm run dev | build | preview`: electron-vite with the right Electron. `dev` reloads the window on changes; `preview`
 * builds and opens the result. Arguments after `--` go to the app.
 */
import { bootstrap } from './bootstrap.mjs';
import { CannotGoOn, runScript } from './terminal.mjs';

await runScript(async () => {
  const [command, ...appArgs] = process.argv.slice(2);
  if (command !== 'dev' && command !== 'build' && command !== 'preview') {
    throw new CannotGoOn('Say what to do: node scripts/dev.mjs dev | build | preview');
  }
  await bootstrap(command === 'build' ? 'build' : 'start');
  const { prepareRuntime, runtimeEnvironment } = await import('./electron-runtime.mjs');
  const { build, open } = await import('./electron-vite.mjs');
  const env = runtimeEnvironment(await prepareRuntime());
  if (command !== 'dev') await build(env);
  return command === 'build' ? 0 : open(command, appArgs, env);
});
