import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { STATUS_PATH } from '../src/shared/models';
import type { DemoServer, RequestKind } from '../src/main/gateway/demo/http-server';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';
import { originals, type Studio } from './studio';

/** `npm run test:faults` asks for more of them, and other seeds draw other moments. */
const RUNS = Number(process.env['EASEL_KILL_RUNS'] ?? 3);
const SEED = Number(process.env['EASEL_KILL_SEED'] ?? 20261122);

/** When the app is killed: at something the gateway sees, or just some milliseconds after the press. */
interface Moment {
  readonly at: 'submit arrives' | 'reply sent' | 'first look' | 'image requested' | 'some time';
  readonly laterMs: number;
}

const PLACES: readonly Moment['at'][] = ['submit arrives', 'reply sent', 'image requested', 'first look', 'some time'];

/** Moments follow from the seed, so that a failure can be had again. */
function momentOf(run: number): Moment {
  const chance = createHash('sha256')
    .update(`${String(SEED)} ${String(run)}`)
    .digest();
  const at = PLACES[(run + SEED) % PLACES.length] ?? 'some time';
  return { at, laterMs: at === 'some time' ? chance.readUInt16BE(0) % 2500 : chance.readUInt16BE(0) % 120 };
}

for (let run = 0; run < RUNS; run++) {
  const moment = momentOf(run);
  test(`killed, run ${String(run)} (${moment.at}, then ${String(moment.laterMs)} ms): nothing paid is lost, nothing paid twice`, async ({
    launch,
    gateway,
    libraryFolder,
  }) => {
    const prompts = [`A lighthouse ${String(run)}`, `A harbour ${String(run)}`];
    const first = await launch();
    await first.saveKey(DEMO_KEY);
    const release = holdAnswer(gateway, moment);
    for (const prompt of prompts) await first.generate(prompt);
    await arrived(gateway, moment);
    await sleep(moment.laterMs);
    await killWhole(first);
    release();

    const second = await launch();
    await second.saveKeyInSettings(DEMO_KEY);
    await expect.poll(() => unsettled(second), { timeout: 40_000 }).toEqual([]);
    for (const prompt of prompts) {
      // A press that the kill came before is no job, and cost nothing.
      expect(submitsOf(gateway, prompt).length, `submits of “${prompt}”`).toBeLessThanOrEqual(1);
    }
    const delivered = await deliveredBytes(gateway, await requestIds(second));
    // A part of a download that the kill cut short is nobody's image, and is cleared away later.
    const files = originals(libraryFolder).filter(({ name }) => !name.endsWith('.part'));
    const kept = files.map(({ bytes }) => sha256(bytes));
    expect([...kept].sort()).toEqual([...delivered].sort());
    const states = (await jobs(second)).map(({ status }) => status);
    // Only where the answer was still on its way may it be unknown.
    const allowed = moment.at === 'first look' || moment.at === 'image requested' ? 1 : 2;
    expect(states.filter((status) => status === 'unknown').length).toBeLessThanOrEqual(allowed);
    expect(states.filter((status) => status !== 'unknown' && status !== 'done')).toEqual([]);
  });
}

const KINDS: Readonly<Record<Moment['at'], RequestKind | null>> = {
  'submit arrives': 'submit',
  'reply sent': 'submit',
  'first look': 'status',
  'image requested': 'media',
  'some time': null,
};

/** The gateway keeps the answer back until the app is dead, where the kill is to come before it. */
function holdAnswer(gateway: DemoServer, { at }: Moment): () => void {
  let release = (): void => undefined;
  const kind = KINDS[at];
  if (kind === null || at === 'reply sent') return release;
  const until = new Promise<void>((resolve) => (release = resolve));
  gateway.fail(kind, { kind: 'hold', until });
  return () => {
    release();
  };
}

async function arrived(gateway: DemoServer, { at }: Moment): Promise<void> {
  const kind = KINDS[at];
  if (kind !== null) await gateway.arrived(kind, 1);
}

/** Main, window, graphics and helpers at once, as a power cut would. */
async function killWhole(studio: Studio): Promise<void> {
  const main = studio.app.process();
  const gone = once(main, 'exit');
  try {
    process.kill(-(main.pid ?? 0), 'SIGKILL');
  } catch {
    // Not the leader of a group of its own: then the main process alone, whose children follow it.
    main.kill('SIGKILL');
  }
  await gone;
}

interface JobLine {
  readonly status: string;
  readonly requestId?: string;
}

async function jobs(studio: Studio): Promise<readonly JobLine[]> {
  // The answer of `jobs.list`, as the window gets it.
  const answer = (await studio.request('jobs.list', undefined)) as { data?: { jobs: readonly JobLine[] } };
  return answer.data?.jobs ?? [{ status: 'not answered' }];
}

/** Jobs that are not at their end, whole: whoever reads the failure wants to know why. */
async function unsettled(studio: Studio): Promise<readonly string[]> {
  const open = (await jobs(studio)).filter(({ status }) => status !== 'done' && status !== 'unknown');
  return open.map((job) => JSON.stringify(job));
}

async function requestIds(studio: Studio): Promise<readonly string[]> {
  return (await jobs(studio)).flatMap(({ requestId }) => requestId ?? []);
}

function submitsOf(gateway: DemoServer, prompt: string): readonly unknown[] {
  return gateway.submits.filter(({ body }) => body.includes(prompt));
}

/** SHA-256 of every image that the gateway has for those requests. */
async function deliveredBytes(gateway: DemoServer, ids: readonly string[]): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const id of ids) {
    const headers = { 'Ocp-Apim-Subscription-Key': DEMO_KEY };
    const reply = await fetch(gateway.url + STATUS_PATH + id, { headers });
    const { output } = (await reply.json()) as { output: { media_url: readonly string[] } };
    for (const url of output.media_url) digests.push(sha256(new Uint8Array(await (await fetch(url)).arrayBuffer())));
  }
  return digests;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
