// One run of the real engine without Electron, in a process that can be killed: node engine-run.js PLAN (JSON).
// Says `ready` on standard output, waits for a line on standard input, works until nothing is unfinished, prints its end.
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished } from '../../src/shared/job-status';
import { openEngine } from './engine';
import { RunPlan } from './plan';

const plan = RunPlan.parse(JSON.parse(process.argv[2] ?? ''));
// The thread for file work exists before anybody counts or kills its calls.
await stat('.');
randomBytes(1);
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
process.stdin.destroy();

const { engine, press, close } = openEngine(plan);
let pressed = 0;
const settled = new Promise<void>((resolve) => {
  const look = (): void => {
    const { jobs, blocked } = engine.list();
    // The person of these runs always says go on; whether anything is then sent twice is what is looked at.
    if (blocked?.until === null) engine.resume();
    const resting = jobs.length >= pressed && jobs.every(isFinished);
    if (resting && pressed === plan.presses.length) resolve();
    else if (resting) queueMicrotask(pressNext);
  };
  const pressNext = (): void => {
    const next = plan.presses[pressed];
    if (!next) return;
    pressed += 1;
    press(next);
    look();
  };
  engine.onChange(look);
  engine.start();
  if (!plan.oneByOne) for (const next of plan.presses.slice(0, -1)) press(next);
  pressed = plan.oneByOne ? 0 : plan.presses.length - 1;
  pressNext();
});
// What the app does when the machine wakes.
process.on('SIGUSR2', engine.wake);
const patience = new AbortController();
const end = await Promise.race([
  settled.then(() => 'settled' as const),
  sleep(plan.patience, 'stuck' as const, { signal: patience.signal }).catch(() => 'settled' as const),
]);
patience.abort();
const settledAt = Date.now();
const { jobs, blocked } = engine.list();
await close();
const states = jobs.map((job) => `${job.recipe.prompt}: ${job.status}`);
process.stdout.write(`${JSON.stringify({ end, blocked: blocked?.by ?? null, states, settledAt })}\n`);
process.exit(0);
