import { type Call, touches, traceCalls } from './calls';
import { readDisk } from './evidence';
import { type CountingGateway, startCountingGateway } from './gateway';
import { createRandom, sample, type RunPlan } from './plan';
import { startRun, threadsOf, trace } from './runner';
import { CLOCK_SPEED, gatewaySpeed, hasProgram, inFolder, inParallel, LANES, planFor } from './sweep';
import type { Context, PlanChange, Point, Sweep, SweepEnd } from './sweep';
import { crashFaults, finalFaults, KILLED, STEPPING } from './verdict';

/** All points are taken up to this number, else that many by chance. */
const MOST_POINTS = 600;
/** In the form inside `npm test`. */
const SHORT_POINTS = 8;
/** Kills of runs whose images come inside the replies. */
const PRIVATE_POINTS = 150;
/** Kills of runs whose sources are refused before they are taken. */
const REFUSED_POINTS = 150;
/** Runs whose recovery is killed as well. */
const DOUBLE_KILLS = 80;

/** Why there can be no kills at calls here, or null. */
export function noTracing(): string | null {
  return hasProgram('strace') ? null : 'strace is not installed';
}

/** Kills the engine before a call, lets another run recover, and looks at what is there. */
export const killSweep: Sweep = {
  id: 'kill',
  title: 'kill −9 before every file and network call of an engine run',
  run: (context) =>
    sweepKills(context, {}, context.short ? SHORT_POINTS : MOST_POINTS, context.short ? 0 : DOUBLE_KILLS),
};

/** The same with images that come inside the replies, by way of the spool. */
export const privateKillSweep: Sweep = {
  id: 'kill-private',
  title: 'kill −9 in a run whose images come inside the replies',
  run: (context) => sweepKills(context, { privateDelivery: true }, context.short ? SHORT_POINTS : PRIVATE_POINTS, 0),
};

/** The same with edits whose source is refused twice, at once: each size goes out once, whatever is killed in between. */
export const refusedKillSweep: Sweep = {
  id: 'kill-refused',
  title: 'kill −9 in a run whose sources are refused in their first two sizes',
  run: (context) =>
    sweepKills(
      context,
      { edits: true, jobs: 2, images: 1, words: '[demo:small-sources] ' },
      context.short ? SHORT_POINTS / 2 : REFUSED_POINTS,
      context.short ? 0 : REFUSED_POINTS / 5,
    ),
};

async function sweepKills(
  { seed, note }: Context,
  change: PlanChange,
  most: number,
  double: number,
): Promise<SweepEnd> {
  const why = noTracing();
  if (why !== null) return { state: 'not run', why };
  const random = createRandom(seed);
  const gateway = await startCountingGateway(gatewaySpeed(CLOCK_SPEED));
  try {
    const calls = await killableCalls(gateway, change);
    const chosen = sample(calls, most, random);
    const twice = sample(calls, double, random).map((first) => [first, ...sample(calls, 1, random)]);
    const kills = [...chosen.map((call) => [call]), ...twice];
    let done = 0;
    const points = await inParallel(kills, LANES, async (at, place) => {
      const point = await killPoint(gateway, `kill ${String(place)}`, at, change);
      if ((done += 1) % 50 === 0) note(`${String(done)} of ${String(kills.length)}`);
      return point;
    });
    const unknown = points.filter(({ unknown: some }) => (some ?? 0) > 0).length;
    const figures = { 'calls of a run': calls.length, 'recoveries killed too': twice.length };
    return { state: 'run', points, figures: { ...figures, 'points after which a job was rightly unknown': unknown } };
  } finally {
    await gateway.close();
  }
}

/** The calls of a run that can be killed at, as one run had them. */
export function killableCalls(gateway: CountingGateway, change: PlanChange = {}): Promise<readonly Call[]> {
  return inFolder(async (folder) => {
    const calls = await traceCalls(planFor(gateway, folder, `calls ${folder}`, change));
    return calls.filter((call) => call.thread !== null && touches(call, folder));
  });
}

/** One run that is killed at the first call, then others that are killed at the further ones, then one that is left in peace. */
export function killPoint(
  gateway: CountingGateway,
  name: string,
  at: readonly Call[],
  change: PlanChange,
): Promise<Point> {
  return inFolder(async (folder) => {
    const plan = planFor(gateway, folder, name, change);
    let reached = true;
    const faults: string[] = [];
    for (const call of at) {
      reached = (await killedRun(plan, call)) && reached;
      faults.push(...crashFaults(plan, gateway));
    }
    faults.push(...(await recover(plan)), ...(await finalFaults(plan, gateway, plan.edits ? STEPPING : KILLED)));
    const unknown = readDisk(folder).jobs.filter(({ status }) => status === 'unknown').length;
    return { name: `${name}: ${at.map(nameOf).join(', then ')}`, reached, faults: [...new Set(faults)], unknown };
  });
}

/** A run that is killed before that call; returns whether it came to it. */
export async function killedRun(plan: RunPlan, { thread, name, nth }: Call): Promise<boolean> {
  const run = await startRun(plan);
  const tid = threadsOf(run.pid)[thread ?? 0] ?? run.pid;
  const inject = `inject=${name}:signal=KILL:when=${String(nth)}`;
  await trace(run.pid, tid, ['-e', `trace=${name}`, '-e', inject, '-o', '/dev/null']);
  run.go();
  return (await run.ended).signal === 'SIGKILL';
}

/** A run that nobody disturbs; returns what it says when it does not come to its end. */
export async function recover(plan: RunPlan, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const run = await startRun(plan, env);
  run.go();
  const { end, errors } = await run.ended;
  if (end?.end === 'settled') return [];
  return [`the recovery did not come to its end: ${end ? JSON.stringify(end) : errors}`];
}

function nameOf({ thread, name, nth, text }: Call): string {
  const target = /<([^>]*)>|"([^"]*)"/.exec(text);
  const path = (target?.[1] ?? target?.[2] ?? '').split('/').slice(-2).join('/');
  return `thread ${String(thread)}, ${name} ${String(nth)} (${path})`;
}
