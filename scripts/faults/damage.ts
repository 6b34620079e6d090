import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Call } from './calls';
import { type CountingGateway, startCountingGateway } from './gateway';
import { killableCalls, killedRun, noTracing, recover } from './kill';
import { createRandom, sample } from './plan';
import { CLOCK_SPEED, gatewaySpeed, inFolder, inParallel, LANES, planFor } from './sweep';
import type { Point, Sweep } from './sweep';
import { finalFaults } from './verdict';

const POINTS = 120;

/** Kills a run, damages its list of jobs, and lets another run recover from the receipts and what is left. */
export const damageSweep: Sweep = {
  id: 'damage',
  title: 'kill −9, then a damaged or missing jobs.db',
  async run({ seed, note }) {
    const why = noTracing();
    if (why !== null) return { state: 'not run', why };
    const random = createRandom(seed);
    const gateway = await startCountingGateway(gatewaySpeed(CLOCK_SPEED));
    try {
      const calls = sample(await killableCalls(gateway), POINTS, random);
      let done = 0;
      const points = await inParallel(calls, LANES, async (call, place) => {
        const damage = DAMAGES[place % DAMAGES.length];
        const point = await damagePoint(gateway, `damage ${String(place)}`, call, damage, createRandom(seed + place));
        if ((done += 1) % 40 === 0) note(`${String(done)} of ${String(calls.length)}`);
        return point;
      });
      return { state: 'run', points, figures: { 'kinds of damage': DAMAGES.length } };
    } finally {
      await gateway.close();
    }
  },
};

function damagePoint(
  gateway: CountingGateway,
  name: string,
  call: Call,
  damage: Damage | undefined,
  random: () => number,
): Promise<Point> {
  return inFolder(async (folder) => {
    const plan = planFor(gateway, folder, name);
    await killedRun(plan, call);
    const userData = join(folder, 'user-data');
    const file = join(userData, 'jobs.db');
    const reached = existsSync(file);
    if (reached) damage?.apply(file, random);
    const faults = [...(await recover(plan)), ...(await finalFaults(plan, gateway))];
    const kept = readdirSync(userData).some((entry) => entry.startsWith('jobs.db.damaged'));
    const words = `${name}: ${damage?.name ?? ''} after a kill at ${call.name} ${String(call.nth)}`;
    return { name: kept ? `${words}, set aside` : words, reached, faults };
  });
}

/** One way to damage the file of the jobs. */
interface Damage {
  readonly name: string;
  readonly apply: (file: string, random: () => number) => void;
}

const DAMAGES: readonly Damage[] = [
  {
    name: 'removed with its log',
    apply: (file) => {
      remove(file, '', '-wal', '-shm');
    },
  },
  {
    name: 'emptied',
    apply: (file) => {
      truncateSync(file);
      remove(file, '-wal', '-shm');
    },
  },
  {
    name: 'its log removed',
    apply: (file) => {
      remove(file, '-wal', '-shm');
    },
  },
  {
    name: 'cut',
    apply: (file, random) => {
      truncateSync(file, Math.floor(statSync(file).size * random()));
    },
  },
  {
    name: 'the log cut',
    apply: (file, random) => {
      cutLog(file, random);
    },
  },
  {
    name: 'another file in its place',
    apply: (file) => {
      writeFileSync(file, 'no database '.repeat(1000));
    },
  },
  {
    name: 'zeros in it',
    apply: (file, random) => {
      overwrite(file, random, 4096, () => 0);
    },
  },
  {
    name: 'noise in it',
    apply: (file, random) => {
      overwrite(file, random, 600, () => Math.floor(random() * 256));
    },
  },
  {
    name: 'noise in its log',
    apply: (file, random) => {
      overwrite(`${file}-wal`, random, 600, () => Math.floor(random() * 256));
    },
  },
];

function remove(file: string, ...suffixes: readonly string[]): void {
  for (const suffix of suffixes) rmSync(file + suffix, { force: true });
}

function cutLog(file: string, random: () => number): void {
  if (existsSync(`${file}-wal`)) truncateSync(`${file}-wal`, Math.floor(statSync(`${file}-wal`).size * random()));
}

function overwrite(file: string, random: () => number, length: number, byte: () => number): void {
  if (!existsSync(file)) return;
  const { size } = statSync(file);
  const descriptor = openSync(file, 'r+');
  try {
    const bytes = Uint8Array.from({ length: Math.min(length, size) }, byte);
    writeSync(descriptor, bytes, 0, bytes.length, Math.floor(random() * (size - bytes.length)));
  } finally {
    closeSync(descriptor);
  }
}
