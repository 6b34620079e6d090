import { createServer as createTcpServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { TLSSocket, createServer as createTlsServer } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { MODELS, defaultModel } from '../../shared/models';
import { emptyRecipe } from '../../shared/recipe-rules';
import { systemClock } from '../core/system-clock';
import { createGateway } from './client';
import { createHttpsSubmit } from './https-submit';
import type { HttpsSubmitOptions } from './https-submit';
import { createTestBodies } from './test-bodies';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate';

/** How a connection ends; `hang` goes silent and stays open. */
type End = 'end' | 'reset' | 'hang';
const ENDS: readonly End[] = ['end', 'reset', 'hang'];
/** What became of the submit: an outcome on the wire, or what the complete reply means. */
type Class = 'not-sent' | 'lost' | 'accepted' | 'delivered' | 'refused' | 'blocked' | 'rate-limited' | 'unknown';

/** One point of the matrix: where the way breaks, and the only classes that are right then. */
interface Point {
  readonly name: string;
  readonly gateway?: (socket: Socket) => void;
  /** Answer when the whole request is there. */
  readonly reply?: string;
  readonly end?: End;
  /** The way leads through a proxy that behaves so; without it straight to the gateway. */
  readonly proxy?: ProxyFault;
  readonly options?: HttpsSubmitOptions;
  readonly expected: Class;
  readonly posts: 0 | 1;
}

type ProxyFault =
  /** The answer to CONNECT, then the end. */
  | { readonly kind: 'answer'; readonly text: string; readonly end: End }
  /** The way is opened and breaks after that many bytes towards the gateway or back. */
  | { readonly kind: 'cut'; readonly up?: number; readonly down?: number; readonly end: End };

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function finish(socket: Socket, how: End): void {
  if (how === 'end') socket.end();
  if (how !== 'reset') return;
  // Node resets no secure connection; without its farewell it is cut just as short.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

async function listen(server: Server): Promise<number> {
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined);
    ends.push(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close());
  // A listening TCP server has an address with a port.
  return (server.address() as AddressInfo).port;
}

const OK = 'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n';
const BODY = '{"request_id":"m_1","status":"QUEUED"}';
const WHOLE = `${OK}Content-Length: ${String(BODY.length)}\r\n\r\n${BODY}`;
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;

/** Runs one point: a fresh gateway, a fresh connection, one submit. */
async function run(point: Point, secure: boolean): Promise<{ outcome: Class; posts: number; connections: number }> {
  let received = '';
  let posts = 0;
  let connections = 0;
  const script = (socket: Socket): void => {
    connections += 1;
    socket.on('error', () => undefined);
    point.gateway?.(socket);
    let answered = false;
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      posts = received.split('POST /').length - 1;
      const [head = '', body = ''] = received.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (answered || point.reply === undefined || body.length !== length) return;
      answered = true;
      socket.write(point.reply, 'latin1', () => {
        finish(socket, point.end ?? 'end');
      });
    });
  };
  const server = secure
    ? createTlsServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, script).on('tlsClientError', () => undefined)
    : createTcpServer(script);
  const port = await listen(server);
  const connects: string[] = [];
  const proxy = point.proxy
    ? await listen(
        createTcpServer((socket) => {
          serveProxy(socket, port, point.proxy, connects);
        }),
      )
    : null;
  const submit = createHttpsSubmit({
    extraCa: () => TEST_CERTIFICATE,
    ...(proxy === null ? {} : { proxyFor: () => Promise.resolve(`http://me:pw@127.0.0.1:${String(proxy)}`) }),
    ...point.options,
  });
  const none = (): Promise<never> => Promise.reject(new Error('no GET here'));
  const client = createGateway({
    models: MODELS,
    clock: systemClock,
    transports: { live: { submit, get: none }, demo: { submit: none, get: none } },
    keyFor: () => Promise.resolve('sentinel-key-0123456789'),
    mask: (text) => text,
    bodies: createTestBodies(),
  });
  const recipe = { ...emptyRecipe(defaultModel(MODELS, 'generation')), prompt: 'x'.repeat(90_000) };
  const origin = `${secure ? 'https' : 'http'}://localhost:${String(port)}`;
  const order = client.order({ gateway: { kind: 'live', origin }, recipe, webhook: null }, []);
  const outcome = await client.submit(order, new AbortController().signal);
  // What a proxy saw of the key or prompt would be seen by whoever runs it.
  expect(connects.join('')).not.toMatch(/POST|sentinel|xxxx/);
  expect(connects.length).toBeLessThanOrEqual(1);
  const kind = outcome.kind === 'reply' ? (await client.readReply(outcome.reply)).kind : outcome.kind;
  return { outcome: kind, posts, connections };
}

