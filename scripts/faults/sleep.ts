import { setTimeout as sleep } from 'node:timers/promises';
import { startCountingGateway } from './gateway';
import { startRun } from './runner';
import { inFolder, inParallel, planFor } from './sweep';
import type { Point, Sweep } from './sweep';
import { finalFaults } from './verdict';

const JOBS = 10;
/** Jobs take about a minute: all are running when the machine falls asleep and still when it wakes. */
const GATEWAY_SPEED = 0.2;
const ASLEEP = 20_000;
/** What a wake may cost the gateway: requests in the milliseconds after it. */
const MOST_REQUESTS = 4;
const AFTER_WAKE = 2000;

/** Stops a run as sleep stops a machine, and counts what it asks for when it is awake again. */
export const sleepSweep: Sweep = {
  id: 'sleep',
  title: 'asleep for 20 s with 10 running jobs',
  async run() {
    const ways = [
      { told: false, when: 12_000 },
      { told: true, when: 12_000 },
      { told: true, when: 3000 },
    ];
    const ended = await inParallel(ways, ways.length, ({ told, when }, place) => sleepPoint(String(place), told, when));
    const most = Math.max(...ended.map(({ requests }) => requests));
    const figures = { 'most requests in the first 2 s awake': most };
    return { state: 'run', points: ended.map(({ point }) => point), figures };
  },
};

async function sleepPoint(
  place: string,
  told: boolean,
  when: number,
): Promise<{ readonly point: Point; readonly requests: number }> {
  const gateway = await startCountingGateway(GATEWAY_SPEED);
  try {
    return await inFolder(async (folder) => {
      const change = { jobs: JOBS, images: 1, clockSpeed: 1, gatewaySpeed: 1, patience: 240_000 };
      const plan = planFor(gateway, folder, `sleep ${place}`, change);
      const run = await startRun(plan);
      run.go();
      await sleep(when);
      run.kill('SIGSTOP');
      await sleep(ASLEEP);
      const before = gateway.requests.length;
      run.kill('SIGCONT');
      // As the system tells the app, which then wakes whoever waits.
      if (told) run.kill('SIGUSR2');
      await sleep(AFTER_WAKE);
      const kinds = gateway.requests.slice(before).map(({ kind }) => kind);
      const requests = kinds.length;
      const { end, errors } = await run.ended;
      const faults = end?.end === 'settled' ? [] : [`did not come to its end: ${end ? JSON.stringify(end) : errors}`];
      if (requests > MOST_REQUESTS)
        faults.push(`${String(requests)} requests in the first 2 s awake: ${kinds.join(', ')}`);
      faults.push(...(await finalFaults(plan, gateway, { mostSubmits: 1, unknown: 'never', mayEnd: [] })));
      const name = `asleep after ${String(when / 1000)} s, ${told ? 'told of the wake' : 'not told of the wake'}`;
      return { point: { name, reached: true, faults }, requests };
    });
  } finally {
    await gateway.close();
  }
}
