/** A virtual display (Xvfb) of our own, for tests and for machines without a desktop. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasProgram } from './system-libraries.mjs';
import { CannotGoOn } from './terminal.mjs';

/**
 * Runs `work` with an environment whose display is a fresh virtual one, and ends that display afterwards.
 * @template T
 * @param {NodeJS.ProcessEnv} env
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {CannotGoOn} when Xvfb is missing
 */
export async function withVirtualDisplay(env, work) {
  if (!hasProgram('Xvfb'))
    throw new CannotGoOn('There is no display, and no Xvfb to stand in for one: please install the package xvfb.');
  // It picks a free number itself and writes it to descriptor 3: no guessing, no waiting.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const end = () => server.kill();
  process.once('exit', end);
  try {
    const display = await displayOf(server);
    // A Wayland session or another desktop's settings must not reach what runs on this display.
    const { WAYLAND_DISPLAY: _, ...rest } = env;
    return await work({ ...rest, DISPLAY: `:${display}`, XDG_SESSION_TYPE: 'x11' });
  } finally {
    process.off('exit', end);
    const gone = server.exitCode === null && server.signalCode === null && once(server, 'exit');
    end();
    await gone;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayOf(server) {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new CannotGoOn('The virtual display (Xvfb) did not start.'));
    server.once('error', gone).once('exit', gone);
    let text = '';
    server.stdio[3]?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
  });
}
