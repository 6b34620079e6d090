import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, DeliveryChoice } from '../../shared/delivery';
import { ImageId, IntentId, JobId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Job, JobGateway } from '../../shared/job';
import { MODELS } from '../../shared/models';
import type { Crop, Recipe } from '../../shared/recipe';
import { emptyRecipe } from '../../shared/recipe-rules';
import type { SourceBucket } from '../bucket/bucket';
import { createManualClock } from '../core/manual-clock';
import type { SourceDelivery } from '../core/ports';
import {
  CROP_OUTSIDE,
  type Decoded,
  type DeliveryLimits,
  MANY_PIXELS,
  TOO_SLOW,
} from '../storage/images/image-decoder';
import { createLearntSteps } from './learnt-steps';
import { createSourceDelivery, type DeliveryPorts } from './source-delivery';

const [A, B] = [ImageId.parse(`img_${'a'.repeat(20)}`), ImageId.parse(`img_${'b'.repeat(20)}`)];
const MAKER = JobId.parse(`job_${'m'.repeat(20)}`);
const LIVE: JobGateway = { kind: 'live', origin: 'https://gateway.test' };
const DEMO: JobGateway = { kind: 'demo', origin: 'https://demo.test' };
const LINK = 'https://media.test/a.png';
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Array<number>(60).fill(1)]);
const NO_BUCKET: Pick<SourceBucket, 'ready' | 'put'> = {
  ready: () => Promise.resolve(false),
  put: () => Promise.reject(new Error('There is no bucket.')),
};
const MODEL = MODELS.find(({ kind }) => kind === 'edit')!;

const JOB: Job = {
  ...{
    status: 'queued',
    id: JobId.parse(`job_${'q'.repeat(20)}`),
    intentId: IntentId.parse(`intent_${'i'.repeat(20)}`),
  },
  ...{ batchId: null, createdAt: 1, gateway: LIVE, estimate: 0, webhook: null, tries: 0, notBefore: 0, problem: null },
  recipe: { ...emptyRecipe(MODEL), prompt: 'hat', sourceIds: [A] },
};

function job(recipe: Partial<Recipe>, delivery?: Delivery, gateway = LIVE): Job {
  return { ...JOB, gateway, recipe: { ...JOB.recipe, ...recipe }, ...(delivery ? { delivery } : {}) };
}

/** Everything around the delivery; to be changed at any moment. */
interface Around {
  files: Record<string, string | null>;
  /** Gateway that made source A. */
  madeBy: JobGateway;
  /** What the link answers; null is no connection. */
  answer: (() => Response) | null;
  choice: DeliveryChoice;
  bucket: Pick<SourceBucket, 'ready' | 'put'>;
  decoded: (limits: DeliveryLimits, crop: Crop | null) => Decoded;
  readonly asked: { url: string; headers: Readonly<Record<string, string>> }[];
  readonly limits: DeliveryLimits[];
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'delivery-'));
  writeFileSync(join(folder, 'a.png'), PNG);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function around(): Around & { readonly delivery: SourceDelivery } {
  const world: Around = {
    files: { [A]: join(folder, 'a.png'), [B]: '/library/b.png' },
    madeBy: LIVE,
    answer: null,
    choice: 'auto',
    bucket: NO_BUCKET,
    decoded: ({ maxSide }, crop) => ({
      ...{ kind: 'decoded', type: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]) },
      ...(crop ?? { width: maxSide, height: maxSide }),
    }),
    asked: [],
    limits: [],
  };
  // Only these fields of a record are read.
  const record = (id: ImageId): LibraryImage =>
    ({
      ...{ id, title: 'My cat', width: 1024, height: 768, bytes: 5000 },
      origin: id === A ? { jobId: MAKER, outputIndex: 0 } : null,
    }) as LibraryImage;
  const made = (): Job => ({
    ...{ ...JOB, id: MAKER, gateway: world.madeBy, status: 'done', submittedAt: 1, requestId: 'r', acceptedAt: 2 },
    ...{
      completedAt: 3,
      finishedAt: 4,
      outputs: [{ state: 'saved', imageId: A, origin: { from: 'link', url: LINK } }],
    },
  });
  const get = (url: string, { headers }: { headers: Readonly<Record<string, string>> }): Promise<Response> => {
    world.asked.push({ url, headers });
    return world.answer ? Promise.resolve(world.answer()) : Promise.reject(new Error('no connection'));
  };
  const ports: DeliveryPorts = {
    library: { fileOf: (id) => world.files[id] ?? null, images: (ids) => ids.map(record) },
    decoder: {
      deliver: (_file, limits, crop) => {
        world.limits.push(limits);
        return Promise.resolve(world.decoded(limits, crop));
      },
    },
    jobs: { get: (id) => (id === MAKER ? made() : undefined) },
    clock: createManualClock(),
    transports: { live: { get }, demo: { get } },
    models: MODELS,
    bucket: { ready: () => world.bucket.ready(), put: (...args) => world.bucket.put(...args) },
    learnt: createLearntSteps(join(folder, 'delivery.json'), () => 1000),
    choice: () => world.choice,
  };
  return Object.assign(world, { delivery: createSourceDelivery(ports) });
}

