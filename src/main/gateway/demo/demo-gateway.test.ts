import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MODELS, STATUS_PATH, defaultModel } from '../../../shared/models';
import type { Model } from '../../../shared/model';
import { createManualClock } from '../../core/manual-clock';
import type { ManualClock } from '../../core/manual-clock';
import { ConnectionCut, createDemoGateway } from './demo-gateway';
import type { DemoGateway, DemoGatewayParts } from './demo-gateway';
import { DEMO_PROMPTS } from './demo-prompts';
import { createFileDemoStore, createMemoryDemoStore } from './demo-store';
import type { PaintOrder, Painter } from './painter';
import { createRandom } from './paint/random';

const ORIGIN = 'https://demo.example';
const TEXT = defaultModel(MODELS, 'generation');
const EDIT = defaultModel(MODELS, 'edit');
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

let stop: AbortController;
let folder: string;
beforeEach(async () => {
  stop = new AbortController();
  folder = await mkdtemp(join(tmpdir(), 'easel-demo-'));
});
afterEach(async () => {
  stop.abort();
  await rm(folder, { recursive: true });
});

/** A painter that signs its order instead of painting. */
function signPainter(orders: PaintOrder[] = []): Painter {
  return {
    paint: (order) => {
      orders.push(order);
      const bytes = new TextEncoder().encode(`${order.format} of ${order.seed}`);
      return Promise.resolve({ bytes, mediaType: `image/${order.format}` });
    },
  };
}

function make(parts: Partial<DemoGatewayParts> = {}): { gateway: DemoGateway; clock: ManualClock } {
  const clock = createManualClock();
  const gateway = createDemoGateway({
    models: MODELS,
    clock,
    random: createRandom(1),
    store: createMemoryDemoStore(),
    painter: signPainter(),
    speed: 1,
    keys: null,
    submitsPerMinute: null,
    signal: stop.signal,
    ...parts,
  });
  return { gateway, clock };
}

const Status = z.looseObject({
  request_id: z.string().optional(),
  status: z.string().optional(),
  error: z.string().nullish(),
  message: z.string().optional(),
  output: z.object({ media_url: z.array(z.string()), media_type: z.string() }).nullish(),
  created_at: z.string().optional(),
  completed_at: z.string().nullish(),
});
type Status = z.infer<typeof Status>;

