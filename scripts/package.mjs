/**
 * `npm run package [-- --dir] [--mac] [--win] [--linux] [--smoke]`: makes what users install, by default for this
 * machine's platform. `--dir` stops at the unpacked app. `--dir --smoke` makes one for the smoke test, which may use the
 * npm-shipped Electron and must not be shipped.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { releaseObstacle, smokeFolder, whatToPackage } from './package-plan.mjs';
import { CannotGoOn, runScript, say, step } from './terminal.mjs';

await runScript(async () => {
  const plan = whatToPackage(process.argv.slice(2));
  const obstacle = releaseObstacle(plan, process.env);
  if (obstacle) throw new CannotGoOn(obstacle);
  await bootstrap('build');
  const runtime = await packagedRuntime(plan);
  const { runtimeEnvironment } = await import('./electron-runtime.mjs');
  const { build, buildIfStale } = await import('./electron-vite.mjs');
  const env = runtimeEnvironment(runtime);
  // The smoke test runs beside others that use the same build: it must not be replaced under them.
  await (plan.smoke ? buildIfStale(env) : build(env));
  await step(`Packaging for ${plan.platforms.join(', ')}`, () => makePackages(plan, runtime));
  say(plan.smoke ? `For the smoke test, NOT to be shipped: ${smokeFolder}` : 'The packages are in dist/.');
});

/**
 * @param {import('./package-plan.mjs').Plan} plan
 * @throws {CannotGoOn} for a release without the official Electron
 */
async function packagedRuntime(plan) {
  const { prepareRuntime } = await import('./electron-runtime.mjs');
  if (plan.smoke) return prepareRuntime();
  try {
    return await prepareRuntime({ ...process.env, EASEL_ELECTRON: 'official' });
  } catch (error) {
    throw new CannotGoOn(`A release is made with the official Electron only. ${error.message}`);
  }
}

/**
 * @param {import('./package-plan.mjs').Plan} plan
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 */
async function makePackages(plan, runtime) {
  const { build, Platform } = await import('electron-builder');
  const names = { mac: Platform.MAC, win: Platform.WINDOWS, linux: Platform.LINUX };
  const targets = new Map();
  for (const name of plan.platforms) {
    for (const [platform, archs] of names[name].createTarget(plan.dir ? 'dir' : undefined))
      targets.set(platform, archs);
  }
  // electron-builder fetches the official Electron of each platform by itself.
  const own = { electronDist: runtime.folder, electronVersion: runtime.version, directories: { output: smokeFolder } };
  await build({ projectDir: root, targets, publish: 'never', config: { afterPack, ...(plan.smoke ? own : {}) } });
}

/**
 * Takes out Electron's own default app, which a distribution folder of one's own brings along.
 * @param {import('electron-builder').AfterPackContext} context
 */
async function afterPack(context) {
  await rm(join(context.packager.getResourcesDir(context.appOutDir), 'default_app.asar'), { force: true });
}
