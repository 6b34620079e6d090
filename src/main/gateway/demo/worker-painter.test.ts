import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { createInlinePainter } from './inline-painter';
import type { PaintOrder } from './painter';
import { createWorkerPainter } from './worker-painter';

// Below node_modules, so that the built worker finds its packages.
const OUT = resolve('node_modules/.cache/easel/painter-test');
const WORKER = pathToFileURL(resolve(OUT, 'painter-worker.js'));
const ORDER: PaintOrder = {
  prompt: 'dunes',
  seed: 'a',
  size: { width: 512, height: 512 },
  format: 'webp',
  sources: [],
};

beforeAll(async () => {
  const input = resolve('src/main/gateway/demo/painter-worker.ts');
  const rolldownOptions = { input: { 'painter-worker': input } };
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: true, outDir: OUT, emptyOutDir: true, rolldownOptions },
  });
});

test('the built worker paints what the calling thread would, one order after the other', async () => {
  const painter = createWorkerPainter(WORKER, { shrink: 8 });
  const inline = createInlinePainter({ shrink: 8 });
  const orders = [ORDER, { ...ORDER, seed: 'b' }, { ...ORDER, format: 'jpeg' }] as const;
  const paintings = await Promise.all(orders.map((order) => painter.paint(order)));
  for (const [i, order] of orders.entries()) expect(paintings[i]).toEqual(await inline.paint(order));
  await painter.close();
});

test('a source that can’t be decoded rejects its own order only', async () => {
  const painter = createWorkerPainter(WORKER, { shrink: 16 });
  const bad = painter.paint({ ...ORDER, sources: [new Uint8Array(5)] });
  const good = painter.paint(ORDER);
  await expect(bad).rejects.toThrow('not a JPEG');
  expect((await good).bytes.byteLength).toBeGreaterThan(100);
  await painter.close();
});

test('closing in the middle rejects what is under way, and the next order starts anew', async () => {
  const painter = createWorkerPainter(WORKER, { shrink: 1 });
  const cut = painter.paint(ORDER);
  // The order must have reached its thread.
  await new Promise((done) => setImmediate(done));
  await painter.close();
  await expect(cut).rejects.toThrow('ended');
  expect((await createWorkerPainter(WORKER, { shrink: 16 }).paint(ORDER)).mediaType).toBe('image/webp');
});
