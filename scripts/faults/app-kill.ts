import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import type { Point, Sweep } from './sweep';

const RUNS = 60;
/** Where Playwright leaves its results. */
const REPORT = 'test-results/e2e.json';

const Report = z.object({
  suites: z.array(
    z.object({
      specs: z.array(
        z.object({
          title: z.string(),
          ok: z.boolean(),
          tests: z.array(
            z.object({ results: z.array(z.object({ errors: z.array(z.object({ message: z.string() })) })) }),
          ),
        }),
      ),
    }),
  ),
});

/** Kills the whole app, with its window, many times: `e2e/kill.spec.ts` with more runs than in `npm test`. */
export const appSweep: Sweep = {
  id: 'app',
  title: 'kill −9 of the whole app at gateway events and random times',
  async run({ seed, note }) {
    rmSync(REPORT, { force: true });
    const env = { ...process.env, EASEL_KILL_RUNS: String(RUNS), EASEL_KILL_SEED: String(seed) };
    const child = spawn(process.execPath, ['scripts/e2e.mjs', 'kill.spec'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let lines = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const before = lines;
      lines += text.split('\n').filter((line) => line.includes('killed, run')).length;
      if (Math.floor(lines / 10) > Math.floor(before / 10)) note(`${String(lines)} of ${String(RUNS)}`);
    });
    await once(child, 'close');
    const points = readPoints();
    return { state: 'run', points, figures: {} };
  },
};

function readPoints(): readonly Point[] {
  const { suites } = Report.parse(JSON.parse(readFileSync(REPORT, 'utf8')));
  return suites
    .flatMap(({ specs }) => specs)
    .map(({ title, ok, tests }) => {
      const messages = tests.flatMap(({ results }) =>
        results.flatMap(({ errors }) => errors.map((one) => one.message)),
      );
      return { name: title, reached: true, faults: ok ? [] : [plain(messages.join('; ')) || 'failed'] };
    });
}

/** One line without colours. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, ' ').slice(0, 300);
}
