import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', 'docs');
const FILE = join(FOLDER, 'benchmarks.md');
const HEAD =
  '# Benchmarks\n\nWritten by `npm run bench`. Ratios come from one run on one machine; compare them, not the times.\n';

/** Puts a table under its heading in docs/benchmarks.md, in the place of the last one of that heading. */
export function report(
  title: string,
  note: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = columns.map((column, place) =>
    Math.max(3, column.length, ...rows.map((row) => row[place]?.length ?? 0)),
  );
  // Filled up as the formatter wants it, so that a run leaves no file to be formatted.
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${widths.map((width, place) => (cells[place] ?? '').padEnd(width, fill)).join(' | ')} |`;
  const table = [line(columns), line([], '-'), ...rows.map((row) => line(row))].join('\n');
  const load = `Load of the machine then: ${(loadavg()[0] ?? 0).toFixed(1)} on ${String(cpus().length)} processors.`;
  const section = `## ${title}\n\n${note} ${load}\n\n${table}\n`;
  mkdirSync(FOLDER, { recursive: true });
  const others = sections().filter((text) => !text.startsWith(`## ${title}\n`));
  writeFileSync(FILE, [HEAD, ...others, section].join('\n'));
  console.log(`\n${section}`);
}

function sections(): readonly string[] {
  try {
    const text = readFileSync(FILE, 'utf8');
    return text
      .split(/^(?=## )/m)
      .slice(1)
      .map((section) => `${section.trimEnd()}\n`);
  } catch {
    return [];
  }
}
