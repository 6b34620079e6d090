import { describe, expect, test } from 'vitest';
import { createBucketCommands, type TypedBucket } from './bucket-commands';
import { createFakeBridge } from './fake-bridge';
import { createStudioStore } from './store';
import { createSync } from './sync';

const typed: TypedBucket = {
  ...{ endpoint: 's3.example.com', region: '', name: 'pictures', prefix: '' },
  ...{ accessKey: ' KEY ', secret: '' },
};

function commands() {
  const bridge = createFakeBridge();
  const store = createStudioStore();
  return { bridge, store, bucket: createBucketCommands({ bridge, sync: createSync(bridge, store) }) };
}

describe('the form of the bucket', () => {
  test('asks main for nothing when a field can’t be used', async () => {
    const { bridge, bucket } = commands();
    expect(await bucket.save({ ...typed, endpoint: 'http://s3.example.com' })).toMatchObject({ field: 'endpoint' });
    expect(await bucket.test({ ...typed, accessKey: '  ' })).toMatchObject({ ok: false, field: 'accessKey' });
    expect(bridge.asked).toEqual([]);
  });

  test('leaves a secret that was not typed as it is stored, and shows what was saved', async () => {
    const { bridge, store, bucket } = commands();
    const saved = { endpoint: 'https://s3.example.com', region: 'us-east-1', name: 'pictures', prefix: '' };
    const settings = { ...store.getState().settings, bucket: saved };
    bridge.answer['bucket.save'] = () => ({ ok: true, data: settings });
    expect(await bucket.save(typed)).toBeNull();
    expect(bridge.asked).toEqual([{ route: 'bucket.save', input: { bucket: saved, accessKey: 'KEY', secret: null } }]);
    expect(store.getState().settings.bucket).toEqual(saved);
  });

  test('says a refusal at its field, and below all of them where main names none of these', async () => {
    const { bridge, bucket } = commands();
    const error = { code: 'invalid', message: 'No.' } as const;
    bridge.answer['bucket.test'] = () => ({ ok: false, error: { ...error, field: 'secret' } });
    expect(await bucket.test(typed)).toEqual({ ok: false, field: 'secret', message: 'No.' });
    bridge.answer['bucket.test'] = () => ({ ok: true, data: { ok: false, message: 'There is no bucket.' } });
    expect(await bucket.test(typed)).toEqual({ ok: false, field: null, message: 'There is no bucket.' });
  });
});