/** What a link answers that leads to these bytes. */
const ranged = (bytes: Uint8Array<ArrayBuffer>): Response =>
  new Response(bytes, {
    status: 206,
    headers: { 'Content-Range': `bytes 0-${String(bytes.length - 1)}/${String(bytes.length)}` },
  });
const alive = (): Response => ranged(PNG);
const inline = (side: number, bytes: number, id = A): Delivery['sent'][number] => ({
  ...{ id, way: 'inline', width: side, height: side, bytes, host: null, object: null },
});

describe('sources inside the request', () => {
  it('are the re-encoded picture and nothing of this machine, and what was sent is said', async () => {
    const all = around();
    const ready = await all.delivery.prepare(job({ sourceIds: [B, B] }));
    expect(ready).toEqual({
      ...{ kind: 'ready', urls: Array(2).fill('data:image/jpeg;base64,AQID') },
      delivery: { step: 1, sent: [inline(2048, 3, B), inline(2048, 3, B)] },
    });
    expect(JSON.stringify(ready)).not.toContain('/library/');
  });

  it('carry the crop to the decoder, and a crop that no longer fits is said as such', async () => {
    const all = around();
    const crop = { x: 1, y: 2, width: 30, height: 40 };
    const recipe = { sourceIds: [B], sourceChoices: { [B]: { crop, link: null } } };
    expect(await all.delivery.prepare(job(recipe))).toMatchObject({
      delivery: { sent: [{ width: 30, height: 40 }] },
    });
    all.decoded = () => ({ kind: 'not-displayable', message: CROP_OUTSIDE });
    const outcome = await all.delivery.prepare(job(recipe));
    expect(JSON.stringify(outcome)).toContain('The source “My cat” has a crop that lies outside of its picture.');
  });

  it.each([
    ['gone from the library', null, 'no longer in the library'],
    ['gone from the disk', '/library/b.png', 'moved, removed or damaged'],
    // Large ones with transparency: nothing is wrong with their files, and another way is named.
    ['too slow to be made smaller', '/library/b.png', 'Crop it, or send it as a public link', TOO_SLOW],
    ['of too many pixels', '/library/b.png', 'Add a smaller copy of it, or send it as a public link', MANY_PIXELS],
  ])('are not sent when one is %s, in one sentence without a path', async (_, file, sentence, said?: string) => {
    const all = around();
    all.files[B] = file;
    all.decoded = () => ({ kind: 'not-displayable', message: said ?? 'ENOENT /library/b.png' });
    const outcome = await all.delivery.prepare(job({ sourceIds: [B] }));
    expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'source-missing' } });
    expect(JSON.stringify(outcome)).toContain(sentence);
    expect(JSON.stringify(outcome)).toContain('Nothing was sent.');
    expect(JSON.stringify(outcome)).not.toContain('/library/');
  });
});

