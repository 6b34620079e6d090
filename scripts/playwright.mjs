/** Playwright, run so that it can't disturb the person at this machine. */
import { join } from 'node:path';
import { root } from './bootstrap.mjs';
import { run } from './terminal.mjs';
import { withVirtualDisplay } from './virtual-display.mjs';

/** Where Playwright leaves its results for test.mjs, below the repository's root. */
export const endToEndReport = 'test-results/e2e.json';

/**
 * Runs the end-to-end tests.
 * @param {readonly string[]} args for `playwright test`
 * @param {NodeJS.ProcessEnv} env of runtimeEnvironment
 * @param {string} [config] another set of specs, below the repository's root
 * @returns {Promise<number>} the exit code
 */
export function runPlaywright(args, env, config = join('e2e', 'playwright.config.ts')) {
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const command = [cli, 'test', '--config', config, ...args];
  const start = (/** @type {NodeJS.ProcessEnv} */ environment) =>
    run(process.execPath, command, { cwd: root, env: environment });
  if (process.platform !== 'linux') return start(env);
  // Windows must not pop up on the person's desktop, nor test keys get into their keychain: a keychain test starts a
  // message bus of its own.
  return withVirtualDisplay({ ...env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, start);
}
