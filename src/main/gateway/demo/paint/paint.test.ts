import { describe, expect, test } from 'vitest';
import type { PaintOrder } from '../painter';
import { createCanvas } from './canvas';
import { decode, encode } from './codec';
import type { Pixels } from './codec';
import { EFFECTS } from './effects';
import { fit } from './fit';
import { MOODS, moodFor } from './mood';
import { createNoise } from './noise';
import { paintPicture } from './picture';
import { createRandom } from './random';
import { SCENES, sceneFor } from './scenes/choose';
import { skylineOf } from './skyline';

const ORDER: PaintOrder = {
  prompt: 'A mountain lake at dawn',
  seed: 'job/0',
  size: { width: 1408, height: 768 },
  format: 'png',
  sources: [],
};
const small = { shrink: 8 };

/** Mean difference of two pictures of one size, in screen values. */
function difference(a: Pixels, b: Pixels): number {
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - (b.data[i] ?? 0)), 0) / a.data.length;
}

/** How alike the brightness of two pictures runs, from -1 to 1. */
function likeness(a: Pixels, b: Pixels): number {
  const grey = ({ width, height, data }: Pixels): number[] =>
    Array.from(
      { length: width * height },
      (_, i) => (data[i * 4] ?? 0) + (data[i * 4 + 1] ?? 0) + (data[i * 4 + 2] ?? 0),
    );
  const centred = (values: number[]): number[] => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [p, q] = [centred(grey(a)), centred(grey(b))];
  const dot = (x: number[], y: number[]): number => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return dot(p, q) / Math.sqrt(dot(p, p) * dot(q, q));
}

describe('a painted picture', () => {
  test.each([
    ['jpeg', [0xff, 0xd8, 0xff]],
    ['png', [0x89, 0x50, 0x4e]],
    ['webp', [0x52, 0x49, 0x46]],
  ] as const)('as %s is a file of that format with exactly the asked pixels', async (format, magic) => {
    const { bytes, mediaType } = await paintPicture({ ...ORDER, format }, { shrink: 4 });
    expect(mediaType).toBe(`image/${format}`);
    expect([...bytes.subarray(0, 3)]).toEqual(magic);
    expect(await decode(bytes)).toMatchObject({ width: 352, height: 192 });
  });

  test('is the same bytes for the same order, and another picture for another output of one job', async () => {
    const [one, again, other] = await Promise.all([
      paintPicture(ORDER, small),
      paintPicture(ORDER, small),
      paintPicture({ ...ORDER, seed: 'job/1' }, small),
    ]);
    expect(again.bytes).toEqual(one.bytes);
    expect(difference(await decode(one.bytes), await decode(other.bytes))).toBeGreaterThan(3);
  });

  test.each(
    SCENES.flatMap((scene) =>
      [MOODS[0], MOODS[1], MOODS[8]].flatMap((mood) => (mood ? [[scene.name, mood.name, scene, mood] as const] : [])),
    ),
  )('%s in the mood %s covers the canvas with light that is a number', (_, __, scene, mood) => {
    const canvas = createCanvas(72, 40);
    const random = createRandom(5);
    scene.paint({ canvas, mood, random, noise: createNoise(random), prompt: 'planet lake' });
    expect(canvas.light.every((value) => Number.isFinite(value) && value > -0.01)).toBe(true);
    expect(new Set(canvas.light).size).toBeGreaterThan(100);
  });

  test('follows the words of its prompt', () => {
    expect(sceneFor('a lighthouse by the sea, mountains behind').name).toBe('sea');
    expect(sceneFor('MOUNTAINS').name).toBe('ranges');
    expect(moodFor('the sea at night').name).toBe('night');
    const scenes = Array.from({ length: 200 }, (_, i) => sceneFor(`thing ${String(i * 7919)}`).name);
    expect(new Set(scenes).size).toBe(SCENES.length);
  });

  test('carries a dark plate with light letters in its lower right corner, at any size', async () => {
    for (const shrink of [1.5, 4]) {
      const { width, height, data } = await decode(
        (await paintPicture({ ...ORDER, prompt: 'white snow' }, { shrink })).bytes,
      );
      const short = Math.min(width, height);
      const tones: number[] = [];
      for (let y = Math.round(height - short * 0.046); y < height - short * 0.026; y += 1)
        for (let x = Math.round(width * 0.9); x < width * 0.98; x += 1) tones.push(data[(y * width + x) * 4] ?? 0);
      expect(Math.max(...tones)).toBeGreaterThan(170);
      expect(Math.min(...tones)).toBeLessThan(120);
    }
  });
});