describe('own results', () => {
  it('go by the gateway’s own link while it answers, asked for a few bytes without any key', async () => {
    const all = around();
    all.answer = alive;
    const ready = await all.delivery.prepare(job({ sourceIds: [A, B] }));
    expect(ready).toMatchObject({ urls: [LINK, 'data:image/jpeg;base64,AQID'], delivery: { step: 0 } });
    expect(ready).toMatchObject({
      delivery: { sent: [{ way: 'result', host: 'media.test', width: 1024, bytes: 5000 }, { way: 'inline' }] },
    });
    expect(all.asked).toEqual([{ url: LINK, headers: { Range: 'bytes=0-1023' } }]);
  });

  it.each([
    ['is dead', () => new Response('Not Found', { status: 404 })],
    ['leads elsewhere', () => new Response(null, { status: 302, headers: { location: 'https://x.test' } })],
    ['gives a page', () => new Response('<html>Your link has expired, sorry.</html>')],
    ['can’t be reached', null],
    ['says nothing of its size', () => new Response(PNG, { status: 206 })],
    ['leads to a larger picture than the file holds now', () => ranged(new Uint8Array([...PNG, 1]))],
    ['leads to another picture of the same size', () => ranged(PNG.with(40, 2))],
  ])('go inside the request when their link %s', async (_, answer) => {
    const all = around();
    all.answer = answer;
    expect(await all.delivery.prepare(job({}))).toMatchObject({ delivery: { step: 1, sent: [{ way: 'inline' }] } });
  });

  it.each([
    ['the demo never go to the live gateway', DEMO, LIVE],
    ['the live gateway never go to the demo', LIVE, DEMO],
    ['another gateway stay there', { kind: 'live', origin: 'https://other.test' } as const, LIVE],
  ])('of %s, whose servers could not fetch them', async (_, madeBy, gateway) => {
    const all = around();
    all.answer = alive;
    all.madeBy = madeBy;
    expect(await all.delivery.prepare(job({}, undefined, gateway))).toMatchObject({ delivery: { step: 1 } });
    expect(all.asked).toEqual([]);
  });

  it('go by a link whose server knows no ranges and sends all of it', async () => {
    const all = around();
    all.answer = () => new Response(PNG, { headers: { 'Content-Length': String(PNG.length) } });
    expect(await all.delivery.prepare(job({}))).toMatchObject({ urls: [LINK] });
  });

  it('go inside the request when they are cropped: the link is another picture', async () => {
    const all = around();
    all.answer = alive;
    const crop = { x: 0, y: 0, width: 9, height: 9 };
    const cropped = job({ sourceChoices: { [A]: { crop, link: null } } });
    expect(await all.delivery.prepare(cropped)).toMatchObject({ delivery: { sent: [{ way: 'inline', width: 9 }] } });
  });

  it('go inside the request after their link was refused, although it still answers', async () => {
    const all = around();
    all.answer = alive;
    const first = await all.delivery.prepare(job({}));
    const sent = first.kind === 'ready' ? first.delivery! : null;
    const below = await all.delivery.below(job({}, sent!));
    expect(below).toBe(1);
    const again = await all.delivery.prepare(job({}, { step: below!, sent: sent!.sent }));
    expect(again).toMatchObject({ delivery: { step: 1, sent: [{ way: 'inline' }] } });
  });

  it('go inside the request when that is what the person chose', async () => {
    const all = around();
    all.answer = alive;
    all.choice = 'inline';
    expect(await all.delivery.prepare(job({}))).toMatchObject({ delivery: { step: 1 } });
  });
});

describe('a typed link', () => {
  const typed = { [B]: { crop: null, link: 'https://pictures.example/b.png?size=9' } };

  it('is sent as it stands, whatever the step, and no other way is tried when it is refused', async () => {
    const all = around();
    const ready = await all.delivery.prepare(job({ sourceIds: [B], sourceChoices: typed }));
    const sent = [
      { id: B, way: 'link', width: null, height: null, bytes: null, host: 'pictures.example', object: null },
    ];
    expect(ready).toMatchObject({ urls: ['https://pictures.example/b.png?size=9'], delivery: { sent } });
    expect(all.limits).toEqual([]);
    const refused = job({ sourceIds: [B], sourceChoices: typed }, ready.kind === 'ready' ? ready.delivery! : undefined);
    expect(await all.delivery.below(refused)).toBeNull();
  });
});

