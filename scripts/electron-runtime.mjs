/**
 * Finds the Electron to run with, fetches it when there is none, and says which one it is. Order: the one that
 * ELECTRON_OVERRIDE_DIST_PATH names, the installed official one, the fallback fetched before, the official download,
 * the fallback. EASEL_ELECTRON=official or =fallback forces one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';
import { fallbackFits, fallbackFolder, fallbackVersion, fetchFallback, hasFallback } from './electron-fallback.mjs';
import { CannotGoOn, runQuietly, say, step } from './terminal.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} kind `override`, `official` or `fallback`
 * @property {string} version
 * @property {string} folder the distribution's folder
 * @property {string} executable
 */

const official = join(root, 'node_modules', 'electron');

/**
 * The runtime to use, ready to run.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Runtime>}
 * @throws {CannotGoOn} when none can be had
 */
export async function prepareRuntime(env = process.env) {
  const runtime = overridden(env) ?? (await obtain(env.EASEL_ELECTRON ?? ''));
  const where = {
    override: `as ELECTRON_OVERRIDE_DIST_PATH says`,
    official: 'the official build',
    fallback: 'shipped through npm; for development and tests only',
  };
  say(`Electron ${runtime.version}: ${where[runtime.kind]} (${runtime.folder})`);
  return runtime;
}

/**
 * The environment that makes electron-vite and Playwright use a runtime.
 * @param {Runtime} runtime
 * @param {NodeJS.ProcessEnv} [env] what to add it to
 * @param {boolean} [isRoot]
 * @returns {NodeJS.ProcessEnv}
 */
export function runtimeEnvironment(runtime, env = process.env, isRoot = process.getuid?.() === 0) {
  return {
    ...env,
    // electron-vite reads the first, Playwright and the electron package the second.
    ELECTRON_EXEC_PATH: runtime.executable,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    // The language level to build for: the installed electron package may be newer than what runs.
    ELECTRON_MAJOR_VER: runtime.version.split('.')[0],
    // Chromium's sandbox refuses to start as root. The switch is added here alone and never shipped.
    ...(isRoot ? { NO_SANDBOX: '1' } : {}),
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Runtime | undefined}
 */
function overridden(env) {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const runtime = runtimeIn(folder);
  if (runtime === undefined)
    throw new CannotGoOn(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but no Electron is there.`);
  // A script that another script started meets that one's choice here.
  const kinds = new Map([
    [fallbackFolder(env), 'fallback'],
    [join(official, 'dist'), 'official'],
  ]);
  return { kind: kinds.get(folder) ?? 'override', ...runtime };
}

/**
 * @param {string} forced the value of EASEL_ELECTRON
 * @returns {Promise<Runtime>}
 */
async function obtain(forced) {
  if (!['', 'official', 'fallback'].includes(forced)) {
    throw new CannotGoOn(`EASEL_ELECTRON may be "official" or "fallback", not "${forced}".`);
  }
  const mayUseFallback = forced !== 'official' && fallbackFits();
  if (forced === 'fallback' && !mayUseFallback) {
    throw new CannotGoOn(
      `The npm-shipped Electron runs on linux-x64 only; this is ${process.platform}-${process.arch}.`,
    );
  }
  if (forced !== 'fallback') {
    const installed = installedOfficial();
    if (installed) return installed;
  }
  if (mayUseFallback && hasFallback()) return fallback();
  if (forced !== 'fallback') {
    const downloaded = await downloadOfficial();
    if (downloaded) return downloaded;
    if (!mayUseFallback)
      throw new CannotGoOn(
        `Electron could not be downloaded from ${probeUrl()}. Please check the network, or set ELECTRON_MIRROR.`,
      );
  }
  await fetchFallback();
  return fallback();
}

/** @returns {Runtime} */
function fallback() {
  return {
    kind: 'fallback',
    version: fallbackVersion,
    folder: fallbackFolder(),
    executable: join(fallbackFolder(), 'electron'),
  };
}

/** The version of Electron that package.json asks for. */
function officialVersion() {
  return JSON.parse(readFileSync(join(official, 'package.json'), 'utf8')).version;
}

/** @returns {Runtime | undefined} */
function installedOfficial() {
  const runtime = runtimeIn(join(official, 'dist'));
  // path.txt is written last: without it an installation was interrupted.
  if (runtime?.version !== officialVersion() || !existsSync(join(official, 'path.txt'))) return undefined;
  return { kind: 'official', ...runtime };
}

/**
 * @param {string} folder
 * @returns {{version: string, folder: string, executable: string} | undefined}
 */
function runtimeIn(folder) {
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const executable = join(folder, names[process.platform] ?? 'electron');
  if (!existsSync(executable) || !existsSync(join(folder, 'version'))) return undefined;
  return { version: readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, ''), folder, executable };
}

/** Where the official download lies. */
function probeUrl() {
  const base =
    process.env.npm_config_electron_mirror ||
    process.env.ELECTRON_MIRROR ||
    'https://github.com/electron/electron/releases/download/';
  const version = officialVersion();
  return `${base}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
}

/** @returns {Promise<Runtime | undefined>} undefined when it can't be reached */
async function downloadOfficial() {
  // A network that drops packets would hold the download for minutes: ask first, with little patience.
  const reachable = await fetch(probeUrl(), { method: 'HEAD', signal: AbortSignal.timeout(5000) })
    .then(({ ok }) => ok)
    .catch(() => false);
  if (!reachable) {
    say("The official Electron download can't be reached from here.");
    return undefined;
  }
  try {
    await step(`Downloading Electron ${officialVersion()} (120 MB, once)`, () =>
      runQuietly(process.execPath, [join(official, 'install.js')], { cwd: root, timeoutMs: 600_000 }),
    );
  } catch (error) {
    const reason = error.message.split('\n').find((/** @type {string} */ line) => /Error:/.test(line));
    say(`The official Electron download failed: ${reason ?? error.message}`);
  }
  return installedOfficial();
}
