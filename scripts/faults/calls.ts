import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunPlan } from './plan';
import { startRun, threadsOf, trace } from './runner';

/** The calls that change what is on the disk, or hand something to the network. */
export const CALLS =
  'openat,mkdir,mkdirat,write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync,ftruncate,fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat';

/** One call of a run, with the place that names it in every run alike. */
export interface Call {
  /** Place of its thread, in the order in which the threads were made; null for one that was made later. */
  readonly thread: number | null;
  readonly name: string;
  /** From 1, among the calls of that name in that thread. */
  readonly nth: number;
  /** The call as strace writes it, with the paths of its descriptors. */
  readonly text: string;
}

/** Lets a run go to its end and returns every call of its threads, in order. */
export async function traceCalls(plan: RunPlan): Promise<readonly Call[]> {
  const file = join(plan.folder, 'calls.txt');
  const run = await startRun(plan);
  const threads = threadsOf(run.pid);
  const { done } = await trace(run.pid, run.pid, ['-f', '-y', '-s', '300', '-e', `trace=${CALLS}`, '-o', file]);
  run.go();
  const { end, errors } = await run.ended;
  await done;
  if (end?.end !== 'settled') throw new Error(`A run that nobody disturbed did not come to its end: ${errors}`);
  return readCalls(readFileSync(file, 'utf8'), threads);
}

/** Reads a trace; a call that another thread interrupted in the trace is put together again at its end. */
export function readCalls(text: string, threads: readonly number[]): readonly Call[] {
  const counts = new Map<string, number>();
  const open = new Map<string, string>();
  return text.split('\n').flatMap((line) => {
    const [, pid = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(rest);
    if (unfinished) {
      open.set(pid, unfinished[1] ?? '');
      return [];
    }
    const whole = rest.replace(/^<\.\.\. \w+ resumed>/, () => open.get(pid) ?? '');
    const name = /^(\w+)\(/.exec(whole)?.[1];
    if (name === undefined) return [];
    const key = `${pid} ${name}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    const thread = threads.indexOf(Number(pid));
    return [{ thread: thread === -1 ? null : thread, name, nth, text: whole }];
  });
}

/** Whether the call concerns the run's own files or the network. */
export function touches(call: Call, folder: string): boolean {
  return call.text.includes(folder) || /<(socket|TCP)/.test(call.text);
}