describe('an edit', () => {
  const source = async (format: PaintOrder['format'] = 'png'): Promise<Uint8Array<ArrayBuffer>> =>
    (await paintPicture({ ...ORDER, format }, small)).bytes;

  test.each([
    'make it night with a moon',
    'turn it to dusk',
    'let it snow',
    'heavy rain',
    'fog and lanterns',
    'balloons and birds',
    'black and white',
    'something that no word tells',
  ])('"%s" changes the picture and keeps its composition', async (prompt) => {
    const bytes = await source();
    const edited = await paintPicture({ ...ORDER, prompt, seed: 'edit/0', sources: [bytes] }, small);
    const [before, after] = [await decode(bytes), await decode(edited.bytes)];
    expect(difference(before, after)).toBeGreaterThan(1.2);
    expect(likeness(before, after)).toBeGreaterThan(0.35);
  });

  test.each(['jpeg', 'png', 'webp'] as const)('reads a %s source', async (format) => {
    const edited = await paintPicture({ ...ORDER, prompt: 'dusk', sources: [await source(format)] }, small);
    expect(await decode(edited.bytes)).toMatchObject({ width: 176, height: 96 });
  });

  test('without a ratio takes that of its source, in the asked number of pixels', async () => {
    const edited = await paintPicture(
      { ...ORDER, size: { area: 1024 * 1024 }, sources: [await source()] },
      { shrink: 1 },
    );
    const { width, height } = await decode(edited.bytes);
    expect(width / height).toBeCloseTo(1408 / 768, 1);
    expect(width * height).toBeGreaterThan(0.95 * 1024 * 1024);
    expect([width % 16, height % 16]).toEqual([0, 0]);
  });

  test('of several sources shows each of them', async () => {
    const other = (await paintPicture({ ...ORDER, prompt: 'space', seed: 'x' }, small)).bytes;
    const one = await paintPicture({ ...ORDER, prompt: 'birds', sources: [await source()] }, small);
    const two = await paintPicture({ ...ORDER, prompt: 'birds', sources: [await source(), other] }, small);
    expect(difference(await decode(one.bytes), await decode(two.bytes))).toBeGreaterThan(10);
  });

  test('of a source that is no picture is rejected, of one that can’t be had gets a stand-in', async () => {
    const edit = { ...ORDER, prompt: 'dusk' };
    await expect(paintPicture({ ...edit, sources: [new Uint8Array([1, 2, 3])] }, small)).rejects.toThrow();
    const cut = (await source('jpeg')).subarray(0, 200);
    await expect(paintPicture({ ...edit, sources: [cut] }, small)).rejects.toThrow();
    expect((await paintPicture({ ...edit, sources: ['https://x/y.png'] }, small)).bytes.byteLength).toBeGreaterThan(
      1000,
    );
  });

  test('no effect brings anything but numbers onto a black, a white or a tiny picture', () => {
    for (const [tone, width, height] of [
      [0, 40, 24],
      [1, 40, 24],
      [0.5, 8, 8],
    ] as const) {
      for (const effect of EFFECTS) {
        const canvas = createCanvas(width, height);
        canvas.light.fill(tone);
        const random = createRandom(3);
        effect.apply({ canvas, noise: createNoise(random), random, skyline: skylineOf(canvas), prompt: '' });
        expect(canvas.light.every(Number.isFinite)).toBe(true);
      }
    }
  });
});

test('scaling keeps the middle and the mean of a picture', () => {
  const data = new Uint8ClampedArray(400 * 200 * 4).map((_, i) => ((i >> 2) % 400 < 200 ? 40 : 200));
  const scaled = fit({ width: 400, height: 200, data }, 50, 50);
  const row = Array.from({ length: 50 }, (_, x) => scaled.data[(25 * 50 + x) * 4]);
  expect([row[0], row[20], row[30], row[49]]).toEqual([40, 40, 200, 200]);
});

test('a PNG of our own reads back pixel for pixel', async () => {
  const data = new Uint8ClampedArray(31 * 17 * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256));
  const pixels = { width: 31, height: 17, data };
  expect((await decode(await encode(pixels, 'png'))).data).toEqual(data);
});
