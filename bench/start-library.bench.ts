import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appArguments, appEnvironment, chooseDemo, say } from './app';
import { IMAGES, withLargeLibrary } from './large-library';
import { restOnce } from './library-app';
import { median } from './loop-watch';
import { report } from './report';

const ROUNDS = Number(process.env['EASEL_BENCH_RUNS'] ?? 7);
const MOST_TO_EMPTY = 1.3;
const MOST_TO_WINDOW = 1.5;
const PATIENCE = 60_000;
/** From the start of the process, in milliseconds; see start-watch-library.cjs. */
const Times = z.object({ window: z.number(), painted: z.number(), pictured: z.number() });
type Times = z.infer<typeof Times>;
type Round = Readonly<Record<'full' | 'empty' | 'bare', Times>>;

describe('starting with a large library', () => {
  const rounds: Round[] = [];
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-bench-'));
    try {
      await withLargeLibrary(async (library) => {
        rounds.push(...(await measure(folder, library)));
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('writes its table', () => {
    expect(rounds).toHaveLength(ROUNDS);
    report(
      `Starting with ${IMAGES.toLocaleString('en')} images`,
      `From the start of the process until the window is ready to be shown, until the grid is painted with its tiles, and until every picture in sight is there as well; ` +
        `against the same app with an empty library, until the words that stand there are painted, and against an Electron app that is nothing but an empty window. ` +
        `Medians of ${String(ROUNDS)} rounds whose order turns; the ratio is the median of the rounds', in brackets the lowest and the highest.`,
      ['', 'large, ms', 'against, ms', 'ratio', 'wanted', 'reached'],
      [
        line(
          'grid painted / empty library',
          rounds,
          ({ full }) => full.painted,
          ({ empty }) => empty.painted,
          MOST_TO_EMPTY,
        ),
        line(
          'all its pictures / empty library',
          rounds,
          ({ full }) => full.pictured,
          ({ empty }) => empty.painted,
          MOST_TO_EMPTY,
        ),
        line(
          'first window / empty Electron window',
          rounds,
          ({ full }) => full.window,
          ({ bare }) => bare.window,
          MOST_TO_WINDOW,
        ),
        line(
          'first window / empty library',
          rounds,
          ({ full }) => full.window,
          ({ empty }) => empty.window,
          null,
        ),
      ],
    );
  });
});

async function measure(folder: string, library: string): Promise<readonly Round[]> {
  const full = { name: 'full', userData: join(folder, 'full'), library, until: 'images' } as const;
  const empty = {
    name: 'empty',
    userData: join(folder, 'empty'),
    library: join(folder, 'none'),
    until: 'empty',
  } as const;
  for (const { userData, library: place } of [full, empty]) {
    await chooseDemo(userData, place);
    await restOnce(userData, place);
  }
  const starts: readonly Start[] = [full, empty, { name: 'bare', userData: join(folder, 'bare') }];
  const rounds: Round[] = [];
  // The first one finds cold files.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const found = new Map<string, Times>();
    for (let turn = 0; turn < starts.length; turn += 1) {
      const one = starts[(turn + round) % starts.length];
      if (one) found.set(one.name, await start(one));
    }
    const [all, none, bare] = ['full', 'empty', 'bare'].map((name) => found.get(name));
    if (!all || !none || !bare) throw new Error('A start is missing.');
    say(`start-library: round ${String(round)} of ${String(ROUNDS)}: ${JSON.stringify([...found])}`);
    if (round > 0) rounds.push({ full: all, empty: none, bare });
  }
  return rounds;
}

interface Start {
  readonly name: keyof Round;
  readonly userData: string;
  /** Without one it is the empty window. */
  readonly library?: string;
  readonly until?: 'images' | 'empty';
}

/** One start, ended as soon as it has been timed. */
async function start({ userData, library, until }: Start): Promise<Times> {
  const result = `${userData}-times.json`;
  rmSync(result, { force: true });
  const electron = process.env['ELECTRON_EXEC_PATH'];
  if (electron === undefined) throw new Error('Start the benchmarks with npm run bench.');
  const env = appEnvironment({
    EASEL_BENCH_RESULT: result,
    ...(library === undefined ? {} : { EASEL_LIBRARY_DIR: library }),
    ...(until === undefined ? {} : { EASEL_BENCH_UNTIL: until }),
  });
  const [root = '', ...switches] = appArguments(userData);
  const entry = library === undefined ? join(import.meta.dirname, 'empty-window.cjs') : root;
  const args = ['-r', join(import.meta.dirname, 'start-watch-library.cjs'), entry, ...switches];
  const begun = Date.now();
  const app = spawn(electron, args, { env, stdio: 'ignore' });
  try {
    const { window, painted, pictured } = await timesIn(result, begun + PATIENCE);
    return { window: window - begun, painted: painted - begun, pictured: pictured - begun };
  } finally {
    // As a person does, so that the next start finds nothing to repair.
    const gone = app.exitCode === null ? once(app, 'exit') : null;
    app.kill('SIGTERM');
    await gone;
  }
}

async function timesIn(file: string, until: number): Promise<Times> {
  while (Date.now() < until) {
    await sleep(20);
    try {
      return Times.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // Not there yet.
    }
  }
  throw new Error('The window was not painted.');
}

function line(
  name: string,
  rounds: readonly Round[],
  mine: (round: Round) => number,
  other: (round: Round) => number,
  most: number | null,
): readonly string[] {
  const ratios = rounds.map((round) => mine(round) / other(round));
  const ratio = median(ratios);
  return [
    name,
    median(rounds.map(mine)).toFixed(0),
    median(rounds.map(other)).toFixed(0),
    `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    ...(most === null ? ['', ''] : [`≤ ${String(most)}`, ratio <= most ? 'yes' : 'no']),
  ];
}
