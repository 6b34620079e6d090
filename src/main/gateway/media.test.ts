import { describe, expect, test } from 'vitest';
import { createManualClock } from '../core/manual-clock';
import type { GetInit } from './transport';
import { fetchMedia } from './media';

const IMAGE = Buffer.from(Array.from({ length: 1000 }, (_none, at) => at % 251));
const GATEWAY = 'https://gateway.test';
const LINK = 'https://media.test/1.jpeg';

/** A body that breaks off after some bytes. */
function cut(bytes: Uint8Array, after: number): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) {
        controller.error(new Error('cut'));
        return;
      }
      sent = true;
      controller.enqueue(bytes.slice(0, after));
    },
  });
}

/** A media server that cuts its first replies, with what it was asked. */
function server(cuts: readonly number[], change: (nth: number, from: number) => Partial<ResponseInit> = () => ({})) {
  const asked: Record<string, string>[] = [];
  const get = (_url: string, { headers }: GetInit): Promise<Response> => {
    const nth = asked.push({ ...headers }) - 1;
    const from = Number(/^bytes=(\d+)-$/.exec(headers['Range'] ?? '')?.[1] ?? 0);
    const rest = IMAGE.subarray(from);
    const at = cuts[nth];
    const range = from > 0 ? { 'content-range': `bytes ${String(from)}-999/1000` } : {};
    const init: ResponseInit = {
      status: from > 0 ? 206 : 200,
      headers: { etag: '"v1"', 'content-length': String(rest.length), ...range },
      ...change(nth, from),
    };
    return Promise.resolve(new Response(at === undefined ? Buffer.from(rest) : cut(rest, at), init));
  };
  return { asked, get };
}

async function download(get: ReturnType<typeof server>['get']): Promise<Buffer> {
  const { signal } = new AbortController();
  const outcome = await fetchMedia({ get, clock: createManualClock() }, GATEWAY, LINK, signal);
  if (outcome.kind !== 'bytes') throw new Error(outcome.kind);
  const chunks: Uint8Array[] = [];
  for await (const chunk of outcome.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a download that breaks off', () => {
  test('goes on where it was, as often as three times, and is the same to the byte', async () => {
    const media = server([400, 100, 7]);
    expect(await download(media.get)).toEqual(IMAGE);
    expect(media.asked.map(({ Range }) => Range)).toEqual([undefined, 'bytes=400-', 'bytes=500-', 'bytes=507-']);
    expect(media.asked[1]).toMatchObject({ 'If-Range': '"v1"' });
  });

  test.each([
    ['has changed, which only begins anew', () => ({ status: 200 })],
    ['is handed out at another place', () => ({ status: 206, headers: { 'content-range': 'bytes 0-999/1000' } })],
    ['is gone', () => ({ status: 404 })],
  ])('is not put together with an image that %s', async (_what, later) => {
    const media = server([400], (nth) => (nth === 0 ? {} : later()));
    await expect(download(media.get)).rejects.toThrow('broke off');
    expect(media.asked).toHaveLength(2);
  });

  test.each([
    ['no ETag', {}],
    ['a weak ETag', { etag: 'W/"v1"' }],
    ['packed bytes', { etag: '"v1"', 'content-encoding': 'gzip' }],
  ])('with %s is left to a download from the beginning', async (_what, headers) => {
    const media = server([400], () => ({ headers }));
    await expect(download(media.get)).rejects.toThrow('broke off');
    expect(media.asked).toHaveLength(1);
  });

  test('is given up in the end', async () => {
    const media = server([1, 1, 1, 1, 1]);
    await expect(download(media.get)).rejects.toThrow('broke off');
    expect(media.asked).toHaveLength(4);
  });
});
