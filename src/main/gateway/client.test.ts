import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JobGateway } from '../../shared/job';
import { MODELS, defaultModel } from '../../shared/models';
import type { Model } from '../../shared/model';
import { emptyRecipe } from '../../shared/recipe-rules';
import { systemClock } from '../core/system-clock';
import type { StatusVerdict } from '../core/ports';
import { createGateway } from './client';
import { createInlinePainter } from './demo/inline-painter';
import { DEMO_KEY, startDemoServer } from './demo/server';
import type { DemoServerOptions } from './demo/server';
import { createHttpsGet } from './https-get';
import { createHttpsSubmit } from './https-submit';
import { createTestBodies } from './test-bodies';
import { encodeInPieces } from './text-pieces';

const { signal } = new AbortController();
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const live = { submit: createHttpsSubmit(), get: createHttpsGet() };
const noDemo = {
  submit: () => Promise.reject(new Error('no demo here')),
  get: () => Promise.reject(new Error('no demo here')),
};

function clientWith(key: string | null, models: readonly Model[] = MODELS): ReturnType<typeof createGateway> {
  const transports = { live, demo: noDemo };
  const mask = (text: string): string => (key === null ? text : text.replaceAll(key, '[secret]'));
  const keyFor = (): Promise<string | null> => Promise.resolve(key);
  return createGateway({ models, clock: systemClock, transports, keyFor, mask, bodies: createTestBodies() });
}

async function serve(options: DemoServerOptions = {}): ReturnType<typeof startDemoServer> {
  const painter = createInlinePainter({ shrink: 32 });
  const server = await startDemoServer({ painter, speed: 1e6, submitsPerMinute: null, ...options });
  ends.push(() => server.close());
  return server;
}

/** A bare HTTP server that answers everything the same way and keeps what it was sent. */
async function serveRaw(
  status: number,
  headers: Record<string, string>,
  body: string,
): Promise<{ url: string; seen: { url: string; key: string | undefined }[] }> {
  const seen: { url: string; key: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const key = request.headers['ocp-apim-subscription-key'];
    seen.push({ url: request.url ?? '', key: Array.isArray(key) ? key[0] : key });
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, seen };
}

