/**
 * `npm run bench`: runs the benchmarks, on Linux on a display of their own, and writes their tables to docs/benchmarks.md.
 * One alone by its name, as in `npm run bench -- queue-500`; other arguments go to vitest. EASEL_BENCH_PROFILE=1 also
 * prints what held up the window and the main process; the figures are then not to be kept.
 */
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { run, runScript } from './terminal.mjs';

await runScript(async () => {
  await bootstrap('test');
  const { prepareRuntime, runtimeEnvironment } = await import('./electron-runtime.mjs');
  const { buildIfStale } = await import('./electron-vite.mjs');
  const { withVirtualDisplay } = await import('./virtual-display.mjs');
  const env = runtimeEnvironment(await prepareRuntime());
  await buildIfStale(env);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const command = [vitest, 'run', '--config', 'vitest.bench.config.ts', ...process.argv.slice(2)];
  const start = (/** @type {NodeJS.ProcessEnv} */ environment) =>
    run(process.execPath, command, { cwd: root, env: environment });
  // A test key must not get into the person's keychain, nor windows onto their desktop.
  return process.platform === 'linux'
    ? withVirtualDisplay({ ...env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, start)
    : start(env);
});
