import { describe, expect, test } from 'vitest';
import { createManualClock } from '../main/core/manual-clock';
import { createGateway } from '../main/gateway/client';
import { createDemoGateway } from '../main/gateway/demo/demo-gateway';
import { createMemoryDemoStore } from '../main/gateway/demo/demo-store';
import { createInlinePainter } from '../main/gateway/demo/inline-painter';
import { createInProcessTransports } from '../main/gateway/demo/in-process';
import type { Model } from './model';
import { expectedPixels, ratioValue } from './model';
import { DEMO_GATEWAY, MODELS, defaultModel } from './models';
import { emptyRecipe, estimatePrice, recipeFaults } from './recipe-rules';

/** The newer model of the same gateway, as a registry row and nothing else. */
const V2: Model = {
  ...defaultModel(MODELS, 'generation'),
  id: 'grok-imagine-image-v2',
  name: 'Grok Imagine v2',
  submitPath: '/grok-imagine-image-v2/v1/grok-imagine-image-v2-request',
  count: { min: 1, max: 10, default: 2 },
  options: [{ name: 'quality', label: 'Quality', values: ['low', 'medium'], default: 'medium' }],
  price: { perImage: { '1k': 0.02, '2k': 0.04 }, perSource: 0.002 },
};

describe('the registry', () => {
  test.each(MODELS)(
    '$id: defaults are values, ranges hold, every ratio and resolution has pixels and a price',
    (model) => {
      for (const choice of [model.aspectRatio, model.resolution, model.format, ...model.options])
        expect(choice.values).toContain(choice.default);
      expect(model.count.default).toBeGreaterThanOrEqual(model.count.min);
      expect(model.count.default).toBeLessThanOrEqual(model.count.max);
      expect(model.sources.max > 0).toBe(model.kind === 'edit');
      for (const resolution of model.resolution.values) {
        expect(model.price.perImage[resolution]).toBeGreaterThan(0);
        for (const ratio of model.aspectRatio.values.filter((value) => value !== 'auto')) {
          const size = expectedPixels(model, ratio, resolution);
          // The real pixels differ from the name of the ratio by up to 8 %, as is documented of other services.
          const off = (size?.width ?? 0) / (size?.height ?? 1) / (ratioValue(ratio) ?? 1);
          expect(Math.abs(Math.log(off))).toBeLessThan(0.09);
        }
      }
    },
  );

  test('the documented ranges, word for word', () => {
    const [text, edit] = [defaultModel(MODELS, 'generation'), defaultModel(MODELS, 'edit')];
    expect([text.count, edit.count].map(({ min, max }) => [min, max])).toEqual([
      [1, 4],
      [1, 5],
    ]);
    expect(edit.sources).toEqual({ min: 1, max: 3 });
    const ratios = '2:1 20:9 19.5:9 16:9 4:3 3:2 1:1 2:3 3:4 9:16 9:19.5 9:20 1:2'.split(' ');
    expect(text.aspectRatio).toEqual({ values: ratios, default: '1:1' });
    expect(edit.aspectRatio).toEqual({ values: ['auto', ...ratios], default: 'auto' });
  });

  test('portrait pixels are landscape turned, and 2k is twice 1k', () => {
    const model = defaultModel(MODELS, 'generation');
    expect(expectedPixels(model, '16:9', '1k')).toEqual({ width: 1408, height: 768 });
    expect(expectedPixels(model, '9:16', '1k')).toEqual({ width: 768, height: 1408 });
    expect(expectedPixels(model, '9:19.5', '2k')).toEqual({ width: 1152, height: 2496 });
  });
});

test('a model is added by data alone: rules, order, demo gateway and pixels take it without a change', async () => {
  const models = [...MODELS, V2];
  const recipe = { ...emptyRecipe(V2), prompt: 'dunes', count: 3, format: 'png', options: { quality: 'low' } };
  expect(recipeFaults(V2, recipe)).toEqual([]);
  expect(recipeFaults(V2, { ...recipe, options: { quality: 'high' } }).map(({ field }) => field)).toEqual(['options']);
  expect(estimatePrice(V2, recipe, {})).toBe(0.06);

  const clock = createManualClock();
  const { signal } = new AbortController();
  const painter = createInlinePainter({ shrink: 32 });
  const demo = createDemoGateway({
    models,
    clock,
    random: Math.random,
    store: createMemoryDemoStore(),
    painter,
    speed: 1,
    keys: null,
    submitsPerMinute: null,
    signal,
  });
  const transports = createInProcessTransports(demo, DEMO_GATEWAY);
  const client = createGateway({
    models,
    clock,
    transports: { demo: transports, live: transports },
    keyFor: () => Promise.reject(new Error('The demo gateway must not ask for a key.')),
    mask: (text) => text,
    bodies: { slim: (body) => Promise.resolve(Buffer.from(body).toString()) },
  });
  const gateway = { kind: 'demo', origin: DEMO_GATEWAY } as const;
  const order = client.order({ gateway, recipe, webhook: null }, []);
  expect(order.url).toBe(`${DEMO_GATEWAY}/grok-imagine-image-v2/v1/grok-imagine-image-v2-request`);
  expect(JSON.parse(order.body)).toMatchObject({ quality: 'low', num_images: 3 });

  const outcome = await client.submit(order, signal);
  const verdict = outcome.kind === 'reply' ? await client.readReply(outcome.reply) : null;
  if (verdict?.kind !== 'accepted') throw new Error(verdict?.kind);
  await clock.advance(300_000);
  const { verdict: done } = await client.status(gateway, verdict.requestId, signal);
  if (done.kind !== 'completed') throw new Error(done.kind);
  expect(done.media).toHaveLength(3);
  const third = done.media[2];
  const media = await client.media(gateway, third?.from === 'link' ? third.url : '', signal);
  expect(media).toMatchObject({ kind: 'bytes' });

  const wrong = await client.submit({ ...order, body: order.body.replace('"low"', '"high"') }, signal);
  expect(wrong).toMatchObject({ kind: 'reply', reply: { status: 400 } });
});