async function post(
  gateway: DemoGateway,
  model: Model,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ code: number; body: Status; headers: Headers }> {
  const request = { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const reply = await gateway(new Request(ORIGIN + model.submitPath, request));
  const text = await reply.text();
  return {
    code: reply.status,
    headers: reply.headers,
    body: text.startsWith('{') ? Status.parse(JSON.parse(text)) : {},
  };
}

async function look(gateway: DemoGateway, id: string | undefined): Promise<Status> {
  const reply = await gateway(new Request(ORIGIN + STATUS_PATH + (id ?? '')));
  return Status.parse(await reply.json());
}

describe('what the documentation allows is taken, and nothing else', () => {
  test.each([
    ['no prompt', TEXT, {}],
    ['an empty prompt', TEXT, { prompt: '  ' }],
    ['a prompt that is no text', TEXT, { prompt: 5 }],
    ['no images', TEXT, { num_images: 0 }],
    ['one image too many', TEXT, { num_images: 5 }],
    ['half an image', TEXT, { num_images: 1.5 }],
    ['a number as text', TEXT, { num_images: '1' }],
    ['an unknown ratio', TEXT, { aspect_ratio: '5:4' }],
    ['auto where there is no source', TEXT, { aspect_ratio: 'auto' }],
    ['an unknown resolution', TEXT, { resolution: '4k' }],
    ['an unknown format', TEXT, { output_format: 'gif' }],
    ['a word for sync_mode', TEXT, { sync_mode: 'yes' }],
    ['an edit without sources', EDIT, {}],
    ['an edit with too many sources', EDIT, { image_urls: [PIXEL, PIXEL, PIXEL, PIXEL] }],
    ['an edit with six images', EDIT, { image_urls: [PIXEL], num_images: 6 }],
    ['a source that is no URL', EDIT, { image_urls: ['/etc/passwd'] }],
    ['a source that is no image', EDIT, { image_urls: ['data:text/html;base64,PGI+'] }],
  ])('%s is a 400 that says why', async (name, model, fields) => {
    const { gateway } = make();
    const body = name.includes('prompt') ? fields : { prompt: 'x', ...fields };
    const reply = await post(gateway, model, body);
    expect(reply.code).toBe(400);
    expect(reply.body.error).toBe('Bad Request');
    expect(reply.body.message?.length).toBeGreaterThan(10);
  });

  test('a body that is no JSON object is a 400', async () => {
    const { gateway } = make();
    for (const body of ['', '[]', '{"prompt":', '"x"', 'null'])
      expect((await post(gateway, TEXT, body)).code).toBe(400);
  });

  test('the least that a request can say takes the documented defaults', async () => {
    const store = createMemoryDemoStore();
    const { gateway } = make({ store });
    const reply = await post(gateway, EDIT, { prompt: 'x', image_urls: ['https://elsewhere.example/a.jpeg'] });
    expect(reply.code).toBe(202);
    expect(await store.get(reply.body.request_id ?? '')).toMatchObject({
      count: 1,
      aspectRatio: 'auto',
      resolution: '1k',
      format: 'jpeg',
      sync: false,
    });
  });

  test('a model that does not exist is told as documented, another path is not found', async () => {
    const { gateway } = make();
    const unknown = { ...TEXT, submitPath: '/none/v1/none-request' };
    expect(await post(gateway, unknown, { prompt: 'x' })).toMatchObject({
      code: 400,
      body: { error: 'Model not found', message: "Model 'none' not found or is disabled" },
    });
    expect((await post(gateway, { ...TEXT, submitPath: '/other' }, {})).code).toBe(404);
    expect((await gateway(new Request(`${ORIGIN}${STATUS_PATH}..%2f..%2fetc`))).status).toBe(404);
  });

  test('a server asks for a key on submit and status', async () => {
    const { gateway } = make({ keys: new Set(['right']) });
    expect((await post(gateway, TEXT, { prompt: 'x' })).code).toBe(401);
    expect((await post(gateway, TEXT, { prompt: 'x' }, { 'Ocp-Apim-Subscription-Key': 'wrong' })).code).toBe(401);
    expect((await post(gateway, TEXT, { prompt: 'x' }, { 'Ocp-Apim-Subscription-Key': 'right' })).code).toBe(202);
    expect((await gateway(new Request(`${ORIGIN}${STATUS_PATH}x`))).status).toBe(401);
  });

  test('more submits than the limit are told when to come again, and are taken then', async () => {
    const { gateway, clock } = make({ submitsPerMinute: 2 });
    expect((await post(gateway, TEXT, { prompt: 'a' })).code).toBe(202);
    await clock.advance(20_000);
    expect((await post(gateway, TEXT, { prompt: 'b' })).code).toBe(202);
    const limited = await post(gateway, TEXT, { prompt: 'c' });
    expect(limited.code).toBe(429);
    expect(limited.headers.get('Retry-After')).toBe('40');
    await clock.advance(40_000);
    expect((await post(gateway, TEXT, { prompt: 'c' })).code).toBe(202);
  });
});

describe('a job over time', () => {
  test('goes through the documented states, and its body has the documented fields', async () => {
    const { gateway, clock } = make();
    const { body } = await post(gateway, TEXT, { prompt: 'x', num_images: 3, output_format: 'webp' });
    expect(body.request_id).toMatch(new RegExp(`^${TEXT.id}_[0-9a-f-]{36}$`));
    expect(body).toEqual({
      request_id: body.request_id,
      status: 'QUEUED',
      polling_url: `${ORIGIN}${STATUS_PATH}${body.request_id ?? ''}`,
    });
    expect(await look(gateway, body.request_id)).toMatchObject({ status: 'QUEUED', output: null, error: null });
    await clock.advance(2600);
    expect(await look(gateway, body.request_id)).toMatchObject({
      status: 'PROCESSING',
      output: null,
      completed_at: null,
    });
    await clock.advance(120_000);
    const done = await look(gateway, body.request_id);
    expect(done).toMatchObject({ status: 'COMPLETED', model_id: TEXT.id, error: null });
    expect(done.output?.media_type).toBe('image/webp');
    expect(new Set(done.output?.media_url).size).toBe(3);
  });

  test('durations lie round the median of their kind, and 2k takes longer', async () => {
    const seconds = async (resolution: string): Promise<number> => {
      const store = createMemoryDemoStore();
      const { gateway } = make({ store });
      for (let i = 0; i < 101; i += 1) await post(gateway, TEXT, { prompt: String(i), resolution });
      const all = (await store.all()).map(({ totalMs }) => totalMs / 1000).sort((a, b) => a - b);
      return all[50] ?? 0;
    };
    const [small, large] = [await seconds('1k'), await seconds('2k')];
    expect(small).toBeGreaterThan(10);
    expect(small).toBeLessThan(18);
    expect(large).toBeGreaterThan(small * 2);
  });

  test('both shapes of time stamps occur', async () => {
    const { gateway, clock } = make();
    const ids = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => (await post(gateway, TEXT, { prompt: String(i) })).body.request_id),
    );
    await clock.advance(200_000);
    const stamps = (await Promise.all(ids.map((id) => look(gateway, id)))).map((status) => status.completed_at ?? '');
    expect(stamps.some((stamp) => /^\d{4}-\d\d-\d\dT.*Z$/.test(stamp))).toBe(true);
    expect(stamps.some((stamp) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(stamp))).toBe(true);
  });

  test('the same link gives the same bytes and each output its own, also after a restart', async () => {
    const clock = createManualClock();
    const first = make({ clock, store: createFileDemoStore(folder, () => clock.now()) });
    const { body } = await post(first.gateway, TEXT, { prompt: 'x', num_images: 2 });
    await clock.advance(3000);
    const second = make({ clock, store: createFileDemoStore(folder, () => clock.now()) });
    expect(await look(second.gateway, body.request_id)).toMatchObject({ status: 'PROCESSING' });
    await clock.advance(200_000);
    const third = make({ clock, store: createFileDemoStore(folder, () => clock.now()) });
    const links = (await look(third.gateway, body.request_id)).output?.media_url ?? [];
    const read = async (gateway: DemoGateway, url: string): Promise<string> =>
      await (await gateway(new Request(url))).text();
    const [one, two] = [await read(third.gateway, links[0] ?? ''), await read(third.gateway, links[1] ?? '')];
    expect(one).not.toBe(two);
    expect(await read(second.gateway, links[0] ?? '')).toBe(one);
    expect(await read(third.gateway, links[0] ?? '')).toBe(one);
  });

  test('a crash in the middle of a write and a damaged file harm no other job', async () => {
    const clock = createManualClock();
    const { gateway } = make({ clock, store: createFileDemoStore(folder, () => clock.now()) });
    const { body } = await post(gateway, TEXT, { prompt: 'x' });
    await writeFile(join(folder, 'damaged.json'), '{"id":"dam');
    await writeFile(join(folder, 'half.json.part'), '{"id":');
    const store = createFileDemoStore(folder, () => clock.now());
    expect((await store.all()).map(({ id }) => id)).toEqual([body.request_id]);
    expect(await store.get('damaged')).toBeUndefined();
    expect(await store.get('../damaged')).toBeUndefined();
    expect(await readdir(folder)).toContain('damaged.json');
  });

  test('an edit is painted from the bytes of its source, be it a data URI or an image of this gateway', async () => {
    const orders: PaintOrder[] = [];
    const { gateway, clock } = make({ painter: signPainter(orders) });
    const source = await post(gateway, TEXT, { prompt: 'x' });
    await clock.advance(200_000);
    const link = (await look(gateway, source.body.request_id)).output?.media_url[0] ?? '';
    const bytes = Buffer.from(await (await gateway(new Request(link))).arrayBuffer());
    const edit = await post(gateway, EDIT, { prompt: 'y', image_urls: [link, PIXEL, 'https://elsewhere.example/a'] });
    await clock.advance(200_000);
    const edited = (await look(gateway, edit.body.request_id)).output?.media_url[0] ?? '';
    await gateway(new Request(edited));
    const [first, second, third] = orders.find(({ prompt }) => prompt === 'y')?.sources ?? [];
    expect(first).toEqual(new Uint8Array(bytes));
    expect(second).toEqual(Buffer.from('iVBORw0KGgo=', 'base64'));
    expect(third).toBe('https://elsewhere.example/a');
    expect(orders.find(({ prompt }) => prompt === 'y')?.size).toHaveProperty('area');
  });
});

