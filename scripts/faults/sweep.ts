import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { CountingGateway } from './gateway';
import { intentOf, type RunPlan } from './plan';

/** What a sweep may use. */
export interface Context {
  readonly seed: number;
  /** True for the form inside `npm test`: seconds instead of minutes. */
  readonly short: boolean;
  /** Says how far it is. */
  readonly note: (text: string) => void;
}

/** One place at which something was broken, and what was wrong afterwards. */
export interface Point {
  readonly name: string;
  /** False when the run ended before it came there. */
  readonly reached: boolean;
  readonly faults: readonly string[];
  /** Jobs that ended as unknown, where that was looked at. */
  readonly unknown?: number;
}

/** What came of a sweep. */
export type SweepEnd =
  | {
      readonly state: 'run';
      readonly points: readonly Point[];
      /** Figures beside the counts, such as the longest recovery. */
      readonly figures: Readonly<Record<string, string | number>>;
    }
  | { readonly state: 'not run'; readonly why: string };

/** One sweep: breaks something at many places and looks what was lost, doubled or damaged. */
export interface Sweep {
  readonly id: string;
  readonly title: string;
  readonly run: (context: Context) => Promise<SweepEnd>;
}

/** Runs the work for every item, so many at a time; results in the order of the items. */
export async function inParallel<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T, place: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

/** Points at a time: the runs wait more than they work. */
export const LANES = 3;
/** The gateway is this many times faster than life when seen by a run's own clock. */
const GATEWAY_SPEED = 4;
/** How many times faster than life most runs go. */
export const CLOCK_SPEED = 40;

/** Small, so that its writing does not fill the trace; the sweep of full disks takes the app's own size. Bytes. */
const BALLAST = 64 * 1024;

/** What differs between the plans of the sweeps. */
export interface PlanChange extends Partial<RunPlan> {
  /** Presses and images of each; three and two by default. */
  readonly jobs?: number;
  readonly images?: number;
  /** Put before each prompt. */
  readonly words?: string;
}

/** The usual plan of a run: three presses with two images each, with prompts that nobody else has. */
export function planFor(
  { origin, key }: Pick<CountingGateway, 'origin' | 'key'>,
  folder: string,
  name: string,
  { jobs = 3, images = 2, words = '', ...change }: PlanChange = {},
): RunPlan {
  const presses = Array.from({ length: jobs }, (_none, index) => {
    const prompt = `${words}${name} press ${String(index + 1)}`;
    return { intentId: intentOf(prompt), prompt, count: images };
  });
  return {
    ...{
      folder,
      origin,
      key,
      presses,
      privateDelivery: false,
      edits: false,
      oneByOne: false,
      planted: 'none',
      ballastBytes: BALLAST,
    },
    ...{ clockSpeed: CLOCK_SPEED, clockEpoch: Date.now(), gatewaySpeed: GATEWAY_SPEED, patience: 20_000 },
    ...change,
  };
}

/** How fast the gateway of a run is that goes `clockSpeed` times faster than life. */
export function gatewaySpeed(clockSpeed: number): number {
  return GATEWAY_SPEED * clockSpeed;
}

/** Gives the work a folder of its own and removes it afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'easel-faults-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a program is on the PATH. */
export function hasProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}
