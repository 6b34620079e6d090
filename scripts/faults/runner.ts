import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { RunPlan } from './plan';

/** What a run that came to its end says. */
const RunEnd = z.object({
  end: z.enum(['settled', 'stuck']),
  blocked: z.string().nullable(),
  states: z.array(z.string()),
  /** Milliseconds since 1970 by the run's own system clock. */
  settledAt: z.number(),
});
/** See the schema of the same name. */
export type RunEnd = Readonly<z.infer<typeof RunEnd>>;

/** A run that is ready to begin, or on its way. */
export interface Run {
  readonly pid: number;
  /** Lets it begin. */
  go(): void;
  kill(signal: NodeJS.Signals): void;
  /** How it ended: killed, or with its own words. `errors` is the end of what it wrote to standard error. */
  readonly ended: Promise<{ readonly end: RunEnd | null; readonly signal: string | null; readonly errors: string }>;
}

/** Built beside the harness. */
const PROGRAM = join(import.meta.dirname, 'engine-run.js');
/** A run that says nothing any more is ended after its own patience and these milliseconds. */
const GRACE = 15_000;

/** Starts a run up to the point where its first file would be opened. */
export async function startRun(plan: RunPlan, env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(plan)], {
    // One thread for file work: its calls come in the same order in each run.
    env: { ...process.env, UV_THREADPOOL_SIZE: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)));
  // A run that was killed no longer listens.
  child.stdin.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('ready\n')) resolve();
    });
    child.once('exit', () => {
      reject(new Error(`An engine run did not start: ${errors}`));
    });
  });
  return {
    pid: child.pid ?? 0,
    go: () => child.stdin.write('go\n'),
    kill: (signal) => child.kill(signal),
    ended: endOf(child, plan.patience + GRACE).then((signal) => ({ end: lastWords(output), signal, errors })),
  };
}

async function endOf(child: ChildProcess, limit: number): Promise<string | null> {
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  clearTimeout(timer);
  return child.signalCode;
}

function lastWords(output: string): RunEnd | null {
  const line = output.split('\n').find((text) => text.startsWith('{'));
  return line === undefined ? null : RunEnd.parse(JSON.parse(line));
}

/** The threads of a process, in the order in which they were made. */
export function threadsOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${String(pid)}/task`)
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * Lets strace look at one thread, or at all threads with `-f` among its arguments, and returns when it does. It ends with
 * the process.
 */
export async function trace(
  pid: number,
  thread: number,
  args: readonly string[],
): Promise<{ readonly done: Promise<void> }> {
  const strace = spawn('strace', ['-qq', ...args, '-p', String(thread)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  strace.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const done = once(strace, 'close').then(() => undefined);
  const status = `/proc/${String(pid)}/task/${String(thread)}/status`;
  while (!/^TracerPid:\s+[1-9]/m.test(readFileSync(status, 'utf8'))) {
    if (strace.exitCode !== null) throw new Error(`strace could not look at the run: ${errors}`);
    await sleep(1);
  }
  return { done };
}