describe('the way down', () => {
  it('leaves out steps at which the very same bytes would go out again', async () => {
    const { delivery } = around();
    expect(await delivery.below(job({}, { step: 1, sent: [inline(2048, 3_000_000)] }))).toBe(2);
    expect(await delivery.below(job({}, { step: 1, sent: [inline(1000, 300_000)] }))).toBe(4);
    expect(await delivery.below(job({}, { step: 1, sent: [inline(500, 300_000)] }))).toBeNull();
    expect(await delivery.below(job({}, { step: 4, sent: [inline(768, 300_000)] }))).toBeNull();
  });

  it('ends in the bucket where there is one that can be used, and never there for the demo', async () => {
    const all = around();
    all.bucket = { ...NO_BUCKET, ready: () => Promise.resolve(true) };
    const last = { step: 4, sent: [inline(500, 300_000)] };
    expect(await all.delivery.below(job({}, last))).toBe(5);
    expect(await all.delivery.below(job({}, last, DEMO))).toBeNull();
  });

  it('begins where it worked last, for that model and gateway alone, also after a restart', async () => {
    const all = around();
    all.delivery.accepted(job({}, { step: 3, sent: [inline(1024, 9)] }));
    expect(await all.delivery.prepare(job({ sourceIds: [B] }))).toMatchObject({ delivery: { step: 3 } });
    expect(all.limits).toMatchObject([{ maxSide: 1024, maxBytes: 800_000 }]);
    expect(await around().delivery.prepare(job({ sourceIds: [B] }))).toMatchObject({ delivery: { step: 3 } });
    const other = job({ sourceIds: [B] }, undefined, { kind: 'live', origin: 'https://other.test' });
    expect(await all.delivery.prepare(other)).toMatchObject({ delivery: { step: 1 } });
  });

  it('still tries the link of an own result first, with the others at the size that worked', async () => {
    const all = around();
    all.answer = alive;
    all.delivery.accepted(job({}, { step: 3, sent: [inline(1024, 9)] }));
    expect(await all.delivery.prepare(job({ sourceIds: [A, B] }))).toMatchObject({ delivery: { step: 0 } });
    expect(all.limits).toMatchObject([{ maxSide: 1024 }]);
  });

  it('learns nothing from a link, and begins anew from a file that is damaged', async () => {
    writeFileSync(join(folder, 'delivery.json'), '{"https');
    const all = around();
    const link = { ...inline(9, 9), way: 'result' as const, host: 'media.test' };
    all.delivery.accepted(job({}, { step: 0, sent: [link] }));
    expect(await all.delivery.prepare(job({ sourceIds: [B] }))).toMatchObject({ delivery: { step: 1 } });
  });

  it('learns nothing from a way that the person chose: with the choice taken back, sources don’t go on into the bucket', async () => {
    const all = around();
    const bucket = { ...inline(9, 9, B), way: 'bucket' as const, host: 's3.test', object: 'x' };
    all.bucket = { ...NO_BUCKET, ready: () => Promise.resolve(true) };
    all.choice = 'bucket';
    all.delivery.accepted(job({ sourceIds: [B] }, { step: 5, sent: [bucket] }));
    all.choice = 'auto';
    expect(await all.delivery.prepare(job({ sourceIds: [B] }))).toMatchObject({ delivery: { step: 1 } });
  });

  it('does not say that sources were refused when only the bucket is gone that they waited for', async () => {
    const bucket = { ...inline(9, 9, B), way: 'bucket' as const, host: 's3.test', object: 'x' };
    const waited = await around().delivery.prepare(job({ sourceIds: [B] }, { step: 5, sent: [bucket] }));
    expect(waited).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(waited)).not.toContain('refused');
  });

  it('keeps the step of a job that waited for rate or funds', async () => {
    const all = around();
    const waited = job({ sourceIds: [B] }, { step: 2, sent: [inline(1536, 9, B)] });
    expect(await all.delivery.prepare(waited)).toMatchObject({ delivery: { step: 2 } });
    expect(all.limits).toMatchObject([{ maxSide: 1536 }]);
  });
});

describe('the bucket', () => {
  const put: SourceBucket['put'] = () =>
    Promise.resolve({ kind: 'put', url: 'https://s3.test/mine/x?sig=1', object: 'mine/x', host: 's3.test' });

  it('takes the sources when the person chose it, and its key is kept so that it can be removed', async () => {
    const all = around();
    all.choice = 'bucket';
    all.bucket = { ready: () => Promise.resolve(true), put };
    expect(await all.delivery.prepare(job({ sourceIds: [B] }))).toMatchObject({
      urls: ['https://s3.test/mine/x?sig=1'],
      delivery: { step: 5, sent: [{ way: 'bucket', host: 's3.test', object: 'mine/x', width: 4096 }] },
    });
  });

  it('that can’t be used is said, and nothing goes out in a way that was not chosen', async () => {
    const all = around();
    all.choice = 'bucket';
    const outcome = await all.delivery.prepare(job({ sourceIds: [B] }));
    expect(outcome).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(outcome)).toContain('check it in the settings');
  });

  it('that refuses says so in its own words', async () => {
    const all = around();
    const problem = { code: 'bad-request', message: 'The bucket refused the key.', httpStatus: 403 } as const;
    all.choice = 'bucket';
    all.bucket = { ready: () => Promise.resolve(true), put: () => Promise.resolve({ kind: 'failed', problem }) };
    expect(await all.delivery.prepare(job({ sourceIds: [B] }))).toEqual({ kind: 'failed', problem });
  });
});
