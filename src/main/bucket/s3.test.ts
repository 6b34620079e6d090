import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBucketCall } from './bucket-call';
import { type MadeService, startService } from './made-service';
import { createS3, type S3 } from './s3';

const never = new AbortController().signal;
const picture = Buffer.alloc(700_000, 'picture');
let service: MadeService;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

function s3(change: Partial<Record<'endpoint' | 'region' | 'name' | 'accessKey' | 'secret', string>> = {}): S3 {
  const place = { endpoint: service.endpoint, region: 'us-east-1', name: service.bucketName, ...change };
  const { accessKey, secret } = { ...service, ...change };
  return createS3({ call: createBucketCall({}), now: Date.now }, place, { accessKey, secret });
}
const put = (client: S3) => client.put('easel/a.jpg', picture, 'image/jpeg', never);

describe('an S3 service', () => {
  test('takes an object, gives it to whoever has the signed address, and removes it', async () => {
    const client = s3();
    expect(await put(client)).toMatchObject({ kind: 'done' });
    const address = await client.signedAddress('easel/a.jpg', 86_400);
    const fetched = await fetch(address);
    expect(fetched.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await fetched.arrayBuffer()).equals(picture)).toBe(true);
    expect(await client.remove('easel/a.jpg', never)).toMatchObject({ kind: 'done' });
    expect(service.objects()).toEqual([]);
    expect(await client.remove('easel/a.jpg', never)).toMatchObject({ kind: 'done' });
  });

  test('gives nothing to who changes the signed address', async () => {
    const client = s3();
    await put(client);
    const address = new URL(await client.signedAddress('easel/a.jpg', 60));
    expect((await fetch(address.href.replace('easel/a.jpg', 'easel/b.jpg'))).status).toBe(403);
    address.searchParams.set('X-Amz-Expires', '86400');
    expect((await fetch(address)).status).toBe(403);
  });

  test.each([
    [
      'a wrong secret',
      { secret: 'another' },
      'The secret key does not belong to the access key, or the region is another one.',
    ],
    ['an unknown key', { accessKey: 'NOBODY' }, 'HOST does not know this access key.'],
    ['another bucket', { name: 'elsewhere' }, 'There is no bucket “elsewhere” at HOST.'],
  ])('says what is wrong: %s', async (_what, change, message) => {
    const { host } = new URL(service.endpoint);
    expect(await put(s3(change))).toEqual({ kind: 'refused', message: message.replace('HOST', host), passing: false });
  });

  test.each([
    [
      301,
      '<Error><Code>PermanentRedirect</Code></Error>',
      { 'x-amz-bucket-region': 'eu-west-3' },
      /region “eu-west-3”/,
    ],
    [
      400,
      '<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-3</Region></Error>',
      {},
      /region “eu-west-3”/,
    ],
    [307, '', { location: 'https://other.example/' }, /is not at .* \(HTTP 307\)/],
    [403, '<Error><Code>RequestTimeTooSkewed</Code></Error>', {}, /Set the clock/],
    [403, '<Error><Code>AccessDenied</Code></Error>', {}, /may not write to the bucket “pictures”/],
    [507, '<Error><Code>XMinioStorageFull</Code></Error>', {}, /“pictures” is full/],
    [413, '<html>too large</html>', {}, /larger than the bucket takes/],
    [418, '<Error><Code><script>x</script></Code></Error>', {}, /refused the request \(HTTP 418\)/],
  ])('says what is wrong: HTTP %s %s', async (status, body, headers, message) => {
    service.answerNext({ status, body, headers });
    expect(await put(s3())).toEqual({ kind: 'refused', message: expect.stringMatching(message), passing: false });
  });

  test('that has trouble is worth another try', async () => {
    service.answerNext({ status: 503, body: '<Error><Code>SlowDown</Code></Error>' });
    expect(await put(s3())).toMatchObject({ kind: 'refused', passing: true });
  });

  test('that is not there is told from one that refuses', async () => {
    expect(await put(s3({ endpoint: 'http://127.0.0.1:9' }))).toEqual({
      kind: 'no-answer',
      message: 'Nothing answers at the bucket service’s address.',
    });
  });

  test('that never answers is given up', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const at = silent.address();
    const endpoint = `http://127.0.0.1:${String(typeof at === 'object' ? at?.port : 0)}`;
    const place = { endpoint, region: 'us-east-1', name: 'pictures' };
    const client = createS3({ call: createBucketCall({}, 20), now: Date.now }, place, service);
    expect(await put(client)).toEqual({ kind: 'no-answer', message: 'The bucket service does not answer in time.' });
    silent.close();
  });
});
