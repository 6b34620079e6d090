/** electron-vite, run through the runtime that electron-runtime.mjs chose. */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';
import { hasDisplay } from './system-libraries.mjs';
import { run, runQuietly, say, step } from './terminal.mjs';
import { withVirtualDisplay } from './virtual-display.mjs';

const cli = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const stamp = join(root, 'out', 'built-for.txt');

/**
 * Builds main, preload and renderer into `out/`.
 * @param {NodeJS.ProcessEnv} env of runtimeEnvironment
 * @throws when the build fails
 */
export async function build(env) {
  await step('Building Easel', () => runQuietly(process.execPath, [cli, 'build'], { cwd: root, env }));
  writeFileSync(stamp, env.ELECTRON_MAJOR_VER ?? '');
}

/**
 * Builds when the sources are newer than the last build, or it was made for another Electron.
 * @param {NodeJS.ProcessEnv} env
 */
export async function buildIfStale(env) {
  const inputs = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
  const fresh =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === env.ELECTRON_MAJOR_VER &&
    inputs.every((path) => newest(join(root, path)) <= statSync(stamp).mtimeMs);
  if (!fresh) await build(env);
}

/**
 * @param {string} path
 * @returns {number} when it, or the newest file in it, was changed, in milliseconds since 1970
 */
function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  // The folder's own time tells of deleted files.
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * Opens Easel and waits until it is closed; on a virtual display where there is no other.
 * @param {'dev' | 'preview'} command `preview` expects a build
 * @param {readonly string[]} appArgs for the app itself
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the app's exit code
 */
export async function open(command, appArgs, env) {
  const args = [cli, command, ...(command === 'preview' ? ['--skipBuild'] : []), '--', ...appArgs];
  if (hasDisplay(env)) return run(process.execPath, args, { cwd: root, env });
  return withVirtualDisplay(env, (environment) => {
    say(
      `There is no display here: Easel opens on a virtual one (DISPLAY=${environment.DISPLAY}), where nobody sees it.`,
    );
    // Chromium would fill the terminal with complaints about the message bus and the graphics card it does not find.
    return run(process.execPath, [...args, '--log-level=3'], { cwd: root, env: environment });
  });
}
