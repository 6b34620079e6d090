import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
  const section = `## ${title}\n\n${note}\n\n${table}\n`;
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
