import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { SubmitOutcome } from '../core/ports';
import { createHttpsSubmit } from './https-submit';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate';
import type { HttpsSubmitOptions } from './https-submit';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

interface RawServer {
  readonly url: string;
  /** How many POSTs arrived over all connections, whole or in part. */
  posts(): number;
  connections(): number;
}

/** A TCP server that runs the script when the whole request is there; `onConnect` instead runs at once. */
async function serveTcp(script: (socket: Socket) => void, onConnect?: (socket: Socket) => void): Promise<RawServer> {
  const received: string[] = [];
  const server: Server = createTcpServer((socket) => {
    const index = received.push('') - 1;
    let ran = false;
    socket.on('error', () => undefined);
    onConnect?.(socket);
    socket.on('data', (chunk) => {
      received[index] = (received[index] ?? '') + chunk.toString('latin1');
      if (ran || !(received[index] ?? '').endsWith('"end"}')) return;
      ran = true;
      script(socket);
    });
    ends.push(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close());
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/model/v1/model-request`,
    posts: () => received.join('').split('POST /').length - 1,
    connections: () => received.length,
  };
}

const BODY = Buffer.from(`{"prompt":"${'x'.repeat(200_000)}","e":"end"}`);

async function submit(
  url: string,
  options: HttpsSubmitOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<SubmitOutcome> {
  const headers = { 'Content-Type': 'application/json' };
  return await createHttpsSubmit(options)({ url, headers, body: [BODY] }, signal);
}

const OK = 'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n';

test('a key that no header takes is not sent, and says so: nothing is in doubt', async () => {
  const server = await serveTcp((socket) => socket.end(`${OK}\r\n{}`));
  const headers = { 'Ocp-Apim-Subscription-Key': 'line\nbreak' };
  const sending = createHttpsSubmit()({ url: server.url, headers, body: [BODY] }, new AbortController().signal);
  expect(await sending).toMatchObject({ kind: 'not-sent', problem: { code: 'internal' } });
  expect(server.posts()).toBe(0);
});

describe('a complete reply is handed on as it came, after exactly one POST', () => {
  test.each([
    ['with a length', `${OK}Content-Length: 18\r\n\r\n{"request_id":"a"}`, 202, '{"request_id":"a"}'],
    [
      'in chunks',
      `${OK}Transfer-Encoding: chunked\r\n\r\n9\r\n{"request\r\n9\r\n_id":"a"}\r\n0\r\n\r\n`,
      202,
      '{"request_id":"a"}',
    ],
    ['until the end of the connection', `${OK}\r\n{"request_id":"a"}`, 202, '{"request_id":"a"}'],
    [
      'a redirect, not followed',
      'HTTP/1.1 307 T\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n',
      307,
      '',
    ],
    ['a refusal', 'HTTP/1.1 402 P\r\nRetry-After: 3\r\nContent-Length: 2\r\n\r\n{}', 402, '{}'],
    ['a server error', 'HTTP/1.1 503 S\r\nContent-Length: 0\r\n\r\n', 503, ''],
    ['after an interim answer', `HTTP/1.1 100 Continue\r\n\r\n${OK}Content-Length: 2\r\n\r\n{}`, 202, '{}'],
  ])('%s', async (_, text, status, body) => {
    const server = await serveTcp((socket) => socket.end(text));
    const outcome = await submit(server.url);
    expect(outcome).toMatchObject({ kind: 'reply', reply: { status, body } });
    expect(server.posts()).toBe(1);
  });

  test('in slow single bytes', async () => {
    const server = await serveTcp((socket) => {
      const bytes = Array.from(`${OK}Content-Length: 2\r\n\r\n{}`);
      const next = (): void => {
        const byte = bytes.shift();
        if (byte !== undefined) socket.write(byte, () => setImmediate(next));
      };
      next();
    });
    expect(await submit(server.url)).toMatchObject({ kind: 'reply', reply: { body: '{}' } });
    expect(server.posts()).toBe(1);
  });
});

describe('handed over and no complete reply: lost, and never sent again', () => {
  const reset = (socket: Socket): void => void socket.resetAndDestroy();
  test.each([
    ['closed without a word', (socket: Socket) => void socket.end()],
    ['reset without a word', reset],
    ['closed in the status line', (socket: Socket) => void socket.end('HTTP/1.1 20')],
    ['closed in the headers', (socket: Socket) => void socket.end(OK)],
    ['closed in the body', (socket: Socket) => void socket.end(`${OK}Content-Length: 18\r\n\r\n{"request_`)],
    ['closed in a chunk', (socket: Socket) => void socket.end(`${OK}Transfer-Encoding: chunked\r\n\r\n9\r\n{"requ`)],
    [
      'reset in the body',
      (socket: Socket) =>
        void socket.write(`${OK}Content-Length: 18\r\n\r\n{"re`, () => {
          reset(socket);
        }),
    ],
    ['no HTTP', (socket: Socket) => void socket.end('SSH-2.0-OpenSSH\r\n')],
    [
      'another protocol',
      (socket: Socket) => void socket.end('HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'),
    ],
  ])('%s', async (_, script) => {
    const server = await serveTcp(script);
    expect(await submit(server.url)).toMatchObject({ kind: 'lost', problem: { code: 'answer-lost' } });
    expect(server.posts()).toBe(1);
    expect(server.connections()).toBe(1);
  });

  test('the connection is reset while the body is on its way', async () => {
    const server = await serveTcp(
      () => undefined,
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
    );
    expect(await submit(server.url)).toMatchObject({ kind: 'lost' });
    expect(server.connections()).toBe(1);
  });

  test('no answer within the time limit', async () => {
    const server = await serveTcp(() => undefined);
    expect(await submit(server.url, { replyTimeoutMs: 40 })).toMatchObject({ kind: 'lost' });
    expect(server.posts()).toBe(1);
  });

  test('an answer beyond the size limit', async () => {
    const server = await serveTcp((socket) => socket.end(`${OK}Content-Length: 50\r\n\r\n${'x'.repeat(50)}`));
    expect(await submit(server.url, { replyLimit: 20 })).toMatchObject({ kind: 'lost' });
  });

  test('Easel shuts down while it waits', async () => {
    const stop = new AbortController();
    const server = await serveTcp(() => {
      stop.abort('shutdown');
    });
    expect(await submit(server.url, {}, stop.signal)).toMatchObject({ kind: 'lost' });
  });
});

