import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bucket } from '../../shared/delivery';
import type { JobId } from '../../shared/ids';
import type { Job, JobStatus } from '../../shared/job';
import type { Settings } from '../../shared/settings';
import { createManualClock } from '../core/manual-clock';
import type { KeyStore, Log } from '../core/ports';
import { DEFAULT_SETTINGS } from '../platform/settings-check';
import { jobId, madeJob } from '../storage/jobs/made-jobs';
import type { OwnBucket } from './bucket';
import { createBucketCall } from './bucket-call';
import { type MadeService, startService } from './made-service';
import { createOwnBucket } from './own-bucket';

const HOUR = 3600_000;
const picture = Buffer.alloc(300_000, 'picture');
const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** One machine: what outlives a restart of the bucket, and what was said. */
interface World {
  readonly userData: string;
  readonly keys: Map<string, string>;
  readonly jobs: Map<JobId, Job>;
  readonly notices: string[];
  readonly questions: string[];
  readonly secrets: string[];
  readonly clock: ReturnType<typeof createManualClock>;
  settings: Settings;
  agrees: boolean;
  keychain: 'open' | 'unavailable';
}

let service: MadeService;
let world: World;
let bucket: OwnBucket;

beforeEach(async () => {
  service = await startService();
  world = {
    ...{ userData: mkdtempSync(join(tmpdir(), 'easel-bucket-')), keys: new Map(), jobs: new Map() },
    ...{ notices: [], questions: [], secrets: [], clock: createManualClock(Date.now()) },
    ...{ settings: DEFAULT_SETTINGS, agrees: true, keychain: 'open' },
  };
  bucket = begin();
});
afterEach(async () => {
  bucket.close();
  await service.close();
  rmSync(world.userData, { recursive: true, force: true });
});

/** Starts another run over the same machine. */
function begin(): OwnBucket {
  const { keys } = world;
  const keychain: KeyStore = {
    read: (account) => {
      const key = keys.get(account);
      if (world.keychain === 'unavailable') return Promise.resolve({ status: 'unavailable', message: 'No keychain.' });
      return Promise.resolve(key === undefined ? { status: 'none' } : { status: 'stored', key });
    },
    save: (account, key) => Promise.resolve((keys.set(account, key), 'stored')),
    remove: (account) =>
      world.keychain === 'unavailable'
        ? Promise.reject(new Error('No keychain.'))
        : Promise.resolve(void keys.delete(account)),
  };
  return createOwnBucket({
    ...{ clock: world.clock, log, userData: world.userData, keys: keychain, call: createBucketCall({}) },
    settings: {
      read: () => world.settings,
      change: (change) => (world.settings = { ...world.settings, ...change }),
    },
    confirm: ({ message }) => {
      world.questions.push(message);
      return Promise.resolve(world.agrees);
    },
    addSecret: (secret) => world.secrets.push(secret),
    jobOf: (id) => world.jobs.get(id),
    notify: (message) => world.notices.push(message),
  });
}

const place = (change: Partial<Bucket> = {}): Bucket => ({
  ...{ endpoint: service.endpoint, region: '', name: service.bucketName, prefix: 'easel' },
  ...change,
});
const save = (change: Partial<Bucket> = {}) => bucket.save(place(change), service.accessKey, service.secret);

async function put(n = 1, bytes: Uint8Array = picture): Promise<string> {
  if (!world.jobs.has(jobId(n))) setJob(n, 'queued');
  const outcome = await bucket.put(jobId(n), bytes, 'image/jpeg');
  if (outcome.kind === 'failed') throw new Error(outcome.problem.message);
  return outcome.url;
}

function setJob(n: number, status: JobStatus): Job {
  const job = madeJob(n, status);
  world.jobs.set(job.id, job);
  return job;
}

/** Says that the job is in that state now, and waits until the service holds so many objects. */
async function becomes(n: number, status: JobStatus, objects: number): Promise<void> {
  bucket.changed([setJob(n, status)]);
  await expect.poll(() => service.objects().length).toBe(objects);
}

/** Waits until everything that was begun is over: a put comes after what runs before it. */
async function settled(): Promise<void> {
  await bucket.put(jobId(99), Buffer.from('x'), 'image/png');
  await world.clock.advance(0);
}

