import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { clockSweep } from './clock';
import { diskSweep } from './disk-full';
import { killSweep } from './kill';
import { plantedSweep } from './planted-sweep';
import { powerSweep } from './power';
import { type Figures, figuresOf, printTable, writeDocument } from './report';
import { sleepSweep } from './sleep';
import type { Sweep } from './sweep';
import { transportSweep } from './transport';

const SWEEPS: readonly Sweep[] = [
  powerSweep,
  killSweep,
  plantedSweep,
  diskSweep,
  transportSweep,
  clockSweep,
  sleepSweep,
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

const figures: Figures[] = [];
for (const sweep of SWEEPS.filter(({ id }) => wanted.includes(id))) {
  const began = Date.now();
  process.stdout.write(`${sweep.title} ...\n`);
  const note = (text: string): void => void process.stdout.write(`  ${text}\n`);
  const end = await sweep.run({ seed, short: values.short, note });
  figures.push(figuresOf(sweep, end, (Date.now() - began) / 1000, seed));
}
printTable(figures);
mkdirSync('test-results', { recursive: true });
writeFileSync('test-results/faults.json', JSON.stringify(figures, null, 2));
if (!values.short) writeDocument('docs/reliability.md', 'docs/reliability.json', figures);
process.exitCode = figures.some(({ failed }) => failed > 0) ? 1 : 0;
