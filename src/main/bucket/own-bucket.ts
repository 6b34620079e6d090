import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { idText } from '../../shared/id-text';
import type { JobId } from '../../shared/ids';
import { isFinished } from '../../shared/job-status';
import type { Problem } from '../../shared/problem';
import type { BucketCall } from './bucket-call';
import type { OwnBucket, PutOutcome } from './bucket';
import { type BucketSettingsPorts, createBucketSettings } from './bucket-settings';
import { createKeyring, type KeyringPorts } from './keyring';
import { createObjectList, type LeftObject } from './object-list';
import { type BucketPlace, type BucketSecret, contentHash, createS3, type S3 } from './s3';
import { ADDRESS_SECONDS, createSweep, type SweepPorts } from './sweep';

/** What the bucket is built from. */
export interface OwnBucketPorts
  extends
    Pick<SweepPorts, 'clock' | 'log' | 'jobOf' | 'notify'>,
    Pick<BucketSettingsPorts, 'settings' | 'confirm'>,
    KeyringPorts {
  /** User data; the list of what lies in buckets goes into a folder of it. */
  readonly userData: string;
  readonly call: BucketCall;
}

/** The same bytes for the same job are signed anew, not sent anew, for so long. Milliseconds. */
const FRESH = 3600_000;
const ENDINGS: Readonly<Record<string, string>> = { 'image/jpeg': '.jpg', 'image/png': '.png', 'image/webp': '.webp' };

/** The person's own bucket over the given ports. Nothing is asked of network or keychain before it is wanted. */
export function createOwnBucket(ports: OwnBucketPorts): OwnBucket {
  const { clock, settings } = ports;
  const quit = new AbortController();
  const keyring = createKeyring(ports);
  const list = createObjectList(join(ports.userData, 'bucket-objects'));
  const s3 = (place: BucketPlace, keys: BucketSecret): S3 =>
    createS3({ call: ports.call, now: clock.now }, place, keys);
  const current = () => settings.read().bucket;
  const sweep = createSweep({ ...ports, list, keyring, s3, current, quit: quit.signal });
  const forSettings = createBucketSettings({ ...ports, keyring, list, s3, sweep, quit: quit.signal });
  /** What was put there in this run, by job and content. */
  const fresh = new Map<string, LeftObject>();

  async function put(jobId: JobId, bytes: Uint8Array, type: string): Promise<PutOutcome> {
    const bucket = current();
    if (!bucket) return failed('No bucket is set up. Set one up in the settings, under Sources.');
    const keys = await keyring.read(bucket);
    if (keys.status === 'unavailable') return failed(`The keys of the bucket can’t be read. ${keys.message}`);
    if (keys.status === 'none')
      return failed('The bucket’s keys are missing. Enter them in the settings, under Sources.');
    const service = s3(bucket, keys);
    const content = `${jobId} ${bucket.endpoint} ${bucket.name} ${await contentHash(bytes)}`;
    const before = fresh.get(content);
    if (before && clock.now() - before.at < FRESH) return await signed(service, before);

    const name = `${idText(randomBytes(20))}${ENDINGS[type] ?? ''}`;
    const object = bucket.prefix === '' ? name : `${bucket.prefix}/${name}`;
    const { endpoint, region } = bucket;
    const entry: LeftObject = { object, endpoint, region, name: bucket.name, jobId, at: clock.now() };
    const letGo = sweep.hold(object);
    try {
      await list.add(entry);
      const outcome = await service.put(object, bytes, type, quit.signal);
      if (outcome.kind === 'done') {
        fresh.set(content, entry);
        return await signed(service, entry);
      }
      // Without an answer it may lie there, and stays on the list.
      if (outcome.kind === 'refused') await list.remove(entry);
      const passing = outcome.kind === 'no-answer' || outcome.passing;
      return failed(`${outcome.message} Nothing was sent to the gateway.`, passing ? 'no-connection' : 'bad-request');
    } catch (error) {
      ports.log.warn('nothing could be put into the bucket', { error: String(error) });
      return failed('The list of what lies in the bucket can’t be written. Check the disk.');
    } finally {
      letGo();
      // The job may have ended meanwhile, and nobody would come by again.
      const job = ports.jobOf(jobId);
      if (job && isFinished(job)) void sweep.run();
    }
  }

  return {
    ...forSettings,
    async ready() {
      const bucket = current();
      return bucket !== null && 'secret' in (await keyring.read(bucket));
    },
    put,
    changed(jobs) {
      const ended = new Set(jobs.filter(isFinished).map(({ id }) => id));
      if (ended.size === 0) return;
      for (const [content, { jobId }] of fresh) if (ended.has(jobId)) fresh.delete(content);
      void list.all().then(
        (all) => (all.some(({ jobId }) => ended.has(jobId)) ? sweep.run() : undefined),
        () => undefined,
      );
    },
    start: () => void sweep.run(),
    close: () => {
      quit.abort();
    },
  };
}

async function signed(service: S3, { object, endpoint }: LeftObject): Promise<PutOutcome> {
  const url = await service.signedAddress(object, ADDRESS_SECONDS);
  return { kind: 'put', url, object, host: new URL(endpoint).host };
}

function failed(message: string, code: Problem['code'] = 'bad-request'): PutOutcome {
  return { kind: 'failed', problem: { code, message, httpStatus: null } };
}
