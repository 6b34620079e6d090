/**
 * What `electron .` does, for the runtime that comes through npm: packed as its resources/default_app.asar. Sets the
 * app up from its package.json exactly as Electron's own default app promises (name, version, path,
 * `process.defaultApp`), then hands over to its main file, before Electron is ready.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/**
 * @param {readonly string[]} args what follows the executable
 * @returns {{appPath?: string, requires: string[], show?: string | undefined}}
 */
function readArguments(args) {
  const requires = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === '-v' || arg === '--version') return { requires, show: `v${process.versions.electron}` };
    if (arg === '-a' || arg === '--abi') return { requires, show: process.versions.modules };
    if (arg === '-r' || arg === '--require') requires.push(args[++index]);
    else if (arg.startsWith('--app=')) return { requires, appPath: arg.slice('--app='.length) };
    else if (!arg.startsWith('-')) return { requires, appPath: arg };
  }
  return { requires, show: 'This runtime needs the path of an app, such as `electron .`' };
}

/**
 * @param {string} path a folder with a package.json, or a script
 * @returns {string} the script to run
 */
function prepareApp(path) {
  if (!statSync(path).isDirectory()) {
    app.setAppPath(dirname(path));
    return path;
  }
  const { name, productName, version, desktopName, main } = JSON.parse(
    readFileSync(join(path, 'package.json'), 'utf8'),
  );
  if (version) app.setVersion(version);
  if (productName ?? name) app.name = productName ?? name;
  if (desktopName) app.setDesktopName(desktopName);
  app.setPath('userData', userDataOf(app.name));
  app.setAppPath(path);
  return join(path, main ?? 'index.js');
}

/** @param {string} name */
function userDataOf(name) {
  return app.commandLine.getSwitchValue('user-data-dir') || join(app.getPath('appData'), name);
}

/** Runs what the command line asks for. */
async function main() {
  const { appPath, requires, show } = readArguments(process.argv.slice(1));
  if (show) {
    process.stdout.write(`${show}\n`);
    app.exit(0);
    return;
  }
  const require = createRequire(import.meta.url);
  for (const file of requires) require(resolve(file));
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  await import(pathToFileURL(prepareApp(resolve(appPath))).href);
}

// Awaited, so that the app's own code runs before Electron is ready, as it does under `electron .`.
await main().catch((error) => {
  process.stderr.write(`The app threw an error while loading: ${error?.stack ?? error}\n`);
  app.exit(1);
});
