import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../core/ports';
import { errorCode } from '../durable';

/** This run of the program, as others know it. */
export interface Machine {
  readonly host: string;
  readonly pid: number;
}

/** The right to write in a library folder: one program has it at a time. */
export interface Lease {
  /** Gives it back; a lease that another took since is left alone. */
  release(): void;
}

/** How asking for the lease ended. */
export type LeaseOutcome =
  | { readonly kind: 'mine'; readonly lease: Lease }
  /** `mayTakeOver`: its holder, on another machine, has not been heard of for a minute. */
  | { readonly kind: 'held'; readonly host: string; readonly mayTakeOver: boolean };

/** What the lease needs. */
export interface LeasePorts {
  readonly clock: Clock;
  readonly machine: Machine;
  /** Hears that another program has taken the lease. */
  readonly lost: () => void;
  /** Whether a process of this machine runs; a parameter for tests. */
  readonly isAlive?: (pid: number) => boolean;
}

const Holder = z.object({
  easel: z.literal(1),
  host: z.string().max(300),
  pid: z.int(),
  /** Milliseconds since 1970. */
  since: z.number(),
  beat: z.number(),
  token: z.string().max(100),
});
type Holder = Readonly<z.infer<typeof Holder>>;

/** A holder writes that often that it is there. Milliseconds. */
const BEAT_MS = 10_000;
/** One that was not heard of for so long has stopped, or its machine has. Milliseconds. */
export const STALE_MS = 60_000;
/** Taking over takes a moment; what was left of it after a crash counts no longer. Milliseconds. */
const TAKING_MS = 10_000;
/** Tokens that this run holds. One of its own that is not among them was left behind when its disk went away. */
const heldHere = new Set<string>();
/** Written at one length, so that a beat changes bytes in place and never the size. */
const LENGTH = 1024;

/**
 * Asks for the lease of a folder that exists. One that this machine's earlier run left is taken over at once. Throws the
 * disk's error when the folder can't be written.
 */
export function takeLease(folder: string, ports: LeasePorts): LeaseOutcome {
  const file = join(folder, 'library.lock');
  const mine = newHolder(ports);
  if (createExclusively(file, mine)) return { kind: 'mine', lease: keep(file, mine, ports) };
  const holder = readHolder(file);
  if (!isLeftBehind(holder, file, ports)) return held(holder, file, ports);
  return replace(file, mine, ports, () => isLeftBehind(readHolder(file), file, ports));
}

/**
 * Takes the lease away from a holder that has not been heard of for a minute; its program, should it still run, can only
 * read from its next beat on. False when it was heard of meanwhile.
 */
export function breakLease(folder: string, ports: Pick<LeasePorts, 'clock' | 'machine'>): boolean {
  const file = join(folder, 'library.lock');
  const mine = newHolder(ports);
  // As one of an earlier run of this machine, which the next opening takes over.
  const left: Holder = { ...mine, pid: 0, beat: 0 };
  const outcome = exchange(file, left, ports.clock, () => isStale(readHolder(file), file, ports.clock));
  return outcome;
}

function newHolder({ clock, machine }: Pick<LeasePorts, 'clock' | 'machine'>): Holder {
  const now = clock.now();
  return { easel: 1, ...machine, since: now, beat: now, token: randomBytes(12).toString('hex') };
}

function isStale(holder: Holder | null, file: string, clock: Clock): boolean {
  // Unreadable: being written at this moment, or damaged long ago.
  const beat = holder?.beat ?? statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.abs(clock.now() - beat) > STALE_MS;
}

/** Whether its holder is known to be gone: a process of this machine that has ended or stands still. */
function isLeftBehind(
  holder: Holder | null,
  file: string,
  { clock, machine, isAlive = processRuns }: LeasePorts,
): boolean {
  if (holder === null) return isStale(null, file, clock);
  if (holder.host !== machine.host) return false;
  if (holder.pid === machine.pid && !heldHere.has(holder.token)) return true;
  return holder.pid === 0 || !isAlive(holder.pid) || isStale(holder, file, clock);
}

