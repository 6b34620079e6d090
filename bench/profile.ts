import type { CDPSession } from '@playwright/test';
import type { BenchApp } from './app';
import type { Block } from './loop-watch';

/** As Chromium and Node write it, as far as it is read here. Times in microseconds of the clock that never jumps. */
interface CpuProfile {
  readonly startTime: number;
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Profiles that are being taken. */
export interface Profiling {
  readonly session: CDPSession;
  /** What is to be added to the page's times to get those of its profile, in milliseconds. */
  readonly pageOffset: number;
}

/** Profiles of both processes; slows them a little, so never while figures are taken. */
export function wantsProfile(): boolean {
  return process.env['EASEL_BENCH_PROFILE'] === '1';
}

/** Starts profiles of the window and the main process. */
export async function startProfile({ app, page }: BenchApp): Promise<Profiling> {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 500 });
  await session.send('Profiler.start');
  const pageOffset = Number(process.hrtime.bigint()) / 1e6 - (await page.evaluate(() => performance.now()));
  await app.evaluate(() => {
    const { Session } = process.getBuiltinModule('node:inspector');
    const inspector = new Session();
    inspector.connect();
    inspector.post('Profiler.enable');
    inspector.post('Profiler.setSamplingInterval', { interval: 500 });
    inspector.post('Profiler.start');
    Object.assign(globalThis, { benchInspector: inspector });
  });
  return { session, pageOffset };
}

/** Both profiles, with what is to be added to the times of the blocks. */
export async function stopProfile(
  { app }: BenchApp,
  { session, pageOffset }: Profiling,
): Promise<Readonly<Record<'window' | 'main', { readonly profile: CpuProfile; readonly offset: number }>>> {
  const { profile } = await session.send('Profiler.stop');
  const main = await app.evaluate(
    () =>
      new Promise<CpuProfile>((resolve) => {
        interface Inspector {
          post: (method: string, done: (error: unknown, answer: { profile: CpuProfile }) => void) => void;
        }
        (globalThis as unknown as { benchInspector: Inspector }).benchInspector.post(
          'Profiler.stop',
          (_error, answer) => {
            resolve(answer.profile);
          },
        );
      }),
  );
  // The protocol's own type leaves out nothing that is read here, but allows it to be absent.
  return { window: { profile: profile as CpuProfile, offset: pageOffset }, main: { profile: main, offset: 0 } };
}

const SHOWN_BLOCKS = 12;
const SHOWN_FRAMES = 12;
const SHOWN_OVER_ALL = 60;

/** Prints for the longest blocks of each process what was on the stack, by share of the time. */
export function tellBlame(
  name: string,
  profiles: Readonly<Record<'window' | 'main', { readonly profile: CpuProfile; readonly offset: number }>>,
  blocks: Readonly<Record<'window' | 'main', readonly Block[]>>,
): void {
  for (const process of ['window', 'main'] as const) {
    const { profile, offset } = profiles[process];
    const longest = blocks[process].toSorted((a, b) => b.ms - a.ms).slice(0, SHOWN_BLOCKS);
    console.log(`\n${name}, ${process}: ${String(blocks[process].length)} blocks`);
    for (const { at, ms } of longest) {
      console.log(`  ${ms.toFixed(0)} ms at ${(at + offset - profile.startTime / 1000).toFixed(0)} ms of the profile`);
      for (const line of blame(profile, (at + offset) * 1000, (at + offset + ms) * 1000)) console.log(`    ${line}`);
    }
    console.log('  over all');
    for (const line of blame(profile, 0, Infinity, SHOWN_OVER_ALL)) console.log(`    ${line}`);
  }
}

/** Functions with the share of the time in which they were on the stack, and in which they were its top. */
function blame(profile: CpuProfile, from: number, to: number, shown = SHOWN_FRAMES): readonly string[] {
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const frames = new Map(profile.nodes.map((node) => [node.id, nameOf(node.callFrame)]));
  const times = new Map<string, { total: number; self: number }>();
  let time = profile.startTime;
  for (const [index, sample] of profile.samples.entries()) {
    time += profile.timeDeltas[index] ?? 0;
    if (time < from || time > to) continue;
    const seen = new Set<string>();
    for (let node: number | undefined = sample; node !== undefined; node = parents.get(node)) {
      const frame = frames.get(node) ?? '?';
      const entry = times.get(frame) ?? { total: 0, self: 0 };
      if (!seen.has(frame)) entry.total += profile.timeDeltas[index] ?? 0;
      if (node === sample) entry.self += profile.timeDeltas[index] ?? 0;
      seen.add(frame);
      times.set(frame, entry);
    }
  }
  return [...times]
    .sort(([, a], [, b]) => b.total + b.self - a.total - a.self)
    .slice(0, shown)
    .map(([frame, { total, self }]) => `${inMs(total)} on the stack, ${inMs(self)} itself  ${frame}`);
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  return `${functionName === '' ? '(nameless)' : functionName}  ${url.split('/').slice(-2).join('/')}:${String(lineNumber + 1)}`;
}

function inMs(microseconds: number): string {
  return `${(microseconds / 1000).toFixed(0).padStart(5)} ms`;
}
