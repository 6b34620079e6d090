/**
 * What the scripts say and how they run other programs: plain lines, a sign of life on long steps, and the
 * output of a quiet step only when it failed. Built-in modules only: this runs before anything is installed.
 */
import { spawn } from 'node:child_process';

/** A reason to stop that a person can act on: shown as one sentence, without a stack. */
export class CannotGoOn extends Error {}

/**
 * Prints one line.
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * A duration for people: `0.4 s`, `12 s`, `2 min 05 s`.
 * @param {number} ms
 * @returns {string}
 */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;
}

/**
 * Says what is being done, shows that it is alive every ten seconds, and how long it took.
 * @template T
 * @param {string} what such as `Installing packages`
 * @param {(note: (text: string) => void) => Promise<T>} work may leave a short note on how far it is
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  say(`${what} ...`);
  const began = Date.now();
  let note = '';
  const alive = setInterval(() => say(`  still at it, ${duration(Date.now() - began)}${note && `: ${note}`}`), 10_000);
  try {
    const result = await work((text) => (note = text.trim().slice(0, 100)));
    say(`  done in ${duration(Date.now() - began)}`);
    return result;
  } finally {
    clearInterval(alive);
  }
}

/**
 * Runs a program with this terminal as its own.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' });
    // Ctrl+C reaches the child as well; waiting for it lets it close in good order.
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGTERM', forward).on('SIGINT', ignore);
    child.on('error', reject).on('close', (code) => {
      process.off('SIGTERM', forward).off('SIGINT', ignore);
      resolve(code ?? 1);
    });
  });
}

function ignore() {
  // The child decides; this process ends when it does.
}

/**
 * Runs a program without showing what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onLine?: (line: string) => void}} [options]
 * @returns {Promise<string>} its standard output
 * @throws an Error whose message ends with the program's last lines
 */
export function runQuietly(command, args, { onLine, timeoutMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, timeout: timeoutMs, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let all = '';
    const take = (/** @type {string} */ text) => {
      all = (all + text).slice(-20_000);
      const last = text.trim().split('\n').at(-1);
      if (last) onLine?.(last);
    };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
      take(text);
    });
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', reject).on('close', (code, signal) => {
      if (code === 0) return resolve(out);
      const tail = all.trim().split('\n').slice(-60).join('\n');
      reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? `code ${code}`}\n${tail}`));
    });
  });
}

/**
 * The whole of a script: ends the process with its exit code, and with one sentence when it can't go on.
 * @param {() => Promise<number | void>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof CannotGoOn ? error.message : (error?.stack ?? error)}\n`);
  }
}
