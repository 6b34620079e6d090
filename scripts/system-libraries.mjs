/**
 * The system libraries and programs that Electron, the virtual display and the keychain tests need on Linux: finds
 * what is missing, installs it where that is allowed (root on a Debian-like system), and otherwise says the one
 * command that does. Built-in modules only.
 */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CannotGoOn, runQuietly, say, step } from './terminal.mjs';

/**
 * One thing that must be there. `packages` are Debian's names for it, newest first: the first one that the
 * system's package list knows is taken.
 * @typedef {object} Need
 * @property {string} name
 * @property {'library' | 'program' | 'font'} kind
 * @property {readonly string[]} packages
 * @property {'always' | 'display' | 'test'} when `display`: only where a virtual display has to stand in
 */

/** @type {readonly Need[]} */
const needs = [
  // libgtk-3 brings X11, pango, cairo, cups and the accessibility bus with it.
  { name: 'libgtk-3.so.0', kind: 'library', packages: ['libgtk-3-0t64', 'libgtk-3-0'], when: 'always' },
  { name: 'libnss3.so', kind: 'library', packages: ['libnss3'], when: 'always' },
  { name: 'libasound.so.2', kind: 'library', packages: ['libasound2t64', 'libasound2'], when: 'always' },
  { name: 'libgbm.so.1', kind: 'library', packages: ['libgbm1'], when: 'always' },
  { name: 'libsecret-1.so.0', kind: 'library', packages: ['libsecret-1-0'], when: 'always' },
  { name: 'Xvfb', kind: 'program', packages: ['xvfb'], when: 'display' },
  { name: 'inter', kind: 'font', packages: ['fonts-inter'], when: 'display' },
  { name: 'dbus-run-session', kind: 'program', packages: ['dbus'], when: 'test' },
  { name: 'gnome-keyring-daemon', kind: 'program', packages: ['gnome-keyring'], when: 'test' },
];

/**
 * The needs of one purpose.
 * @param {'start' | 'test'} purpose
 * @param {boolean} hasDisplay
 * @returns {Need[]}
 */
export function needsOf(purpose, hasDisplay) {
  return needs.filter(({ when }) => when === 'always' || purpose === 'test' || (when === 'display' && !hasDisplay));
}

/**
 * Whether a desktop is there to show a window. macOS and Windows always have one.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Whether a program is on the PATH.
 * @param {string} name
 */
export function hasProgram(name) {
  return (process.env.PATH ?? '').split(delimiter).some((dir) => dir !== '' && existsSync(join(dir, name)));
}

/**
 * Installs what `purpose` needs, or stops with the command that would.
 * @param {'start' | 'test'} purpose
 * @throws {CannotGoOn}
 */
export async function ensureSystemLibraries(purpose) {
  if (process.platform !== 'linux') return;
  const missing = await missingNeeds(needsOf(purpose, hasDisplay()));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  if (!hasProgram('apt-get')) {
    throw new CannotGoOn(
      `Easel needs ${names}: please install them with this system's package manager, then try again.`,
    );
  }
  if (process.getuid?.() !== 0) {
    const packages = await chosenPackages(missing);
    throw new CannotGoOn(
      `Easel needs ${names}. Please run this, then try again:\n  sudo apt-get install -y ${packages.join(' ')}`,
    );
  }
  say(`This system lacks ${names}.`);
  await step(`Installing system packages`, (note) => install(missing, note));
  const still = await missingNeeds(missing);
  if (still.length > 0)
    throw new CannotGoOn(`Still missing after the installation: ${still.map((need) => need.name).join(', ')}.`);
}

/**
 * @param {readonly Need[]} wanted
 * @param {(text: string) => void} note
 */
async function install(wanted, note) {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, onLine: note };
  const attempt = async () => {
    const args = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', '-q'];
    await runQuietly('apt-get', [...args, ...(await chosenPackages(wanted))], options);
  };
  try {
    // The lists may be fresh enough; an update costs many seconds and may meet sources that can't be reached.
    if (await listsKnow(wanted)) return await attempt();
  } catch {
    say('  the package lists look outdated');
  }
  say('  updating the package lists');
  const quick = [
    '-o',
    'Acquire::http::Timeout=15',
    '-o',
    'Acquire::https::Timeout=15',
    '-o',
    'DPkg::Lock::Timeout=300',
  ];
  // A source of someone else's that can't be reached fails the update, and need not fail us: the install decides.
  await runQuietly('apt-get', [...quick, 'update', '-q'], options).catch(() => undefined);
  await attempt().catch((error) => {
    throw new CannotGoOn(
      `The system packages could not be installed (is there a network?). The package manager said:\n${error.message}`,
    );
  });
}

/** @param {readonly Need[]} wanted */
async function missingNeeds(wanted) {
  const libraries = await knownLibraries();
  return wanted.filter(({ kind, name }) => {
    if (kind === 'program') return !hasProgram(name);
    if (kind === 'font') return !hasFont(name);
    return libraries !== undefined && !libraries.includes(`\t${name} `);
  });
}

/** What the loader knows, or undefined where it can't be asked: then the libraries are taken to be there. */
async function knownLibraries() {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path));
  return ldconfig && (await runQuietly(ldconfig, ['-p']).catch(() => undefined));
}

/** @param {string} name the folder that the font's package makes */
function hasFont(name) {
  return ['opentype', 'truetype'].some((kind) => {
    const folder = join('/usr/share/fonts', kind, name);
    return existsSync(folder) && readdirSync(folder).length > 0;
  });
}

/** @param {readonly Need[]} wanted */
async function listsKnow(wanted) {
  const known = await Promise.all(wanted.map((need) => firstKnown(need)));
  return known.every((name) => name !== undefined);
}

/**
 * @param {readonly Need[]} wanted
 * @returns {Promise<string[]>}
 */
async function chosenPackages(wanted) {
  const names = await Promise.all(wanted.map(async (need) => (await firstKnown(need)) ?? need.packages.at(-1)));
  return [...new Set(names.filter((name) => name !== undefined))];
}

/**
 * @param {Need} need
 * @returns {Promise<string | undefined>} the first of its packages that can be installed
 */
async function firstKnown({ packages }) {
  for (const name of packages) {
    const policy = await runQuietly('apt-cache', ['policy', name]).catch(() => '');
    if (/Candidate: (?!\(none\))\S/.test(policy)) return name;
  }
  return undefined;
}
