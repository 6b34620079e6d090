import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CountingGateway, startCountingGateway } from './gateway';
import { recover } from './kill';
import { createRandom, sample, type RunPlan } from './plan';
import { startRun } from './runner';
import { gatewaySpeed, inFolder, inParallel, planFor } from './sweep';
import type { Point, Sweep } from './sweep';
import { finalFaults, KILLED } from './verdict';

/** Slower than other runs: what is measured is the app's own seconds after the space came back. */
const CLOCK = 3;
const LANES = 4;
const POINTS = 120;
const SHORT_POINTS = 2;
/** Everything must be done that long after there is space again. Seconds of the run's own clock. */
const DONE_WITHIN = 15;
/** Seconds for which a disk is full at least. */
const SHORTEST = 5;
/** Room for the reserve and for what it asks for beside itself. */
const DISK_BYTES = 260 * 2 ** 20;

/** One way for a disk to be full. */
interface FullDisk {
  /** Which request's arrival at the gateway fills it, from 1. */
  readonly at: 'submit' | 'status' | 'media';
  readonly nth: number;
  readonly which: 'user-data' | 'library' | 'both';
  /** Bytes that are left. */
  readonly left: number;
  /** Seconds of the run's clock. */
  readonly forSeconds: number;
  /** What the engine makes room with is filled too. */
  readonly greedy: boolean;
  /** Whether the run is killed while the disk is full. */
  readonly killed: boolean;
}

/** Fills the disk of a run, a small one in memory, at many moments and frees it again. */
export const diskSweep: Sweep = {
  id: 'disk',
  title: 'disk full: user data, library or both, at every kind of moment',
  async run({ seed, short, note }) {
    const why = noSmallDisk();
    if (why !== null) return { state: 'not run', why };
    // The short form looks at what is kept; a machine that runs all tests at once says nothing of seconds.
    const ways = allWays().filter(({ forSeconds }) => !short || forSeconds === SHORTEST);
    const chosen = sample(ways, short ? SHORT_POINTS : POINTS, createRandom(seed));
    const usual = short ? Infinity : await usualSeconds();
    let slowest = 0;
    let done = 0;
    const points = await inParallel(chosen, LANES, async (way, place) => {
      const { point, seconds } = await fullPoint(`full ${String(place)}`, way, usual);
      slowest = Math.max(slowest, seconds);
      if ((done += 1) % 20 === 0) note(`${String(done)} of ${String(chosen.length)}`);
      return point;
    });
    if (short) return { state: 'run', points, figures: {} };
    const figures = {
      'longest from space to done, seconds of the app’s clock': Math.round(slowest * 10) / 10,
      'an undisturbed run, seconds of the app’s clock': Math.round(usual * 10) / 10,
    };
    return { state: 'run', points, figures };
  },
};

function noSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'small disks in memory need Linux';
  return process.getuid?.() === 0 ? null : 'small disks in memory can be mounted by root only';
}

function allWays(): readonly FullDisk[] {
  const moments = [1, 2, 3].flatMap((nth) => [
    { at: 'submit', nth } as const,
    { at: 'status', nth } as const,
    { at: 'media', nth: nth * 2 - 1 } as const,
  ]);
  return moments.flatMap((moment) =>
    (['user-data', 'library', 'both'] as const).flatMap((which) =>
      [0, 4096, 40_960].flatMap((left) =>
        [SHORTEST, 20, 45].flatMap((forSeconds) =>
          [false, true].flatMap((greedy) =>
            [false, false, true].map((killed) => ({ ...moment, which, left, forSeconds, greedy, killed })),
          ),
        ),
      ),
    ),
  );
}

/** Each has a gateway of its own: its requests are counted to find the moment. */
async function fullPoint(
  name: string,
  way: FullDisk,
  usual: number,
): Promise<{ readonly point: Point; readonly seconds: number }> {
  const gateway = await startCountingGateway(gatewaySpeed(CLOCK));
  try {
    return await inFolder((folder) => onSmallDisks(folder, way, () => run(gateway, folder, name, way, usual)));
  } finally {
    await gateway.close();
  }
}