describe('not handed over: not sent, safe to try again', () => {
  test('nothing listens', async () => {
    const server = await serveTcp(() => undefined);
    for (const end of ends.splice(0)) end();
    expect(await submit(server.url)).toMatchObject({ kind: 'not-sent', problem: { code: 'no-connection' } });
  });

  test('a name that can’t be found', async () => {
    expect(await submit('http://gateway.invalid/')).toMatchObject({ kind: 'not-sent' });
  });

  test('Easel shuts down before it begins', async () => {
    const server = await serveTcp(() => undefined);
    expect(await submit(server.url, {}, AbortSignal.abort('shutdown'))).toMatchObject({ kind: 'not-sent' });
    expect(server.posts()).toBe(0);
  });

  test.each([
    ['hangs', () => undefined],
    ['speaks no TLS', (socket: Socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['hangs up', (socket: Socket) => void socket.destroy()],
  ])('a secure connection whose other side %s', async (_, script: (socket: Socket) => void) => {
    const server = await serveTcp(() => undefined, script);
    const url = server.url.replace('http:', 'https:');
    expect(await submit(url, { tlsTimeoutMs: 60 })).toMatchObject({ kind: 'not-sent' });
    expect(server.posts()).toBe(0);
  });
});

describe('through a proxy', () => {
  const proxied = async (answer: string): Promise<{ outcome: SubmitOutcome; seen: string }> => {
    let seen = '';
    const proxy = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        seen += chunk.toString('latin1');
        if (seen.endsWith('\r\n\r\n') && answer !== '') socket.write(answer);
      });
      ends.push(() => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    ends.push(() => proxy.close());
    // A listening TCP server has an address with a port.
    const { port } = proxy.address() as AddressInfo;
    const proxyFor = (): Promise<string> => Promise.resolve(`http://me:p%40ss@127.0.0.1:${String(port)}`);
    const outcome = await submit('https://gateway.example:8443/x', {
      proxyFor,
      connectTimeoutMs: 80,
      tlsTimeoutMs: 80,
    });
    return { outcome, seen };
  };

  test.each([
    ['refuses', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n', 'HTTP 403'],
    ['wants a password', 'HTTP/1.1 407 Auth\r\nContent-Length: 0\r\n\r\n', 'password'],
    ['hangs', '', 'in time'],
    ['opens the way, and nobody speaks TLS behind it', 'HTTP/1.1 200 OK\r\n\r\n', 'secure connection'],
  ])('that %s: not sent, the prompt and key have not passed it', async (_, answer, words) => {
    const { outcome, seen } = await proxied(answer);
    expect(outcome).toMatchObject({ kind: 'not-sent' });
    expect(outcome.kind === 'not-sent' ? outcome.problem.message : '').toContain(words);
    expect(seen).toMatch(/^CONNECT gateway\.example:8443 HTTP\/1\.1\r\n/);
    expect(seen).toContain(`Proxy-Authorization: Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    expect(seen).not.toContain('POST');
  });

  test('of a kind that can’t be used', async () => {
    const proxyFor = (): Promise<string> => Promise.resolve('socks5://127.0.0.1:9');
    expect(await submit('https://gateway.example/', { proxyFor })).toMatchObject({ kind: 'not-sent' });
  });

  test('that the system does not tell in time', async () => {
    const proxyFor = (): Promise<null> => new Promise(() => undefined);
    expect(await submit('https://gateway.example/', { proxyFor, connectTimeoutMs: 30 })).toMatchObject({
      kind: 'not-sent',
    });
  });
});

describe('over TLS', () => {
  /** An https gateway and a proxy that opens the way to it whatever name is asked for. */
  const serveTls = async (): Promise<{ port: number; proxy: string; posts: string[]; asked: string[] }> => {
    const posts: string[] = [];
    const asked: string[] = [];
    const server = createHttpsServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, (request, response) => {
      request.resume().on('end', () => {
        posts.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.host ?? ''}`);
        response.writeHead(202).end('{"request_id":"a"}');
      });
    });
    server.on('tlsClientError', () => undefined);
    // A listening TCP server has an address with a port.
    const portOf = (listening: Server): number => (listening.address() as AddressInfo).port;
    const proxy = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (chunk) => {
        asked.push(chunk.toString('latin1').split('\r\n')[0] ?? '');
        const onward = connect(portOf(server), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => undefined);
      });
      ends.push(() => socket.destroy());
    });
    for (const listening of [server, proxy]) {
      await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
      ends.push(() => listening.close());
    }
    ends.push(() => {
      server.closeAllConnections();
    });
    return { port: portOf(server), proxy: `http://127.0.0.1:${String(portOf(proxy))}`, posts, asked };
  };
  const extraCa = (): string => TEST_CERTIFICATE;

  test('a certificate that nobody vouches for gets nothing; a company’s own, once given, gets the one submit', async () => {
    const { port, posts } = await serveTls();
    const url = `https://localhost:${String(port)}/x`;
    const refused = await submit(url);
    expect(refused).toMatchObject({ kind: 'not-sent' });
    expect(refused.kind === 'not-sent' ? refused.problem.message : '').toContain('certificate');
    expect(posts).toEqual([]);
    expect(await submit(url, { extraCa })).toMatchObject({ kind: 'reply', reply: { status: 202 } });
    expect(posts).toEqual([`POST /x localhost:${String(port)}`]);
  });

  test('a certificate for another name is refused though its signer is known', async () => {
    const { proxy, posts } = await serveTls();
    const proxyFor = (): Promise<string> => Promise.resolve(proxy);
    expect(await submit('https://gateway.example/x', { extraCa, proxyFor })).toMatchObject({ kind: 'not-sent' });
    expect(posts).toEqual([]);
  });

  test('through a proxy the tunnel is asked for by name and carries exactly one submit', async () => {
    const { port, proxy, posts, asked } = await serveTls();
    const proxyFor = (): Promise<string> => Promise.resolve(proxy);
    const outcome = await submit(`https://localhost:${String(port)}/x`, { extraCa, proxyFor });
    expect(outcome).toMatchObject({ kind: 'reply', reply: { body: '{"request_id":"a"}' } });
    expect(asked).toEqual([`CONNECT localhost:${String(port)} HTTP/1.1`]);
    expect(posts).toHaveLength(1);
  });
});
