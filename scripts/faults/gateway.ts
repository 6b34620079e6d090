import { createHash } from 'node:crypto';
import { createMemoryDemoStore } from '../../src/main/gateway/demo/demo-store';
import type { DemoServer } from '../../src/main/gateway/demo/http-server';
import type { Painter } from '../../src/main/gateway/demo/painter';
import { DEMO_KEY, startDemoServer } from '../../src/main/gateway/demo/server';

/** A gateway that outlives the runs that are killed, and remembers what each prompt was charged for. */
export interface CountingGateway extends Pick<DemoServer, 'fail' | 'arrived' | 'requests' | 'close'> {
  readonly origin: string;
  readonly key: string;
  /** Submits of that prompt that arrived, whatever came of them. */
  submitsOf(prompt: string): number;
  /** Whether two submits of that prompt were the same, to the byte. */
  repeatsOf(prompt: string): boolean;
  /** Ids of the requests that were accepted for that prompt. */
  requestsOf(prompt: string): Promise<readonly string[]>;
}

/** Bytes of a picture: large enough to be written in several pieces. */
const PICTURE_BYTES = 150_000;

/** Starts a gateway that finishes a request `speed` times faster than life. */
export async function startCountingGateway(speed: number): Promise<CountingGateway> {
  const store = createMemoryDemoStore();
  const server = await startDemoServer({ speed, submitsPerMinute: null, store, painter: tinyPainter });
  const counts = new Map<string, number>();
  let read = 0;
  return {
    origin: server.url,
    key: DEMO_KEY,
    fail: server.fail,
    arrived: server.arrived,
    requests: server.requests,
    close: server.close,
    submitsOf: (prompt) => {
      for (; read < server.requests.length; read++) {
        const request = server.requests[read];
        const named = request?.kind === 'submit' ? promptOf(request.body) : null;
        if (named !== null) counts.set(named, (counts.get(named) ?? 0) + 1);
      }
      return counts.get(prompt) ?? 0;
    },
    repeatsOf: (prompt) => {
      const bodies = server.submits.filter(({ body }) => promptOf(body) === prompt).map(({ body }) => body);
      return new Set(bodies).size < bodies.length;
    },
    requestsOf: async (prompt) => (await store.all()).filter((job) => job.prompt === prompt).map(({ id }) => id),
  };
}

function promptOf(body: string): string | null {
  return /"prompt":"([^"]*)"/.exec(body)?.[1] ?? null;
}

/** SHA-256 of the picture that the gateway delivers for a place of a request. */
export function pictureDigest(requestId: string, index: number): string {
  return createHash('sha256')
    .update(pictureOf(`${requestId}/${String(index)}`))
    .digest('hex');
}

const tinyPainter: Painter = {
  paint: ({ seed }) => Promise.resolve({ bytes: pictureOf(seed), mediaType: 'image/jpeg' }),
};

/** A file with the marks of a JPEG of 16 × 16 pixels, whose other bytes follow from the seed. Nobody decodes it. */
function pictureOf(seed: string): Uint8Array<ArrayBuffer> {
  const head = [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 16, 0, 16, 3, 1, 17, 0, 2, 17, 0, 3, 17, 0, 0xff, 0xda, 0, 2];
  const noise = createHash('sha256').update(seed).digest('hex');
  const bytes = new Uint8Array(PICTURE_BYTES);
  bytes.set(head);
  for (let at = head.length; at < bytes.length - 2; at++) bytes[at] = noise.charCodeAt(at % noise.length);
  bytes.set([0xff, 0xd9], bytes.length - 2);
  return bytes;
}
