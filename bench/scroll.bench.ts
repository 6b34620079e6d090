import { beforeAll, describe, expect, it } from 'vitest';
import { say } from './app';
import { IMAGES, withLargeLibrary } from './large-library';
import { fitGrid, withLibraryApp } from './library-app';
import { median, quantile } from './loop-watch';
import { gridSize, scrollBlanks, scrollFrames, scrollTo } from './page-probe';
import { report } from './report';

const RUNS = Number(process.env['EASEL_BENCH_RUNS'] ?? 4);
/** As many as in the trials of grids. */
const FRAMES = 239;
const SLOW = 40;
const FAST = 400;
const LONG_FRAME = 50;
const LONGEST_BLANK = 100;
/** What the trials of grids had with the same measure. */
const TRIAL = { slow: 26, fast: 61, long: 26 } as const;

interface Scrolled {
  readonly slow: readonly number[];
  readonly fast: readonly number[];
  readonly drag: readonly number[];
  readonly blanks: Readonly<Record<'slow' | 'fast' | 'drag', readonly number[]>>;
}

describe('scrolling through the whole library', () => {
  const runs: Scrolled[] = [];
  beforeAll(async () => {
    await withLargeLibrary((library) =>
      withLibraryApp(library, async (studio) => {
        await fitGrid(studio);
        for (let run = 1; run <= RUNS; run += 1) {
          runs.push(await measure(studio.page, run));
          for (const [name, figure] of rows(runs.slice(-1))) say(`  ${name ?? ''}: ${figure ?? ''}`);
        }
      }),
    );
  });

  it('writes its table', () => {
    expect(runs).toHaveLength(RUNS);
    report(
      `Scrolling through ${IMAGES.toLocaleString('en')} images`,
      `A grid of 1400 × 900 pixels, rendered by the processor; ${String(FRAMES)} frames each: slow is ${String(SLOW)} pixels a frame, a fling ${String(FAST)}, ` +
        `the scrollbar is dragged from one end to the other. Every stretch is new to the window, its thumbnails are on the disk and in the system's memory. ` +
        `A tile is blank from the first frame in which it is in sight until the one in which its picture is loaded; looked at in a pass of its own over another stretch. ` +
        `Wanted is less than the trials of bare grids had with the same measure, and half of their long frames. Medians of ${String(RUNS)} runs, the worst in brackets.`,
      ['', 'figure', 'wanted', 'reached'],
      rows(runs),
    );
  });
});

type Page = Parameters<typeof scrollTo>[0];

/** Each pass begins at another place, so that none finds pictures that an earlier one fetched. */
async function measure(page: Page, run: number): Promise<Scrolled> {
  const share = (pass: number): number => 0.02 + (pass * RUNS + run) * (0.9 / (5 * RUNS + RUNS));
  const { all, height } = await gridSize(page);
  const whole = (all - height) / FRAMES;
  // A part of a step, so that it lands on other rows each time.
  const offset = run / RUNS / FRAMES / 2;
  const from = async <T>(place: number, move: () => Promise<T>): Promise<T> => {
    await scrollTo(page, place);
    return move();
  };
  return {
    slow: await from(share(0), () => scrollFrames(page, SLOW, FRAMES)),
    fast: await from(share(1), () => scrollFrames(page, FAST, FRAMES)),
    drag: await from(offset, () => scrollFrames(page, whole, FRAMES)),
    blanks: {
      slow: await from(share(2), () => scrollBlanks(page, SLOW, FRAMES)),
      fast: await from(share(3), () => scrollBlanks(page, FAST, FRAMES)),
      drag: await from(offset + 0.5 / FRAMES, () => scrollBlanks(page, whole, FRAMES - 1)),
    },
  };
}

function rows(runs: readonly Scrolled[]): readonly (readonly string[])[] {
  const line = (name: string, value: (run: Scrolled) => number, below: number | null): readonly string[] => {
    const values = runs.map(value);
    const middle = median(values);
    const wanted = below === null ? ['', ''] : [`< ${String(below)}`, middle < below ? 'yes' : 'no'];
    return [name, `${middle.toFixed(1)} (${Math.max(...values).toFixed(1)})`, ...wanted];
  };
  const share = (frames: readonly number[], part: number): number =>
    quantile(
      frames.toSorted((a, b) => a - b),
      part,
    );
  const long = (frames: readonly number[]): number => frames.filter((ms) => ms > LONG_FRAME).length;
  const blank = (name: string, pass: keyof Scrolled['blanks']): readonly (readonly string[])[] => [
    line(
      `${name}: tiles blank > ${String(LONGEST_BLANK)} ms`,
      ({ blanks }) => blanks[pass].filter((ms) => ms > LONGEST_BLANK).length,
      null,
    ),
    line(`${name}: longest blank, ms`, ({ blanks }) => Math.max(0, ...blanks[pass]), LONGEST_BLANK),
  ];
  return [
    line('slow: frame p50, ms', ({ slow }) => share(slow, 0.5), null),
    line('slow: frame p95, ms', ({ slow }) => share(slow, 0.95), TRIAL.slow),
    line('fling: frame p50, ms', ({ fast }) => share(fast, 0.5), null),
    line('fling: frame p95, ms', ({ fast }) => share(fast, 0.95), TRIAL.fast),
    line('fling: frames > 50 ms', ({ fast }) => long(fast), TRIAL.long),
    line('fling: frames > 50 ms, half of the trial', ({ fast }) => long(fast), TRIAL.long / 2),
    line('scrollbar: frame p95, ms', ({ drag }) => share(drag, 0.95), TRIAL.fast),
    line('scrollbar: frames > 50 ms', ({ drag }) => long(drag), TRIAL.long),
    ...blank('slow', 'slow'),
    ...blank('fling', 'fast'),
    ...blank('scrollbar', 'drag'),
  ];
}