async function finish(
  client: ReturnType<typeof clientWith>,
  gateway: JobGateway,
  requestId: string,
): Promise<StatusVerdict> {
  for (;;) {
    const { verdict } = await client.status(gateway, requestId, signal);
    if (verdict.kind !== 'queued' && verdict.kind !== 'running') return verdict;
  }
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const TINY_PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('client against the demo gateway over HTTP', () => {
  test.each(MODELS)(
    '$id: every value of every parameter is taken, and headers and body are as documented',
    async (model) => {
      const server = await serve();
      const client = clientWith(DEMO_KEY);
      const gateway: JobGateway = { kind: 'live', origin: server.url };
      const base = { ...emptyRecipe(model), prompt: 'A quiet lake – ünïcode "quotes"\nnew line' };
      const counts = Array.from({ length: model.count.max }, (_, i) => ({ ...base, count: i + 1 }));
      const recipes = [
        ...counts,
        ...model.aspectRatio.values.map((aspectRatio) => ({ ...base, aspectRatio })),
        ...model.resolution.values.map((resolution) => ({ ...base, resolution })),
        ...model.format.values.map((format) => ({ ...base, format })),
        { ...base, privateDelivery: true },
      ];
      for (const recipe of recipes) {
        const order = client.order({ gateway, recipe, webhook: null }, model.kind === 'edit' ? [TINY_PNG] : []);
        const outcome = await client.submit(order, signal);
        expect(outcome).toMatchObject({ kind: 'reply', reply: { status: 202 } });
      }
      expect(server.submits).toHaveLength(recipes.length);
      const [first] = server.submits;
      expect(first?.path).toBe(model.submitPath);
      expect(first?.headers).toMatchObject({
        'content-type': 'application/json',
        'cache-control': 'no-cache',
        'ocp-apim-subscription-key': DEMO_KEY,
      });
      expect(JSON.parse(first?.body ?? '')).toEqual({
        prompt: base.prompt,
        ...(model.kind === 'edit' ? { image_urls: [TINY_PNG] } : {}),
        num_images: 1,
        aspect_ratio: model.aspectRatio.default,
        resolution: '1k',
        output_format: 'jpeg',
      });
      expect(JSON.parse(server.submits.at(-1)?.body ?? '')).toMatchObject({ sync_mode: true });
    },
  );

  test('a job goes from submit to the bytes of its images, and the key is not sent for the images', async () => {
    const server = await serve();
    const client = clientWith(DEMO_KEY);
    const gateway: JobGateway = { kind: 'live', origin: server.url };
    const recipe = { ...emptyRecipe(defaultModel(MODELS, 'generation')), prompt: 'Two peaks', count: 2, format: 'png' };
    const outcome = await client.submit(client.order({ gateway, recipe, webhook: null }, []), signal);
    if (outcome.kind !== 'reply') throw new Error(outcome.problem.message);
    const accepted = await client.readReply(outcome.reply);
    if (accepted.kind !== 'accepted') throw new Error(accepted.kind);
    const done = await finish(client, gateway, accepted.requestId);
    if (done.kind !== 'completed') throw new Error(done.kind);
    expect(done.media).toHaveLength(2);
    const files = await Promise.all(
      done.media.map(async (origin) => {
        if (origin.from !== 'link') throw new Error(origin.from);
        const media = await client.media(gateway, origin.url, signal);
        if (media.kind !== 'bytes') throw new Error(media.problem.message);
        const bytes = await collect(media.body);
        expect(bytes.byteLength).toBe(media.length);
        return bytes;
      }),
    );
    for (const file of files) expect(file.subarray(1, 4).toString()).toBe('PNG');
    expect(files[0]?.equals(files[1] ?? Buffer.alloc(0))).toBe(false);
    const media = server.requests.filter(({ kind }) => kind === 'media');
    expect(media).toHaveLength(2);
    for (const request of media) expect(JSON.stringify(request)).not.toContain(DEMO_KEY);
  });

  test('private delivery brings the images inside the status, and what is handed on holds none of them', async () => {
    const server = await serve();
    const client = clientWith(DEMO_KEY);
    const gateway: JobGateway = { kind: 'live', origin: server.url };
    const model = defaultModel(MODELS, 'edit');
    const recipe = { ...emptyRecipe(model), prompt: 'night', privateDelivery: true, format: 'webp' };
    const outcome = await client.submit(client.order({ gateway, recipe, webhook: null }, [TINY_PNG]), signal);
    const accepted = outcome.kind === 'reply' ? await client.readReply(outcome.reply) : null;
    if (accepted?.kind !== 'accepted') throw new Error(accepted?.kind);
    await finish(client, gateway, accepted.requestId);
    const { verdict, reply } = await client.status(gateway, accepted.requestId, signal);
    expect(verdict).toMatchObject({ kind: 'completed', media: [{ from: 'spool', file: 'image-2' }] });
    expect(reply?.body).toContain('"media_url":["easel-spool:image-2"]');
  });

  test('a key is told good from bad by the status of nobody, and no submit is made for it', async () => {
    const server = await serve();
    expect(await clientWith(DEMO_KEY).testKey(server.url, signal)).toMatchObject({ verdict: 'good' });
    expect(await clientWith('wrong').testKey(server.url, signal)).toMatchObject({ verdict: 'bad' });
    server.fail('status', { kind: 'reply', status: 500 });
    expect(await clientWith(DEMO_KEY).testKey(server.url, signal)).toMatchObject({ verdict: 'could-not-tell' });
    await server.close();
    expect(await clientWith(DEMO_KEY).testKey(server.url, signal)).toMatchObject({ verdict: 'could-not-tell' });
    expect(server.submits).toHaveLength(0);
  });

  test('a body of many pieces arrives to the letter, whatever letters lie at the seams', async () => {
    const server = await serve();
    const client = clientWith(DEMO_KEY);
    const model = defaultModel(MODELS, 'edit');
    const source = `data:image/png;base64,${'iVBORw0KGgoA'.repeat(100_000)}`;
    for (const prompt of [
      '🏔'.repeat(49_999),
      `x${'🏔'.repeat(49_999)}`,
      'é "漢"\
\u0000',
    ]) {
      for (const urls of [[source, 'https://x/ä.png', source], ['https://x/ä.png']]) {
        const recipe = { ...emptyRecipe(model), prompt };
        const order = client.order({ gateway: { kind: 'live', origin: server.url }, recipe, webhook: null }, urls);
        await client.submit(order, signal);
        const { prompt: sent, image_urls: sources } = z
          .looseObject({ prompt: z.string(), image_urls: z.array(z.string()) })
          .parse(JSON.parse(server.submits.at(-1)?.body ?? ''));
        expect(sent).toBe(prompt);
        expect(sources.map((url, index) => url === urls[index])).toEqual(urls.map(() => true));
      }
    }
    const long = `"${'🏔'.repeat(600_000)}"`;
    for (const text of [long, `x${long}`, '']) {
      const pieces = await encodeInPieces(text);
      expect(Buffer.concat(pieces).toString('utf8') === text).toBe(true);
      expect(pieces.length).toBe(text === '' ? 1 : 3);
    }
  });

  test('a webhook goes as the documented headers, in plain letters, and never in the body', async () => {
    const server = await serve();
    const client = clientWith(DEMO_KEY);
    const recipe = { ...emptyRecipe(defaultModel(MODELS, 'generation')), prompt: 'x' };
    const gateway: JobGateway = { kind: 'live', origin: server.url };
    for (const mode of ['terminal', 'sync'] as const) {
      const webhook = { url: ' https://hööks.example/häk?a=1 ', mode };
      const outcome = await client.submit(client.order({ gateway, recipe, webhook }, []), signal);
      expect(outcome).toMatchObject({ kind: 'reply', reply: { status: 202 } });
      const sent = server.submits.at(-1);
      expect(sent?.headers).toMatchObject({
        'x-webhook-url': 'https://xn--hks-snaa.example/h%C3%A4k?a=1',
        'x-webhook-mode': mode,
        'ocp-apim-subscription-key': DEMO_KEY,
      });
      expect(sent?.body).not.toContain('example');
    }
    await client.submit(client.order({ gateway, recipe, webhook: null }, []), signal);
    expect(Object.keys(server.submits.at(-1)?.headers ?? {}).filter((name) => name.startsWith('x-'))).toEqual([]);
  });

  test('without a key nothing is sent and the status waits for one', async () => {
    const server = await serve();
    const client = clientWith(null);
    const gateway: JobGateway = { kind: 'live', origin: server.url };
    const recipe = { ...emptyRecipe(defaultModel(MODELS, 'generation')), prompt: 'x' };
    expect(await client.submit(client.order({ gateway, recipe, webhook: null }, []), signal)).toMatchObject({
      kind: 'not-sent',
      problem: { code: 'key-refused' },
    });
    expect(await client.status(gateway, 'any', signal)).toMatchObject({ verdict: { kind: 'blocked', by: 'key' } });
    expect(server.requests).toHaveLength(0);
  });

  test('a reply that breaks off is asked for again on a poll, never taken as an end', async () => {
    const server = await serve();
    const client = clientWith(DEMO_KEY);
    const gateway: JobGateway = { kind: 'live', origin: server.url };
    for (const kind of ['cut-before', 'cut-after', 'cut-within'] as const) {
      server.fail('status', { kind });
      expect(await client.status(gateway, 'any', signal)).toMatchObject({
        verdict: { kind: 'retry', problem: { code: 'no-connection' } },
        reply: null,
      });
    }
  });
});

describe('the key stays on its origin', () => {
  test('a gateway that redirects every request elsewhere gets no second request out of us', async () => {
    const thief = await serveRaw(200, {}, '{"status":"COMPLETED","output":{"media_url":["https://thief.example/x"]}}');
    for (const status of [301, 302, 303, 307, 308]) {
      const gate = await serveRaw(status, { location: `${thief.url}/take` }, '');
      const client = clientWith('sentinel-key-0123456789');
      const gateway: JobGateway = { kind: 'live', origin: gate.url };
      const recipe = { ...emptyRecipe(defaultModel(MODELS, 'generation')), prompt: 'x' };
      const outcome = await client.submit(client.order({ gateway, recipe, webhook: null }, []), signal);
      if (outcome.kind !== 'reply') throw new Error(outcome.kind);
      expect(await client.readReply(outcome.reply)).toMatchObject({ kind: 'refused', problem: { code: 'redirected' } });
      expect(await client.status(gateway, 'id', signal)).toMatchObject({
        verdict: { kind: 'retry', problem: { code: 'redirected' } },
      });
      await client.testKey(gate.url, signal);
      expect(gate.seen).toHaveLength(3);
    }
    expect(thief.seen).toHaveLength(0);
  });

  test('redirects of an image are followed three times at most, checked, and without the key', async () => {
    const client = clientWith('sentinel-key-0123456789');
    const end = await serveRaw(200, { 'content-length': '5' }, 'bytes');
    const hop = await serveRaw(302, { location: end.url }, '');
    const loop = await serveRaw(302, { location: '/again' }, '');
    const plain = await serveRaw(302, { location: 'http://192.0.2.7/x' }, '');
    const gateway: JobGateway = { kind: 'live', origin: end.url };
    const media = await client.media(gateway, hop.url, signal);
    if (media.kind !== 'bytes') throw new Error(media.problem.message);
    expect((await collect(media.body)).toString()).toBe('bytes');
    expect(await client.media(gateway, loop.url, signal)).toMatchObject({ kind: 'gone' });
    expect(loop.seen).toHaveLength(4);
    expect(await client.media(gateway, plain.url, signal)).toMatchObject({
      kind: 'gone',
      problem: { code: 'bad-media' },
    });
    for (const { seen } of [end, hop, loop, plain]) for (const { key } of seen) expect(key).toBeUndefined();
  });

  test('an order for another origin than its gateway’s is not sent at all', async () => {
    const other = await serveRaw(202, {}, '{}');
    const client = clientWith('sentinel-key-0123456789');
    const gateway: JobGateway = { kind: 'live', origin: 'https://gateway.example' };
    const order = { gateway, url: `${other.url}/steal`, headers: {}, body: '{}' };
    expect(await client.submit(order, signal)).toMatchObject({ kind: 'not-sent', problem: { code: 'internal' } });
    expect(other.seen).toHaveLength(0);
  });

  test('a gateway that echoes the key does not bring it into a reply or a message', async () => {
    const key = 'sentinel+key/0123456789';
    const echo = await serveRaw(400, { 'x-echo': key }, JSON.stringify({ error: 'Bad', message: key }));
    const client = clientWith(key);
    const gateway: JobGateway = { kind: 'live', origin: echo.url };
    const recipe = { ...emptyRecipe(defaultModel(MODELS, 'generation')), prompt: 'x' };
    const outcome = await client.submit(client.order({ gateway, recipe, webhook: null }, []), signal);
    const verdict = await client.status(gateway, 'id', signal);
    const written = JSON.stringify([outcome, verdict]);
    expect(written).not.toContain(key.slice(4, -4));
    expect(written).toContain('[secret]');
  });
});
