import { stopProfile, startProfile, wantsProfile, tellBlame } from './profile';
import type { BenchApp } from './app';

/** A stretch in which nothing else could run. Milliseconds. */
export interface Block {
  readonly at: number;
  readonly ms: number;
}

/** What two loops went through while the work ran. Milliseconds. */
export interface Watched<T> {
  readonly result: T;
  /** Tasks of the window longer than 50 ms. */
  readonly longTasks: readonly Block[];
  /** From one frame of the window to the next, in ascending order. */
  readonly frames: readonly number[];
  readonly main: {
    /** Times that the loop of the main process did not come round for more than 50 ms. */
    readonly blocks: readonly Block[];
    readonly longest: number;
    readonly p99: number;
  };
}

/** Longest that a task may take. Milliseconds. */
export const LONGEST_TASK = 50;
/** How often the loops are looked at. Milliseconds. */
const TICK = 5;

interface WindowWatch {
  longTasks: { at: number; ms: number }[];
  frames: number[];
  stop: () => void;
}
interface MainWatch {
  stop: () => { blocks: { at: number; ms: number }[]; longest: number; p99: number };
}

/** Watches the window and the main process while the work runs; with EASEL_BENCH_PROFILE=1 it also tells who was to blame. */
export async function watching<T>(studio: BenchApp, name: string, work: () => Promise<T>): Promise<Watched<T>> {
  await watchWindow(studio);
  await watchMain(studio);
  const profiles = wantsProfile() ? await startProfile(studio) : null;
  const result = await work();
  const main = await studio.app.evaluate(() => (globalThis as unknown as { benchLoop: MainWatch }).benchLoop.stop());
  const { longTasks, frames } = await studio.page.evaluate(() => {
    const watch = (window as unknown as { benchWindow: WindowWatch }).benchWindow;
    watch.stop();
    return { longTasks: watch.longTasks, frames: watch.frames };
  });
  if (profiles) tellBlame(name, await stopProfile(studio, profiles), { window: longTasks, main: main.blocks });
  return { result, longTasks, frames: frames.toSorted((a, b) => a - b), main };
}

async function watchWindow({ page }: BenchApp): Promise<void> {
  await page.evaluate(() => {
    const longTasks: { at: number; ms: number }[] = [];
    const frames: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) longTasks.push({ at: startTime, ms: duration });
    });
    observer.observe({ type: 'longtask' });
    let last = 0;
    let going = true;
    const frame = (now: number): void => {
      if (last > 0) frames.push(now - last);
      last = now;
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const stop = (): void => {
      going = false;
      observer.disconnect();
    };
    Object.assign(window, { benchWindow: { longTasks, frames, stop } });
  });
}

async function watchMain({ app }: BenchApp): Promise<void> {
  await app.evaluate(
    (_electron, { tick, longest }) => {
      const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
      const histogram = monitorEventLoopDelay({ resolution: tick });
      const now = (): number => Number(process.hrtime.bigint()) / 1e6;
      const blocks: { at: number; ms: number }[] = [];
      let last = now();
      const timer = setInterval(() => {
        const ms = now() - last - tick;
        if (ms > longest) blocks.push({ at: last, ms });
        last = now();
      }, tick);
      histogram.enable();
      const stop = (): unknown => {
        clearInterval(timer);
        histogram.disable();
        const inMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - tick);
        return { blocks, longest: inMs(histogram.max), p99: inMs(histogram.percentile(99)) };
      };
      Object.assign(globalThis, { benchLoop: { stop } });
    },
    { tick: TICK, longest: LONGEST_TASK },
  );
}

/** The value below which that share of the ascending values lies; 0 of none. */
export function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}

/** The middle one; 0 of none. */
export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** The longest of the blocks in milliseconds; 0 of none. */
export function longestOf(blocks: readonly Block[]): number {
  return Math.max(0, ...blocks.map(({ ms }) => ms));
}