describe('special prompts', () => {
  test.each(DEMO_PROMPTS.filter(({ effect }) => effect.kind === 'refuse'))('$word', async ({ word, effect }) => {
    if (effect.kind !== 'refuse') return;
    const { gateway } = make();
    const prompt = `A fox ${word} in snow`;
    const refused = await post(gateway, TEXT, { prompt });
    expect(refused.code).toBe(effect.status);
    const again = await post(gateway, TEXT, { prompt });
    expect(again.code).toBe(effect.times === 1 ? 202 : effect.status);
  });

  test('[demo:small-sources] refuses a large source at once and takes a smaller one', async () => {
    const { gateway } = make();
    const prompt = 'A hat [demo:small-sources]';
    const data = (bytes: number): string => `data:image/png;base64,${Buffer.alloc(bytes, 7).toString('base64')}`;
    expect((await post(gateway, EDIT, { prompt, image_urls: [PIXEL, data(800_001)] })).code).toBe(413);
    expect((await post(gateway, EDIT, { prompt, image_urls: [PIXEL, data(799_998)] })).code).toBe(202);
    expect((await post(gateway, EDIT, { prompt, image_urls: ['https://elsewhere.example/a'] })).code).toBe(202);
  });

  test('[demo:no-links] refuses links and takes what is inside the request', async () => {
    const { gateway } = make();
    const prompt = 'A hat [demo:no-links]';
    expect((await post(gateway, EDIT, { prompt, image_urls: [PIXEL, 'https://elsewhere.example/a'] })).code).toBe(422);
    expect((await post(gateway, EDIT, { prompt, image_urls: [PIXEL] })).code).toBe(202);
  });

  test.each([
    ['[demo:failed]', 'FAILED', null],
    ['[demo:moderated]', 'FAILED', null],
    ['[demo:error]', 'ERROR', null],
    ['[demo:empty]', 'COMPLETED', 0],
    ['[demo:short]', 'COMPLETED', 3],
    ['[demo:lost-media]', 'COMPLETED', 4],
    ['[demo:stuck]', 'PROCESSING', null],
    ['nothing special', 'COMPLETED', 4],
  ])('%s ends as %s with %s images', async (prompt, status, count) => {
    const { gateway, clock } = make();
    const { body } = await post(gateway, TEXT, { prompt, num_images: 4 });
    await clock.advance(500_000);
    const end = await look(gateway, body.request_id);
    expect(end.status).toBe(status);
    expect(end.output?.media_url.length ?? null).toBe(count);
    expect(typeof end.error === 'string' && end.error.length > 10).toBe(status === 'FAILED' || status === 'ERROR');
  });

  test('lost media never come, late media come the second time', async () => {
    const { gateway, clock } = make();
    for (const [prompt, codes] of [
      ['[demo:lost-media]', [404, 404, 404]],
      ['[demo:late-media]', [404, 200, 200]],
    ] as const) {
      const { body } = await post(gateway, TEXT, { prompt });
      await clock.advance(200_000);
      const link = (await look(gateway, body.request_id)).output?.media_url[0] ?? '';
      for (const code of codes) expect((await gateway(new Request(link))).status).toBe(code);
    }
  });

  test('an answer that is cut or without an id leaves a job behind that goes on', async () => {
    const store = createMemoryDemoStore();
    const { gateway } = make({ store });
    await expect(post(gateway, TEXT, { prompt: '[demo:cut]' })).rejects.toBeInstanceOf(ConnectionCut);
    expect((await post(gateway, TEXT, { prompt: '[demo:no-id]' })).body).toEqual({ status: 'QUEUED' });
    expect(await store.all()).toHaveLength(2);
  });

  test('slow takes longer than any usual job', async () => {
    const { gateway, clock } = make();
    const { body } = await post(gateway, TEXT, { prompt: '[demo:slow]' });
    await clock.advance(30_000);
    expect((await look(gateway, body.request_id)).status).toBe('PROCESSING');
    await clock.advance(300_000);
    expect((await look(gateway, body.request_id)).status).toBe('COMPLETED');
  });
});