describe('a source in the bucket', () => {
  test('is fetched by its signed address, under a name that says nothing', async () => {
    await save();
    const outcome = await bucket.put(jobId(1), picture, 'image/jpeg');
    expect(outcome).toEqual({
      kind: 'put',
      url: expect.stringContaining('X-Amz-Expires=86400'),
      object: expect.stringMatching(/^easel\/[0-9a-z]{20}\.jpg$/),
      host: new URL(service.endpoint).host,
    });
    const answer = await fetch(outcome.kind === 'put' ? outcome.url : '');
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true);
  });

  test.each(['done', 'failed', 'refused', 'empty', 'stopped', 'cancelled'] as const)(
    'is removed when its job is %s',
    async (status) => {
      await save();
      await put();
      await becomes(1, status, 0);
      await expect.poll(() => readdirSync(join(world.userData, 'bucket-objects'))).toEqual([]);
    },
  );

  test('of a job in doubt stays until it is decided', async () => {
    await save();
    await put();
    await put(2);
    bucket.changed([setJob(1, 'unknown')]);
    await becomes(2, 'done', 1);
    await becomes(1, 'done', 0);
  });

  test('goes out once, however often its job is tried', async () => {
    await save();
    await put();
    await put();
    expect(service.asked.filter((line) => line.startsWith('PUT'))).toHaveLength(1);
    await put(1, Buffer.from('another picture'));
    expect(service.objects()).toHaveLength(2);
  });

  test('is removed after a crash: it is on the list before the first byte leaves', async () => {
    await save();
    let listed: readonly string[] = [];
    service.meanwhile = () => {
      listed = readdirSync(join(world.userData, 'bucket-objects'));
      return Promise.resolve();
    };
    await put();
    expect(listed).toEqual([expect.stringMatching(/\.json$/)]);
    bucket.close();
    setJob(1, 'cancelled');
    bucket = begin();
    bucket.start();
    await expect.poll(() => service.objects()).toEqual([]);
  });

  test('that nobody can fetch any more is removed, whatever became of its job', async () => {
    await save();
    await put();
    bucket.start();
    await world.clock.advance(25 * HOUR);
    expect(service.objects()).toHaveLength(1);
    await world.clock.advance(2 * HOUR);
    await expect.poll(() => service.objects()).toEqual([]);
  });

  test('whose job ends while it is on its way is removed after it arrived, not before', async () => {
    await save();
    setJob(1, 'queued');
    service.meanwhile = async () => {
      service.meanwhile = null;
      await put(2);
      // One after the other, oldest first: what is on its way was passed over when the later one is gone.
      bucket.changed([setJob(1, 'cancelled'), setJob(2, 'done')]);
      await expect.poll(() => service.objects()).toEqual([]);
    };
    await bucket.put(jobId(1), picture, 'image/jpeg');
    await expect.poll(() => readdirSync(join(world.userData, 'bucket-objects'))).toEqual([]);
    expect(service.objects()).toEqual([]);
  });

  test('that can’t be removed is tried again, and the person told once', async () => {
    await save();
    await put();
    bucket.start();
    await settled();
    for (let hour = 0; hour < 5; hour += 1)
      service.answerNext({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>', method: 'DELETE' });
    setJob(1, 'done');
    for (let hour = 1; hour <= 5; hour += 1) {
      await world.clock.advance(HOUR);
      await expect.poll(() => service.asked.filter((line) => line.startsWith('DELETE')).length).toBe(hour);
      await world.clock.advance(0);
    }
    expect(world.notices).toEqual([expect.stringContaining('may not remove anything from the bucket “pictures”')]);
    await world.clock.advance(HOUR);
    await expect.poll(() => service.objects().filter((name) => name.endsWith('.jpg'))).toEqual([]);
  });

  test('of a refusing service is not sent, and leaves nothing to remove', async () => {
    await save();
    setJob(1, 'queued');
    service.answerNext({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    expect(await bucket.put(jobId(1), picture, 'image/jpeg')).toEqual({
      kind: 'failed',
      problem: {
        code: 'bad-request',
        message: 'These keys may not write to the bucket “pictures”. Nothing was sent to the gateway.',
        httpStatus: null,
      },
    });
    expect(readdirSync(join(world.userData, 'bucket-objects'))).toEqual([]);
  });

  test('is worth another try when the service has trouble', async () => {
    await save();
    setJob(1, 'queued');
    service.answerNext({ status: 503 });
    const outcome = await bucket.put(jobId(1), picture, 'image/jpeg');
    expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'no-connection' } });
  });
});

