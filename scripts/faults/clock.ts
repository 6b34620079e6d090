import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readDisk } from './evidence';
import { type CountingGateway, startCountingGateway } from './gateway';
import { recover } from './kill';
import { createRandom, type RunPlan, sample } from './plan';
import { startRun } from './runner';
import { gatewaySpeed, inFolder, inParallel, planFor } from './sweep';
import type { Point, Sweep } from './sweep';
import { finalFaults } from './verdict';

/** In the time of life: the false clock is the system's, which a faster one of ours would make falser still. */
const CLOCK = 1;
const LANES = 6;
const JUMPS = 40;
const SHORT_JUMPS = 0;
const SHORT_ZONES = 2;

/** Lets the clock of a run jump, and starts it in one zone and again in another. */
export const clockSweep: Sweep = {
  id: 'clock',
  title: 'clock jumps and time zones',
  async run({ seed, short }) {
    const library = fakeTime();
    const random = createRandom(seed);
    const jumps = library === null ? [] : sample(allJumps(), short ? SHORT_JUMPS : JUMPS, random);
    const zones = sample(allZones(), short ? SHORT_ZONES : allZones().length, random);
    const gateway = await startCountingGateway(gatewaySpeed(CLOCK));
    try {
      const points = [
        ...(await inParallel(zones, LANES, (pair, place) => zonePoint(gateway, `zone ${String(place)}`, pair))),
        ...(await inParallel(jumps, LANES, (jump, place) => jumpPoint(`jump ${String(place)}`, jump, library ?? ''))),
      ];
      const figures = {
        jumps: library === null ? 'not run: libfaketime is not installed' : jumps.length,
        zones: zones.length,
      };
      return { state: 'run', points, figures };
    } finally {
      await gateway.close();
    }
  },
};

interface Jump {
  readonly at: 'submit' | 'status' | 'media';
  /** As libfaketime reads it. */
  readonly by: string;
  readonly zone: string;
}

function allJumps(): readonly Jump[] {
  return (['submit', 'status', 'media'] as const).flatMap((at) =>
    ['+1d', '-1d', '+3600', '-3600', '-20', '+400d', '-400d', '+20d', '-20y'].flatMap((by) =>
      ['UTC', 'America/St_Johns'].map((zone) => ({ at, by, zone })),
    ),
  );
}

/** Start-up in one zone, a kill when the first image is fetched, and the rest in another; two of them across a change to summer time. */
function allZones(): readonly (readonly [string, string])[] {
  const zones = [
    'UTC',
    'Pacific/Kiritimati',
    'America/St_Johns',
    'Pacific/Pago_Pago',
    'Asia/Kathmandu',
    'Europe/Berlin',
  ];
  return zones.flatMap((one) => zones.filter((other) => other !== one).map((other) => [one, other] as const));
}

function zonePoint(gateway: CountingGateway, name: string, [first, second]: readonly [string, string]): Promise<Point> {
  return inFolder(async (folder) => {
    const plan = planFor(gateway, folder, name, { clockSpeed: CLOCK, jobs: 1, patience: 60_000 });
    const run = await startRun(plan, { TZ: first });
    run.go();
    let ended = false;
    void run.ended.then(() => (ended = true));
    while (!hasOriginal(folder) && !isOver()) await sleep(1);
    function isOver(): boolean {
      return ended;
    }
    run.kill('SIGKILL');
    const { signal } = await run.ended;
    const faults = [
      ...(await recover(plan, { TZ: second })),
      ...timeFaults(plan),
      ...(await finalFaults(plan, gateway)),
    ];
    return { name: `${name}: ${first}, killed, then ${second}`, reached: signal === 'SIGKILL', faults };
  });
}

/** Whether the first image has its name already. */
function hasOriginal(folder: string): boolean {
  const originals = join(folder, 'library', 'originals');
  if (!existsSync(originals)) return false;
  return readdirSync(originals, { recursive: true }).some((name) => String(name).endsWith('.jpg'));
}

/** Each has a gateway of its own, whose requests say when the clock is to jump. */
async function jumpPoint(name: string, { at, by, zone }: Jump, library: string): Promise<Point> {
  const gateway = await startCountingGateway(gatewaySpeed(CLOCK));
  try {
    return await inFolder(async (folder) => {
      const plan = planFor(gateway, folder, name, { clockSpeed: CLOCK, jobs: 2, patience: 60_000 });
      const file = join(folder, 'clock.txt');
      writeFileSync(file, '+0');
      const run = await startRun(plan, {
        ...{ LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', TZ: zone },
        // A clock that is set does not touch the one that never jumps.
        ...{ FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' },
      });
      run.go();
      await gateway.arrived(at, 1);
      writeFileSync(file, by);
      const { end, errors } = await run.ended;
      const faults = end?.end === 'settled' ? [] : [`did not come to its end: ${end ? JSON.stringify(end) : errors}`];
      faults.push(...timeFaults(plan), ...(await recover(plan)));
      faults.push(...(await finalFaults(plan, gateway, { mostSubmits: 1, unknown: 'never', mayEnd: [] })));
      return { name: `${name}: ${by} at the first ${at}, ${zone}`, reached: true, faults };
    });
  } finally {
    await gateway.close();
  }
}

const Origin = z.object({ tookMs: z.number() });

/** Times that are shown: none is negative or no number. */
function timeFaults({ folder }: RunPlan): readonly string[] {
  const { jobs, images } = readDisk(folder);
  const times = jobs.flatMap((job) =>
    Object.entries(job).flatMap(([name, value]) => (name.endsWith('At') ? [{ name, value: Number(value) }] : [])),
  );
  const took = images.flatMap(({ origin }) =>
    origin === null ? [] : [{ name: 'tookMs', value: Origin.parse(JSON.parse(origin)).tookMs }],
  );
  return [...times, ...took]
    .filter(({ value }) => !Number.isFinite(value) || value < 0)
    .map(({ name, value }) => `${name} is ${String(value)}`);
}

function fakeTime(): string | null {
  const places = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/local/lib'];
  return places.map((place) => join(place, 'faketime', 'libfaketimeMT.so.1')).find((file) => existsSync(file)) ?? null;
}
