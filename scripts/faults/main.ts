import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { appSweep } from './app-kill';
import { clockSweep } from './clock';
import { damageSweep } from './damage';
import { diskSweep } from './disk-full';
import { killSweep, privateKillSweep, refusedKillSweep } from './kill';
import { plantedSweep } from './planted-sweep';
import { powerSweep } from './power';
import { type Figures, figuresOf, printTable, writeDocument } from './report';
import { sleepSweep } from './sleep';
import type { Sweep, SweepEnd } from './sweep';
import { transportSweep } from './transport';

const SWEEPS: readonly Sweep[] = [
  powerSweep,
  killSweep,
  privateKillSweep,
  refusedKillSweep,
  plantedSweep,
  damageSweep,
  diskSweep,
  transportSweep,
  clockSweep,
  sleepSweep,
  appSweep,
];
/** Those of the form inside `npm test`. */
const SHORT = ['power', 'kill', 'planted', 'disk', 'transport'];
const DEFAULT_SEED = 20261122;

const { values } = parseArgs({
  options: { seed: { type: 'string' }, only: { type: 'string' }, short: { type: 'boolean', default: false } },
});
const seed = Number(values.seed ?? DEFAULT_SEED);
const wanted = values.only?.split(',') ?? (values.short ? SHORT : SWEEPS.map(({ id }) => id));

// What was mounted is unmounted on exit.
process.once('SIGINT', () => process.exit(130));

const strange = wanted.filter((id) => !SWEEPS.some((sweep) => sweep.id === id));
if (strange.length > 0) throw new Error(`There is no sweep ${strange.join(', ')}.`);

/** A sweep that breaks down itself has proved nothing; the others go on. */
function broken(error: unknown): SweepEnd {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { state: 'run', points: [{ name: 'the sweep itself', reached: true, faults: [reason] }], figures: {} };
}

const figures: Figures[] = [];
for (const sweep of SWEEPS.filter(({ id }) => wanted.includes(id))) {
  const began = Date.now();
  process.stdout.write(`${sweep.title} ...\n`);
  const note = (text: string): void => void process.stdout.write(`  ${text}\n`);
  const end = await sweep.run({ seed, short: values.short, note }).catch(broken);
  figures.push(figuresOf(sweep, end, (Date.now() - began) / 1000, seed));
}
printTable(figures);
mkdirSync('test-results', { recursive: true });
writeFileSync('test-results/faults.json', JSON.stringify(figures, null, 2));
if (!values.short) await writeDocument('docs/reliability.md', 'docs/reliability.json', figures);
process.exitCode = figures.some(({ failed }) => failed > 0) ? 1 : 0;
