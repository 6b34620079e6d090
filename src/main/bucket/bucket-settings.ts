import { randomBytes } from 'node:crypto';
import { type BucketField, cleanBucket } from '../../shared/bucket-rules';
import type { Bucket, BucketTest } from '../../shared/delivery';
import { isLoopback } from '../../shared/gateway-address';
import { idText } from '../../shared/id-text';
import { RequestError } from '../../shared/result';
import type { Settings } from '../../shared/settings';
import type { BucketSettings } from './bucket';
import { accountOf, type Keyring, keysOf } from './keyring';
import type { ObjectList } from './object-list';
import type { BucketPlace, BucketSecret, S3 } from './s3';
import type { Sweep } from './sweep';

/** What the settings of the bucket need. */
export interface BucketSettingsPorts {
  readonly settings: { read(): Settings; change(change: Partial<Settings>): Settings };
  readonly keyring: Keyring;
  readonly list: ObjectList;
  readonly s3: (place: BucketPlace, keys: BucketSecret) => S3;
  readonly sweep: Pick<Sweep, 'run'>;
  readonly notify: (message: string) => void;
  /** Asks the person in a native dialog, which no page can answer. */
  readonly confirm: (question: {
    readonly message: string;
    readonly detail: string;
    readonly action: string;
  }) => Promise<boolean>;
  readonly quit: AbortSignal;
}

/** The settings of the bucket over the given ports. */
export function createBucketSettings(ports: BucketSettingsPorts): BucketSettings {
  const { settings, keyring, list, sweep } = ports;
  /** Accounts that the person said yes to in this run, so that a test and what follows ask once. */
  const confirmed = new Set<string>();

  async function check(typed: Bucket, accessKey: string, secret: string | null) {
    const cleaned = cleanBucket(typed);
    if ('fault' in cleaned) throw refusal(cleaned.field, cleaned.fault);
    const { bucket } = cleaned;
    const faulty = /[^\x21-\x7e]/;
    if (faulty.test(accessKey)) throw refusal('accessKey', 'An access key has neither spaces nor line breaks.');
    if (secret !== null && faulty.test(secret))
      throw refusal('secret', 'A secret key has neither spaces nor line breaks.');
    const keys = keysOf(await keyring.read(bucket), accessKey, secret);
    await ask(bucket);
    return { bucket, keys };
  }

  async function ask(bucket: Bucket): Promise<void> {
    const account = accountOf(bucket);
    const stored = settings.read().bucket;
    if (confirmed.has(account) || (stored && accountOf(stored) === account)) return;
    const agreed = await ports.confirm({
      message: `Use the bucket “${bucket.name}” at ${new URL(bucket.endpoint).host}?`,
      detail:
        'Sources that are sent this way are put there. Whoever has the signed address of one can fetch it for 24 hours, or until the request has ended.',
      action: 'Use this bucket',
    });
    if (!agreed) throw new RequestError('cancelled', 'The bucket was not changed.', 'endpoint');
    confirmed.add(account);
  }

  /** Keys that no object needs any more are forgotten; with the last object go those that are still needed. */
  async function leave(place: Bucket): Promise<void> {
    const left = (await list.all()).filter((entry) => accountOf(entry) === accountOf(place)).length;
    if (left === 0) {
      await keyring.forget(place);
      return;
    }
    const what = left === 1 ? 'A picture of a request is' : `${String(left)} pictures of requests are`;
    ports.notify(
      `${what} still in the bucket “${place.name}”. Easel removes what is left when the requests have ended, and forgets the keys then.`,
    );
  }

  return {
    async keys() {
      const bucket = settings.read().bucket;
      if (!bucket) return { accessKey: '', secret: 'none' };
      const reading = await keyring.read(bucket);
      return { accessKey: 'accessKey' in reading ? reading.accessKey : '', secret: reading.status };
    },
    async save(typed, accessKey, secret) {
      const { bucket, keys } = await check(typed, accessKey, secret);
      const before = settings.read().bucket;
      await keyring.keep(bucket, keys);
      const changed = settings.change({ bucket });
      if (before && accountOf(before) !== accountOf(bucket)) {
        // The new one is in use already, whatever becomes of the keys of the old one.
        await leave(before).catch((error: unknown) => {
          const why = error instanceof Error ? error.message : '';
          ports.notify(`The keys of the bucket “${before.name}” could not be removed from the keychain. ${why}`.trim());
        });
        void sweep.run();
      }
      return changed;
    },
    async test(typed, accessKey, secret) {
      const { bucket, keys } = await check(typed, accessKey, secret);
      return await tryBucket(ports.s3(bucket, keys), bucket, ports.quit);
    },
    async remove() {
      const { bucket, delivery } = settings.read();
      if (!bucket) return settings.read();
      await leave(bucket);
      const others = Object.entries(delivery).filter(([, choice]) => choice !== 'bucket');
      const changed = settings.change({ bucket: null, delivery: Object.fromEntries(others) });
      void sweep.run();
      return changed;
    },
  };
}

function refusal(field: BucketField, fault: string): RequestError {
  return new RequestError('invalid', fault, field);
}

/** Puts a few bytes there, fetches them by their signed address alone and removes them. */
async function tryBucket(service: S3, bucket: Bucket, quit: AbortSignal): Promise<BucketTest> {
  const name = `easel-test-${idText(randomBytes(20))}.txt`;
  const key = bucket.prefix === '' ? name : `${bucket.prefix}/${name}`;
  const bytes = Buffer.from(`Easel was here. ${name}`);
  const put = await service.put(key, bytes, 'text/plain', quit);
  if (put.kind !== 'done') return { ok: false, message: put.message };
  const fetched = await service.fetchSigned(await service.signedAddress(key, 60), quit);
  const removed = await service.remove(key, quit);
  if (fetched.kind !== 'done')
    return { ok: false, message: `It can be written to, but not fetched from. ${fetched.message}` };
  if (!bytes.equals(fetched.answer.body))
    return { ok: false, message: 'What was put there comes back as something else.' };
  if (removed.kind !== 'done')
    return {
      ok: false,
      message: `It can be written to and fetched from, but “${key}” can’t be removed. ${removed.message}`,
    };
  const works = 'It works: written, fetched by a signed address, removed.';
  const near = isLoopback(new URL(bucket.endpoint).hostname);
  return { ok: true, message: near ? `${works} Only this machine can reach it, though.` : works };
}