function held(holder: Holder | null, file: string, { clock }: LeasePorts): LeaseOutcome {
  return { kind: 'held', host: holder?.host ?? '', mayTakeOver: isStale(holder, file, clock) };
}

function replace(file: string, mine: Holder, ports: LeasePorts, isStillSo: () => boolean): LeaseOutcome {
  if (exchange(file, mine, ports.clock, isStillSo)) return { kind: 'mine', lease: keep(file, mine, ports) };
  return held(readHolder(file), file, ports);
}

/** Puts a lease in the place of another, one program at a time. False when another was faster or it is not so any more. */
function exchange(file: string, mine: Holder, clock: Clock, isStillSo: () => boolean): boolean {
  const guard = `${file}.taking`;
  const guardFound = statSync(guard, { throwIfNoEntry: false });
  if (guardFound && Math.abs(clock.now() - guardFound.mtimeMs) > TAKING_MS) rmSync(guard, { force: true });
  if (!createExclusively(guard, mine)) return false;
  try {
    if (!isStillSo()) return false;
    const fresh = `${file}.${mine.token}`;
    writeFileSync(fresh, textOf(mine), { flag: 'wx' });
    renameSync(fresh, file);
    return readHolder(file)?.token === mine.token;
  } finally {
    rmSync(guard, { force: true });
  }
}

/** A file with its content at once, or false when the name is taken. */
function createExclusively(file: string, holder: Holder): boolean {
  const fresh = `${file}.${holder.token}`;
  writeFileSync(fresh, textOf(holder), { flag: 'wx' });
  try {
    linkSync(fresh, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    return createInPlace(file, holder);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Where there are no hard links. */
function createInPlace(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, textOf(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function textOf(holder: Holder): string {
  return `${JSON.stringify(holder, null, 1).padEnd(LENGTH - 1)}\n`;
}

function readHolder(file: string): Holder | null {
  try {
    const descriptor = openSync(file, 'r');
    try {
      if (fstatSync(descriptor).size > LENGTH) return null;
      return parseHolder(readFileSync(descriptor, 'utf8'));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}

function parseHolder(text: string): Holder | null {
  try {
    return Holder.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs and belongs to somebody else.
    return errorCode(error) === 'EPERM';
  }
}

/** Beats until it is released or lost. */
function keep(file: string, mine: Holder, { clock, lost }: LeasePorts): Lease {
  const stop = new AbortController();
  heldHere.add(mine.token);
  const run = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(BEAT_MS, stop.signal);
      if ((await beat(file, { ...mine, beat: clock.now() })) === 'lost') {
        stop.abort();
        lost();
      }
    }
  };
  run().catch(() => undefined);
  return {
    release: () => {
      heldHere.delete(mine.token);
      if (stop.signal.aborted) return;
      stop.abort();
      if (readHolder(file)?.token === mine.token) rmSync(file, { force: true });
    },
  };
}

/** Writes into the file that was read, so that never another's lease is written over. */
async function beat(file: string, mine: Holder): Promise<'kept' | 'lost'> {
  try {
    const handle = await open(file, 'r+');
    try {
      const text = await handle.readFile('utf8');
      const holder = parseHolder(text);
      if (holder !== null && holder.token !== mine.token) return 'lost';
      await handle.write(textOf(mine), 0);
      return 'kept';
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Removed by hand: taken anew before somebody else does. A disk that is away says so elsewhere.
    return errorCode(error) === 'ENOENT' && !recreated(file, mine) ? 'lost' : 'kept';
  }
}

/** False only when somebody else has it now. */
function recreated(file: string, mine: Holder): boolean {
  try {
    return createExclusively(file, mine);
  } catch {
    return true;
  }
}