async function run(
  gateway: CountingGateway,
  folder: string,
  name: string,
  way: FullDisk,
  usual: number,
): Promise<{ readonly point: Point; readonly seconds: number }> {
  const plan = planFor(gateway, folder, name, { clockSpeed: CLOCK, patience: 60_000, ballastBytes: 64 * 2 ** 20 });
  const engine = await startRun(plan);
  const answer = holdNth(gateway, way);
  engine.go();
  await gateway.arrived(way.at, way.nth);
  const free = fill(plan, way);
  answer();
  await sleep((way.forSeconds / CLOCK) * 1000);
  if (way.killed) engine.kill('SIGKILL');
  if (way.killed) await engine.ended;
  const freed = Date.now();
  free();
  const faults: string[] = [];
  if (way.killed) faults.push(...(await recover(plan)));
  const { end, errors } = await engine.ended;
  const seconds = (Math.max(0, (end?.settledAt ?? Date.now()) - freed) / 1000) * CLOCK;
  if (!way.killed && end?.end !== 'settled')
    faults.push(`did not come to its end: ${end ? JSON.stringify(end) : errors}`);
  // Where everything was still to do, that takes its usual time beside.
  const limit = DONE_WITHIN + (way.at === 'media' && Number.isFinite(usual) ? 0 : usual);
  if (!way.killed && seconds > limit) faults.push(`was done ${seconds.toFixed(1)} s after there was space again`);
  faults.push(...(await finalFaults(plan, gateway, { ...KILLED, unknown: way.killed ? 'unrecorded' : 'never' })));
  const { at, nth, which, left, forSeconds, greedy, killed } = way;
  const words = `${which} full (${String(left)} bytes left) at ${at} ${String(nth)} for ${String(forSeconds)} s`;
  const point: Point = {
    name: `${name}: ${words}${greedy ? ', reserve too' : ''}${killed ? ', killed' : ''}`,
    reached: true,
    faults,
  };
  return { point, seconds: way.killed ? 0 : seconds };
}

/** Keeps the answer to that request back until it is called. */
function holdNth(gateway: CountingGateway, { at, nth }: FullDisk): () => void {
  let release = (): void => undefined;
  const until = new Promise<void>((resolve) => (release = resolve));
  for (let before = 1; before < nth; before++) gateway.fail(at, { kind: 'hold', until: Promise.resolve() });
  gateway.fail(at, { kind: 'hold', until });
  return release;
}

/** Mounted now; none outlives the harness. */
const mounted = new Set<string>();
process.once('exit', () => {
  for (const disk of mounted) unmount(disk);
});

function unmount(disk: string): void {
  execFileSync('umount', ['-l', disk]);
  mounted.delete(disk);
}

/** Mounts what is to be filled as disks of their own for as long as the work takes. */
async function onSmallDisks<T>(folder: string, { which }: FullDisk, work: () => Promise<T>): Promise<T> {
  const disks = which === 'both' ? [folder] : [join(folder, which)];
  for (const disk of disks) {
    mkdirSync(disk, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(DISK_BYTES)}`, 'tmpfs', disk]);
    mounted.add(disk);
  }
  try {
    return await work();
  } finally {
    for (const disk of disks) unmount(disk);
  }
}

/** Fills the disk up to what is to be left; returns what frees it. */
function fill({ folder }: RunPlan, { which, left, greedy }: FullDisk): () => void {
  const disk = which === 'both' ? folder : join(folder, which);
  const filler = join(disk, 'filler');
  fillUp(disk, filler, left);
  const again = setInterval(() => {
    if (greedy) fillUp(disk, filler, left);
  }, 20);
  return () => {
    clearInterval(again);
    rmSync(filler);
  };
}

function fillUp(disk: string, filler: string, left: number): void {
  const descriptor = openSync(filler, 'a');
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(disk);
      const room = bavail * bsize - left;
      if (room <= 0) return;
      writeSync(descriptor, ZEROS, 0, Math.min(room, ZEROS.length));
    }
  } finally {
    closeSync(descriptor);
  }
}

const ZEROS = Buffer.alloc(2 ** 20);

/** What the same run takes when nothing is full. */
async function usualSeconds(): Promise<number> {
  const gateway = await startCountingGateway(gatewaySpeed(CLOCK));
  try {
    return await inFolder(async (folder) => {
      const began = performance.now();
      await recover(planFor(gateway, folder, 'usual', { clockSpeed: CLOCK, patience: 60_000 }));
      return ((performance.now() - began) / 1000) * CLOCK;
    });
  } finally {
    await gateway.close();
  }
}