describe('webhooks', () => {
  const run = async (headers: Record<string, string>, answers: readonly boolean[]): Promise<Status[]> => {
    const calls: Status[] = [];
    const deliver = (_: string, body: string): Promise<boolean> => {
      calls.push(Status.parse(JSON.parse(body)));
      return Promise.resolve(answers[calls.length - 1] ?? true);
    };
    const { gateway, clock } = make({ deliver });
    expect((await post(gateway, TEXT, { prompt: 'x' }, headers)).code).toBe(202);
    await clock.advance(200_000);
    return calls;
  };
  const url = { 'X-Webhook-URL': 'https://hook.example/x' };

  test('terminal is called once, at the end, with the body of the status', async () => {
    const calls = await run(url, []);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ status: 'COMPLETED', output: { media_type: 'image/jpeg' } });
  });

  test('sync is called while it works and once at the end', async () => {
    const states = (await run({ ...url, 'X-Webhook-Mode': 'sync' }, [])).map(({ status }) => status);
    expect(states.length).toBeGreaterThan(2);
    expect(states.slice(0, -1)).not.toContain('COMPLETED');
    expect(states.at(-1)).toBe('COMPLETED');
  });

  test('a receiver that does not take it gets the same again, three times at most', async () => {
    expect(await run(url, [false, true])).toHaveLength(2);
    expect(await run(url, [false, false, false, false])).toHaveLength(3);
  });

  test.each([
    [{ 'X-Webhook-URL': 'http://hook.example/x' }],
    [{ 'X-Webhook-URL': 'nonsense' }],
    [{ ...url, 'X-Webhook-Mode': 'often' }],
  ])('%o is refused before anything is taken', async (headers) => {
    const { gateway } = make();
    expect((await post(gateway, TEXT, { prompt: 'x' }, headers)).code).toBe(400);
  });
});
