import { decode, encode } from '../src/main/gateway/demo/paint/codec';
import { createRandom } from '../src/main/gateway/demo/paint/random';
import { madeExif } from '../src/main/storage/images/made-images';
import type { ImageId } from '../src/shared/ids';
import type { Job } from '../src/shared/job';
import type { Recipe } from '../src/shared/recipe';
import { expect, test } from './edit-studio';
import { allImages, ask, imageOf } from './library-studio';
import type { Studio } from './studio';

const RECIPE: Recipe = {
  ...{ modelId: 'grok-imagine-pro-edit-quality', prompt: 'Add a hat', count: 1, aspectRatio: 'auto', resolution: '1k' },
  ...{ format: 'jpeg', privateDelivery: false, options: {}, sourceIds: [] },
};

let presses = 0;
/** As the composer does it. */
function submit(studio: Studio, sourceIds: readonly ImageId[], change: Partial<Recipe> = {}): Promise<Job> {
  const intentId = `intent_${'abcdefghjkmnpqrstvwxyz'.charAt((presses += 1)).repeat(20)}` as never;
  return ask(studio, 'jobs.submit', { intentId, recipe: { ...RECIPE, sourceIds: [...sourceIds], ...change } });
}

/** What a submit said of its sources. */
function sources(submitted: { readonly body: string } | undefined): readonly string[] {
  return (JSON.parse(submitted?.body ?? '{}') as { image_urls: readonly string[] }).image_urls;
}

function bytesOf(uri: string | undefined): Buffer {
  return Buffer.from(uri?.slice(uri.indexOf(',') + 1) ?? '', 'base64');
}

/** Drops a picture as a source, alone in the library, and tells its id. */
async function dropped(studio: Studio, path: string): Promise<ImageId> {
  await studio.drop([path], studio.composer);
  await expect.poll(async () => (await allImages(studio)).length).toBe(1);
  const [image] = await allImages(studio);
  if (!image) throw new Error('The picture is gone again.');
  return image.id;
}

/** A picture that no encoder makes small. */
async function noise(width: number, height: number): Promise<Uint8Array> {
  const random = createRandom(7);
  const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 255 : random() * 256));
  return encode({ width, height, data }, 'jpeg');
}

/** Lying, with a red left half; a camera that was held upright says so in its EXIF, with a place that nobody is to know. */
async function turned(): Promise<Buffer> {
  const [width, height] = [600, 400];
  const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => {
    const isLeft = (at >> 2) % width < width / 2;
    return [isLeft ? 220 : 20, 20, isLeft ? 20 : 220, 255][at % 4] ?? 0;
  });
  const jpeg = Buffer.from(await encode({ width, height, data }, 'jpeg'));
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), madeExif(6), Buffer.from('GPS 48.1371 N')]);
  const marker = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, exif, jpeg.subarray(2)]);
}

test('an own result goes by the gateway’s link while that answers, and inside the request when it is gone', async ({
  keyed: studio,
  gateway,
}) => {
  await studio.generate('A green valley');
  await expect(studio.image('A green valley')).toBeVisible();
  const { id } = await imageOf(studio, 'A green valley');
  await submit(studio, [id]);
  await gateway.arrived('submit', 2);
  expect(sources(gateway.submits[1])[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/media\/v1\//);
  // No key went to where the picture lies.
  for (const { headers } of gateway.requests.filter(({ kind }) => kind === 'media'))
    expect(headers).not.toHaveProperty('ocp-apim-subscription-key');
  await expect.poll(async () => (await allImages(studio)).length).toBe(2);

  gateway.fail('media', { kind: 'reply', status: 404 });
  await submit(studio, [id]);
  await gateway.arrived('submit', 3);
  expect(sources(gateway.submits[2])[0]).toMatch(/^data:image\/jpeg;base64,/);
});

test('a source that is too large for the gateway goes out smaller by itself, and what was sent is said', async ({
  keyed: studio,
  gateway,
  file,
}) => {
  await studio.drop([file('noise.jpg', await noise(1280, 960))], studio.composer);
  await expect(studio.composer.getByRole('list', { name: 'Source images' }).getByRole('listitem')).not.toHaveCount(0);
  await studio.generate('A hat [demo:small-sources]');
  await expect.poll(async () => (await allImages(studio)).length, { timeout: 60_000 }).toBe(2);

  const sizes = gateway.submits.map(({ body }) => bytesOf(sources({ body })[0]).length);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.slice(0, -1).every((size) => size > 800_000)).toBe(true);
  expect(sizes.at(-1)).toBeLessThanOrEqual(800_000);
  expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
  expect(await gateway.requestIds()).toHaveLength(1);

  const queue = await studio.openQueue();
  const row = queue.getByRole('listitem', { name: 'A hat [demo:small-sources]' });
  await expect(row.getByText(/^Sent inline, 1024 × 768, \d+ kB$/)).toBeVisible();
  await row.getByRole('button', { name: 'Details' }).click();
  await expect(studio.page.getByText(/^inline, 1024 × 768, \d+ kB$/)).toBeVisible();

  // What worked is where the next one begins.
  const before = gateway.submits.length;
  const { id } = await imageOf(studio, 'noise');
  await submit(studio, [id]);
  await gateway.arrived('submit', before + 1);
  expect(bytesOf(sources(gateway.submits[before])[0]).length).toBeLessThanOrEqual(800_000);
});

test('a crop is cut from the upright picture, without metadata; one that does not fit sends nothing', async ({
  keyed: studio,
  gateway,
  file,
}) => {
  const id = await dropped(studio, file('upright.jpg', await turned()));
  const cropped = (y: number): Partial<Recipe> => ({
    sourceChoices: { [id]: { crop: { x: 0, y, width: 400, height: 100 }, link: null } },
  });
  await submit(studio, [id], cropped(0));
  await gateway.arrived('submit', 1);
  const sent = bytesOf(sources(gateway.submits[0])[0]);
  expect(sent.includes('Exif')).toBe(false);
  expect(sent.includes('GPS')).toBe(false);
  const { width, height, data } = await decode(sent);
  expect([width, height]).toEqual([400, 100]);
  // Turned a quarter to the right, what lay left is on top.
  expect(data[0]).toBeGreaterThan(180);
  expect(data[2]).toBeLessThan(60);

  const job = await submit(studio, [id], cropped(550));
  await expect
    .poll(async () =>
      (await ask<{ jobs: readonly Job[] }>(studio, 'jobs.list', undefined)).jobs.find((each) => each.id === job.id),
    )
    .toMatchObject({ status: 'stopped', problem: { message: expect.stringContaining('Crop it again.') } });
  expect(gateway.submits).toHaveLength(1);
});

test('a typed link is sent as it stands, and one of a private network is refused where it was typed', async ({
  keyed: studio,
  gateway,
  file,
}) => {
  const id = await dropped(studio, file('cat.jpg', await turned()));
  const linked = (link: string): Partial<Recipe> => ({ sourceChoices: { [id]: { crop: null, link } } });
  await expect(submit(studio, [id], linked('http://192.168.1.7/cat.jpg'))).rejects.toThrow('private network');
  await submit(studio, [id], linked('https://pictures.example/cat.jpg'));
  await gateway.arrived('submit', 1);
  expect(gateway.submits).toHaveLength(1);
  expect(sources(gateway.submits[0])).toEqual(['https://pictures.example/cat.jpg']);
});
