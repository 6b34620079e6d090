/**
 * From a bare machine (Node, npm and the repository) to one that can run the other scripts. Built-in modules only at
 * the top: nothing is installed yet when this is loaded.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { CannotGoOn, runQuietly, say, step } from './terminal.mjs';

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Makes sure that Node is new enough, the packages are installed, and the system's libraries are there.
 * @param {'build' | 'start' | 'test'} purpose `build` opens no window, and so needs no system libraries
 * @throws {CannotGoOn} with the one thing to do about it
 */
export async function bootstrap(purpose) {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!isAtLeast(process.versions.node, engines.node.replace('>=', ''))) {
    throw new CannotGoOn(
      `Easel needs Node ${engines.node}; this is ${process.versions.node}. Please install a newer one.`,
    );
  }
  if (!['linux', 'darwin', 'win32'].includes(process.platform)) {
    throw new CannotGoOn(`Easel runs on Linux, macOS and Windows; this is ${process.platform}.`);
  }
  await ensurePackages();
  if (purpose !== 'build') await ensureSystemLibraries(purpose);
}

/**
 * Compares version numbers by their parts; parts that `least` does not name don't matter.
 * @param {string} version such as `20.20.2`
 * @param {string} least such as `20.19`
 */
export function isAtLeast(version, least) {
  const parts = version.split('.').map(Number);
  for (const [index, part] of least.split('.').map(Number).entries()) {
    const have = parts[index] ?? 0;
    if (have !== part) return have > part;
  }
  return true;
}

/**
 * @typedef {{version?: string, optional?: boolean}} LockedPackage
 * @typedef {Readonly<Record<string, LockedPackage>>} LockedPackages
 */

/**
 * The packages that the lock file asks for and `node_modules` has not, or not in that version. Optional ones may be
 * absent: most are for other platforms.
 * @param {LockedPackages} locked `packages` of package-lock.json
 * @param {LockedPackages} installed `packages` of node_modules/.package-lock.json
 * @returns {string[]} their places, such as `node_modules/zod`
 */
export function outdatedPackages(locked, installed) {
  return Object.entries(locked)
    .filter(([place, { version, optional }]) => {
      if (place === '') return false;
      const have = installed[place];
      return have === undefined ? !optional : have.version !== version;
    })
    .map(([place]) => place);
}

/** Runs `npm ci` when node_modules is missing or not what the lock file says. */
async function ensurePackages() {
  const locked = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  const outdated = outdatedPackages(locked, installed);
  if (outdated.length === 0 && Object.keys(installed).every((place) => existsSync(join(root, place)))) return;
  say(
    Object.keys(installed).length === 0
      ? 'The packages are not installed yet.'
      : 'The packages are not the ones that package-lock.json asks for.',
  );
  // Scripts stay off: no package needs one here, and Electron's own download is tried later, with a time limit.
  const { command, args } = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http']);
  await step('Installing packages with npm', async (note) => {
    let lines = 0;
    const onLine = () => note(`${++lines} answers from the registry`);
    await runQuietly(command, args, { cwd: root, onLine }).catch((error) => {
      throw new CannotGoOn(
        `The packages could not be installed (is there a network?). npm said:\n${npmErrors(error.message)}`,
      );
    });
  });
}

/**
 * The errors in what npm printed, without its requests, warnings and usage help.
 * @param {string} printed
 */
function npmErrors(printed) {
  const errors = printed.split('\n').filter((line) => /^npm error \S/.test(line));
  return (errors.length > 0 ? errors : printed.split('\n')).slice(0, 12).join('\n');
}

/**
 * @param {string} file
 * @returns {LockedPackages}
 */
function readPackages(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/**
 * How to call the npm that called us, or else the one on the PATH.
 * @param {readonly string[]} args
 * @returns {{command: string, args: string[]}}
 */
export function npm(args) {
  const cli = [
    process.env.npm_execpath,
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  return cli ? { command: process.execPath, args: [cli, ...args] } : { command: 'npm', args: [...args] };
}