function serveProxy(socket: Socket, gateway: number, fault: ProxyFault | undefined, connects: string[]): void {
  socket.once('data', (chunk) => {
    connects.push(chunk.toString('latin1'));
    if (fault?.kind === 'answer') {
      if (fault.text === '') finish(socket, fault.end);
      else
        socket.write(fault.text, () => {
          finish(socket, fault.end);
        });
      return;
    }
    const onward = connect(gateway, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    onward.on('error', () => undefined);
    ends.push(() => onward.destroy());
    forward(socket, onward, fault?.up ?? Infinity, () => {
      cut(socket, onward, fault?.end ?? 'end');
    });
    forward(onward, socket, fault?.down ?? Infinity, () => {
      cut(socket, onward, fault?.end ?? 'end');
    });
  });
}

function cut(client: Socket, gateway: Socket, how: End): void {
  finish(client, how);
  // What is on its way to the gateway stops too.
  gateway.pause();
  if (how !== 'hang') gateway.destroy();
}

/** Hands bytes on until the limit; from then on nothing. */
function forward(from: Socket, to: Socket, limit: number, onLimit: () => void): void {
  let passed = 0;
  let over = false;
  from.on('data', (chunk: Buffer) => {
    if (over) return;
    const part = chunk.subarray(0, limit - passed);
    passed += chunk.length;
    if (part.length > 0) to.write(part);
    if (passed < limit) return;
    over = true;
    onLimit();
  });
  from.on('end', () => to.end());
}

/** Time limits only where the other side hangs: a slow machine must not look like a fault. */
const SHORT_REPLY = { replyTimeoutMs: 60 };
const SHORT_WAY = { connectTimeoutMs: 60, tlsTimeoutMs: 60 };

const brokenRequests: readonly Point[] = ENDS.flatMap((end) =>
  [1, 300, 60_000].map((bytes) => ({
    name: `the connection ${end}s when ${String(bytes)} bytes of the request have come`,
    gateway: (socket: Socket) => {
      let seen = 0;
      socket.on('data', (chunk) => {
        seen += chunk.length;
        if (seen < bytes) return;
        socket.pause();
        finish(socket, end);
      });
    },
    options: SHORT_REPLY,
    expected: 'lost' as const,
    posts: 1 as const,
  })),
);

const brokenReplies: readonly Point[] = ENDS.flatMap((end) => [
  ...['', 'H', 'HTTP/1.1 20', OK, WHOLE.slice(0, -1), CHUNKED.slice(0, -5), CHUNKED.slice(0, -30)].map((reply) => ({
    name: `the reply ${end}s after “${reply.slice(-24)}” (${String(reply.length)} bytes)`,
    reply,
    end,
    options: SHORT_REPLY,
    expected: 'lost' as const,
    posts: 1 as const,
  })),
  {
    name: `the whole reply and then ${end}`,
    reply: WHOLE,
    end,
    expected: 'accepted' as const,
    posts: 1 as const,
  },
]);

const packed = gzipSync(BODY);
const packedHead = `${OK}Content-Encoding: gzip\r\nContent-Length: ${String(packed.length)}\r\n\r\n`;

const oddReplies: readonly Point[] = (
  [
    ['in chunks', CHUNKED, 'accepted'],
    ['until the connection ends', `${OK}\r\n${BODY}`, 'accepted'],
    ['after interim answers', `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n${WHOLE}`, 'accepted'],
    ['with another answer behind it', WHOLE + WHOLE.replace('m_1', 'm_2'), 'accepted'],
    ['packed though nobody asked', packedHead + packed.toString('latin1'), 'accepted'],
    ['packed and spoiled', packedHead + Buffer.alloc(packed.length, 9).toString('latin1'), 'lost'],
    ['with the images', `${OK}\r\n{"output":{"media_url":["https://x.test/1"]}}`, 'delivered'],
    ['without an id', `${OK}\r\n{"status":"QUEUED"}`, 'unknown'],
    ['that is a page', 'HTTP/1.1 200 OK\r\n\r\n<html>Sign in</html>', 'unknown'],
    ['of no HTTP', 'SSH-2.0-OpenSSH\r\n', 'lost'],
    ['of another protocol', 'HTTP/1.1 101 S\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n', 'lost'],
    ['with two lengths', `${OK}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x`, 'lost'],
    ['with endless headers', `${OK}X: ${'y'.repeat(200_000)}\r\n\r\n{}`, 'lost'],
    ['301', 'HTTP/1.1 301 M\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n', 'refused'],
    ['307 to the same place', 'HTTP/1.1 307 M\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n', 'refused'],
    ...([400, 404, 405, 409, 413, 422] as const).map((status) => [String(status), plain(status), 'refused'] as const),
    ['401', plain(401), 'blocked'],
    ['402', plain(402), 'blocked'],
    ['403', plain(403), 'blocked'],
    ['429', plain(429), 'rate-limited'],
    ...([408, 500, 502, 503, 504, 599] as const).map((status) => [String(status), plain(status), 'unknown'] as const),
  ] as const
).map(([name, reply, expected]) => ({ name: `a reply ${name}`, reply, expected, posts: 1 }));

function plain(status: number): string {
  return `HTTP/1.1 ${String(status)} S\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}`;
}

const wayPoints: readonly Point[] = ENDS.flatMap((end): readonly Point[] => {
  const options = end === 'hang' ? SHORT_WAY : {};
  const notSent = { options, reply: WHOLE, expected: 'not-sent', posts: 0 } as const;
  return [
    ...['', 'HTTP/1.1 2', 'HTTP/1.1 200 OK\r\nX: y', 'SSH-2.0\r\n'].map((text) => ({
      ...notSent,
      name: `the proxy answers “${text}” and ${end}s`,
      proxy: { kind: 'answer', text, end } as const,
    })),
    {
      ...notSent,
      name: `the proxy opens the way and ${end}s`,
      proxy: { kind: 'answer', text: 'HTTP/1.1 200 OK\r\n\r\n', end },
    },
    ...[1, 100].map((up) => ({
      ...notSent,
      name: `the proxy ${end}s ${String(up)} bytes into the handshake`,
      proxy: { kind: 'cut', up, end } as const,
    })),
    ...[1, 100, 400].map((down) => ({
      ...notSent,
      name: `the proxy ${end}s ${String(down)} bytes into the handshake’s answer`,
      proxy: { kind: 'cut', down, end } as const,
    })),
    {
      name: `the proxy ${end}s within the request`,
      reply: WHOLE,
      proxy: { kind: 'cut', up: 40_000, end },
      options: SHORT_REPLY,
      expected: 'lost',
      posts: 1,
    },
  ];
});

const refusedWays: readonly Point[] = [
  ...[301, 403, 407, 500, 502].map((status) => ({
    name: `the proxy refuses with ${String(status)}`,
    proxy: { kind: 'answer', text: `HTTP/1.1 ${String(status)} No\r\nContent-Length: 0\r\n\r\n`, end: 'hang' } as const,
    expected: 'not-sent' as const,
    posts: 0 as const,
  })),
  {
    name: 'nobody tells the proxy in time',
    options: { ...SHORT_WAY, proxyFor: () => new Promise<null>(() => undefined) },
    expected: 'not-sent',
    posts: 0,
  },
  {
    name: 'nobody can tell the proxy',
    options: { proxyFor: () => Promise.reject(new Error('no PAC file')) },
    expected: 'not-sent',
    posts: 0,
  },
  {
    name: 'nothing listens at the proxy',
    options: { proxyFor: () => Promise.resolve('http://127.0.0.1:1') },
    expected: 'not-sent',
    posts: 0,
  },
  { name: 'nobody vouches for the certificate', options: { extraCa: () => null }, expected: 'not-sent', posts: 0 },
];

describe.each([
  ['over plain TCP', false, [...brokenRequests, ...brokenReplies, ...oddReplies]],
  ['over TLS', true, [...brokenRequests, ...brokenReplies, ...oddReplies]],
  ['on the way to the gateway', true, [...wayPoints, ...refusedWays]],
] as const)('one submit, at most one POST, %s', (_, secure, points) => {
  test.each(points.map((point) => [point.name, point] as const))('%s', async (_name, point) => {
    const { outcome, posts, connections } = await run(point, secure);
    expect(outcome).toBe(point.expected);
    expect(posts).toBeLessThanOrEqual(point.posts);
    expect(connections).toBeLessThanOrEqual(1);
  });
});

test('the matrix is as large as it claims', () => {
  expect(
    2 * (brokenRequests.length + brokenReplies.length + oddReplies.length) + wayPoints.length + refusedWays.length,
  ).toBeGreaterThanOrEqual(150);
});