describe('the settings of the bucket', () => {
  test('keep both halves of the key in the keychain and nowhere else', async () => {
    await save();
    expect(world.settings.bucket).toEqual(place({ region: 'us-east-1' }));
    expect(JSON.stringify(world.settings)).not.toContain(service.secret);
    expect(world.secrets).toContain(service.secret);
    expect(await bucket.keys()).toEqual({ accessKey: service.accessKey, secret: 'stored' });
    await put();
    const files = readdirSync(world.userData, { recursive: true, encoding: 'utf8', withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile()))
      expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toContain(service.secret);
  });

  test('are asked about natively once for each place, and not changed after a no', async () => {
    world.agrees = false;
    await expect(save()).rejects.toMatchObject({ code: 'cancelled', field: 'endpoint' });
    expect([world.settings.bucket, world.keys.size]).toEqual([null, 0]);
    world.agrees = true;
    await bucket.test(place(), service.accessKey, service.secret);
    await save();
    await save({ prefix: 'elsewhere' });
    expect(world.questions).toHaveLength(2);
    await expect(save({ name: 'others' })).resolves.toBeDefined();
    expect(world.questions.at(-1)).toContain('others');
  });

  test('take the stored secret for the same bucket and access key only', async () => {
    await save();
    await bucket.save(place({ prefix: 'x' }), service.accessKey, null);
    expect(world.settings.bucket?.prefix).toBe('x');
    const refused = { code: 'invalid', field: 'secret' };
    await expect(bucket.save(place(), 'ANOTHER', null)).rejects.toMatchObject(refused);
    await expect(bucket.save(place({ name: 'others' }), service.accessKey, null)).rejects.toMatchObject(refused);
    await expect(
      bucket.test(place({ endpoint: 'https://evil.example' }), service.accessKey, null),
    ).rejects.toMatchObject(refused);
  });

  test('refuse what can’t be used at its field', async () => {
    await expect(save({ endpoint: 'http://s3.example.com' })).rejects.toMatchObject({ field: 'endpoint' });
    await expect(bucket.save(place(), 'a b', 'c')).rejects.toMatchObject({ field: 'accessKey' });
    await expect(bucket.save(place(), 'a', 'c\nd')).rejects.toMatchObject({ field: 'secret' });
  });

  test('say whether it works, and leave nothing behind', async () => {
    const test = (change = {}, secret = service.secret) => bucket.test(place(change), service.accessKey, secret);
    expect(await test()).toEqual({
      ok: true,
      message: 'It works: written, fetched by a signed address, removed. Only this machine can reach it, though.',
    });
    expect(await test({}, 'wrong')).toMatchObject({ ok: false, message: expect.stringContaining('secret key') });
    expect(await test({ name: 'others' })).toMatchObject({ ok: false, message: expect.stringContaining('“others”') });
    service.answerNext({ status: 403, method: 'GET' });
    expect(await test()).toMatchObject({ ok: false, message: expect.stringContaining('not fetched from') });
    expect(service.objects()).toEqual([]);
    service.answerNext({ status: 403, method: 'DELETE' });
    expect(await test()).toMatchObject({ ok: false, message: expect.stringContaining('can’t be removed') });
    expect([world.settings.bucket, world.keys.size]).toEqual([null, 0]);
  });

  test('without a bucket, or without its keys, nothing can go there', async () => {
    expect(await bucket.ready()).toBe(false);
    await save();
    expect(await bucket.ready()).toBe(true);
    bucket = begin();
    world.keychain = 'unavailable';
    expect([await bucket.ready(), (await bucket.keys()).secret]).toEqual([false, 'unavailable']);
    expect(await bucket.put(jobId(1), picture, 'image/jpeg')).toMatchObject({
      problem: { message: 'The keys of the bucket can’t be read. No keychain.' },
    });
    world.keychain = 'open';
    expect(await bucket.ready()).toBe(true);
  });

  test('removed forget the keys at once, and models that went there choose for themselves', async () => {
    await save();
    world.settings = { ...world.settings, delivery: { edit: 'bucket', other: 'inline' } };
    await bucket.remove();
    expect([world.settings.bucket, world.settings.delivery]).toEqual([null, { other: 'inline' }]);
    expect([world.keys.size, world.notices]).toEqual([0, []]);
    expect(await bucket.ready()).toBe(false);
  });

  test('removed while a request is under way leave it its picture, and take it away later', async () => {
    await save();
    const url = await put();
    await bucket.remove();
    expect(world.notices).toEqual([expect.stringContaining('A picture of a request is still in the bucket')]);
    expect((await fetch(url)).status).toBe(200);
    bucket = begin();
    await becomes(1, 'done', 0);
    await expect.poll(() => world.keys.size).toBe(0);
  });

  test('moved to another bucket are saved, also where the keychain does not give up the keys of the one before', async () => {
    await save();
    world.keychain = 'unavailable';
    await bucket.save(place({ name: 'others' }), service.accessKey, service.secret);
    expect(world.settings.bucket?.name).toBe('others');
    expect(world.notices).toEqual([
      `The keys of the bucket “${service.bucketName}” could not be removed from the keychain. No keychain.`,
    ]);
  });

  test('moved to another bucket still remove what lies in the one before', async () => {
    await save();
    await put();
    await save({ name: 'others' });
    expect(world.keys.size).toBe(2);
    await becomes(1, 'done', 0);
    await expect.poll(() => [...world.keys.keys()]).toEqual([`bucket ${service.endpoint} others`]);
  });
});
