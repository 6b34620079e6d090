/** What `npm run package` is to make, and what forbids it. */
import { CannotGoOn } from './terminal.mjs';

/** Where the app for the smoke test goes, below the repository's root. */
export const smokeFolder = 'dist/smoke';

/**
 * @typedef {'mac' | 'win' | 'linux'} PlatformName
 * @typedef {object} Plan
 * @property {readonly PlatformName[]} platforms
 * @property {boolean} dir stop at the unpacked app
 * @property {boolean} smoke not for release: any Electron will do
 */

/**
 * Reads the command line.
 * @param {readonly string[]} args
 * @param {NodeJS.Platform} [platform] this machine's
 * @returns {Plan}
 * @throws {CannotGoOn} for arguments that it does not know
 */
export function whatToPackage(args, platform = process.platform) {
  /** @type {readonly PlatformName[]} */
  const all = ['mac', 'win', 'linux'];
  const unknown = args.filter((arg) => !['--dir', '--smoke', ...all.map((name) => `--${name}`)].includes(arg));
  if (unknown.length > 0) {
    throw new CannotGoOn(`Unknown: ${unknown.join(' ')}. Known are --dir, --smoke, --mac, --win and --linux.`);
  }
  const asked = all.filter((name) => args.includes(`--${name}`));
  /** @type {PlatformName} */
  const own = platform === 'darwin' ? 'mac' : platform === 'win32' ? 'win' : 'linux';
  const plan = {
    platforms: asked.length > 0 ? asked : [own],
    dir: args.includes('--dir'),
    smoke: args.includes('--smoke'),
  };
  if (plan.smoke && !plan.dir)
    throw new CannotGoOn('--smoke goes with --dir only: nothing that can be shipped is made.');
  if (plan.smoke && plan.platforms.join() !== own) throw new CannotGoOn('--smoke is for this platform only.');
  return plan;
}

/**
 * Why a release can't be made in this environment: users get the official Electron of package.json and no other.
 * @param {Plan} plan
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} one sentence, or undefined when nothing forbids it
 */
export function releaseObstacle({ smoke }, env) {
  if (smoke) return undefined;
  const set = ['ELECTRON_VERSION_OVERRIDE', 'ELECTRON_OVERRIDE_DIST_PATH'].find((name) => env[name]);
  if (set) return `A release is made with the official Electron only: please unset ${set}.`;
  if (env.EASEL_ELECTRON === 'fallback') {
    return 'A release is made with the official Electron only: EASEL_ELECTRON=fallback is for tests.';
  }
  return undefined;
}
