import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import type { Sweep, SweepEnd } from './sweep';

/** The figures of one sweep, as they are written down. */
const Figures = z.object({
  id: z.string(),
  title: z.string(),
  /** Null when it was run; else why not. */
  notRun: z.string().nullable(),
  points: z.number(),
  passed: z.number(),
  failed: z.number(),
  /** Points that the run did not come to; they count neither way. */
  missed: z.number(),
  seconds: z.number(),
  figures: z.record(z.string(), z.union([z.string(), z.number()])),
  failures: z.array(z.object({ name: z.string(), faults: z.array(z.string()) })),
  date: z.string(),
  seed: z.number(),
});
/** See the schema of the same name. */
export type Figures = Readonly<z.infer<typeof Figures>>;

/** The figures of a sweep that has ended. */
export function figuresOf({ id, title }: Sweep, end: SweepEnd, seconds: number, seed: number): Figures {
  const base = { id, title, seconds: Math.round(seconds * 10) / 10, date: new Date().toISOString().slice(0, 10), seed };
  if (end.state === 'not run') {
    const nothing = { points: 0, passed: 0, failed: 0, missed: 0, figures: {}, failures: [] };
    return { ...base, ...nothing, notRun: end.why };
  }
  // A fault counts wherever it was found, also in a run that was not broken at all.
  const failures = end.points.filter(({ faults }) => faults.length > 0);
  const missed = end.points.filter(({ reached, faults }) => !reached && faults.length === 0).length;
  // A sweep that came to no point at all proved nothing.
  const failed = failures.length + (end.points.length === missed ? 1 : 0);
  return {
    ...base,
    notRun: null,
    points: end.points.length - missed,
    passed: end.points.length - missed - failures.length,
    failed,
    missed,
    figures: end.figures,
    failures: failures.map(({ name, faults }) => ({ name, faults: [...faults] })),
  };
}

/** Prints a line for each sweep, and every failure. */
export function printTable(figures: readonly Figures[]): void {
  for (const { title, notRun, points, failed, missed, seconds, figures: more, failures } of figures) {
    const result = notRun === null ? `${String(points)} points, ${String(failed)} failed` : `NOT RUN: ${notRun}`;
    process.stdout.write(`${title}: ${result}, ${String(missed)} not reached, ${String(seconds)} s\n`);
    for (const [name, value] of Object.entries(more)) process.stdout.write(`    ${name}: ${String(value)}\n`);
    for (const failure of failures)
      process.stdout.write(`  FAILED ${failure.name}\n    ${failure.faults.join('\n    ')}\n`);
  }
}

const BEGIN = '<!-- figures: written by npm run test:faults -->';
const END = '<!-- end of figures -->';

/** Writes the figures to the JSON file and as a table between the marks of the document; a sweep that was not run now keeps its last figures. */
export async function writeDocument(document: string, json: string, figures: readonly Figures[]): Promise<void> {
  const text = readFileSync(document, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const [, after] = (rest ?? '').split(END);
  if (before === undefined || after === undefined) throw new Error(`${document} has lost the marks of its figures.`);
  const earlier = existsSync(json) ? z.array(Figures).parse(JSON.parse(readFileSync(json, 'utf8'))) : [];
  const merged = [...earlier.filter(({ id }) => !figures.some((one) => one.id === id)), ...figures];
  await writeFormatted(json, JSON.stringify(merged));
  await writeFormatted(document, `${before}${BEGIN}\n\n${markdown(merged)}\n\n${END}${after}`);
}

/** As the project's own formatter leaves it: lint looks at these files too. */
async function writeFormatted(file: string, text: string): Promise<void> {
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

function markdown(figures: readonly Figures[]): string {
  const rows = figures.map(({ title, notRun, points, failed, missed, seconds, date, seed }) => {
    const counts = notRun === null ? [points, failed, missed] : [`not run: ${notRun}`, '–', '–'];
    return `| ${[title, ...counts, seconds, date, seed].join(' | ')} |`;
  });
  const more = figures.flatMap(({ title, figures: named }) =>
    Object.entries(named).map(([name, value]) => `- ${title}; ${name}: ${String(value)}`),
  );
  const failures = figures.flatMap(({ failures: failed }) =>
    failed.map(({ name, faults }) => `- ${name}: ${faults.slice(0, 3).join('; ')}`),
  );
  return [
    '| sweep | points | failed | not reached | seconds | date | seed |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...(more.length > 0 ? ['', ...more] : []),
    ...(failures.length > 0 ? ['', 'Failed:', '', ...failures] : []),
    '',
    `Machine: ${machine()}.`,
  ].join('\n');
}

function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${String(cpus().length)} cores, ${String(gigabytes)} GB, Linux ${release().split('-')[0] ?? ''}, Node ${process.versions.node}`;
}
