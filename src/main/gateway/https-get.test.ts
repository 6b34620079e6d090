import { createServer } from 'node:https';
import { connect, createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { ConnectionOptions } from './connection';
import { createHttpsGet } from './https-get';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
const { signal } = new AbortController();

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close());
  // A listening TCP server has an address with a port.
  return (server.address() as AddressInfo).port;
}

/** A TCP server that answers the first bytes of each connection with the text; closed connections resolve `closed`. */
async function serveText(text: string, ends_ = true): Promise<{ url: string; closed: Promise<void>; seen: string[] }> {
  const seen: string[] = [];
  let onClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (onClosed = resolve));
  const server = createTcpServer((socket: Socket) => {
    ends.push(() => socket.destroy());
    socket.on('error', () => undefined).on('close', onClosed);
    socket.once('data', (chunk) => {
      seen.push(chunk.toString('latin1'));
      socket.write(text, 'latin1', () => ends_ && socket.end());
    });
  });
  return { url: `http://127.0.0.1:${String(await listen(server))}/a/b?c=1`, closed, seen };
}

const get = (url: string, options: ConnectionOptions = {}): Promise<Response> =>
  createHttpsGet(options)(url, { headers: { 'X-One': 'two' }, signal });

test('a reply comes as it is, with path, query and headers sent as given and no redirect followed', async () => {
  const { url, seen } = await serveText(
    'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/x\r\nContent-Length: 2\r\n\r\nhi',
  );
  const reply = await get(url);
  expect([reply.status, reply.headers.get('location'), await reply.text()]).toEqual([
    302,
    'http://127.0.0.1:1/x',
    'hi',
  ]);
  expect(seen[0]).toMatch(/^GET \/a\/b\?c=1 HTTP\/1\.1\r\n/);
  expect(seen[0]).toContain('X-One: two\r\n');
});

test.each([
  ['no reply at all', ''],
  ['no HTTP', 'SSH-2.0\r\n\r\n'],
  ['a broken status', 'HTTP/1.1 9x9 Odd\r\n\r\n'],
  ['a status that no reply has', 'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n'],
  ['another protocol', 'HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'],
])('%s rejects and ends nothing else', async (_, text) => {
  const { url } = await serveText(text);
  await expect(get(url)).rejects.toThrow();
});

test('a body that is cut short fails instead of looking whole', async () => {
  for (const start of ['Content-Length: 9\r\n\r\nhalf', 'Transfer-Encoding: chunked\r\n\r\n9\r\nhalf']) {
    const { url } = await serveText(`HTTP/1.1 200 OK\r\n${start}`);
    await expect((await get(url)).text()).rejects.toThrow();
  }
});

test('a reply that nobody reads to its end leaves no connection open', async () => {
  const { url, closed } = await serveText('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nsome', false);
  await (await get(url)).body?.cancel();
  await closed;
  const none = await serveText('HTTP/1.1 204 None\r\n\r\n', false);
  expect((await get(none.url)).body).toBeNull();
  await none.closed;
});

test('giving up ends the connection, before the reply and within it', async () => {
  const before = await serveText('', false);
  const stop = new AbortController();
  const waiting = createHttpsGet()(before.url, { headers: {}, signal: stop.signal });
  setImmediate(() => {
    stop.abort();
  });
  await expect(waiting).rejects.toThrow();
  const within = await serveText('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nsome', false);
  const later = new AbortController();
  const reply = await createHttpsGet()(within.url, { headers: {}, signal: later.signal });
  later.abort();
  await expect(reply.text()).rejects.toThrow();
  await within.closed;
});

test('packed bytes are unpacked though nobody asked for packing, and spoiled ones fail', async () => {
  const packed = gzipSync('words'.repeat(100));
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${String(packed.length)}\r\n\r\n`;
  const good = await serveText(head + packed.toString('latin1'));
  const reply = await get(good.url);
  expect(reply.headers.get('content-length')).toBeNull();
  expect(await reply.text()).toBe('words'.repeat(100));
  const bad = await serveText(head + packed.fill(7, 20, 30).toString('latin1'));
  await expect((await get(bad.url)).text()).rejects.toThrow();
});

test('the way leads through the proxy with its password and trusts a company’s certificate only when it is given', async () => {
  const server = createServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, (request, response) => {
    response.end(`for ${request.url ?? ''}`);
  });
  server.on('tlsClientError', () => undefined);
  const port = await listen(server);
  const asked: string[] = [];
  const proxyPort = await listen(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (chunk) => {
        asked.push(chunk.toString('latin1'));
        const onward = connect(port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => undefined);
      });
    }),
  );
  const proxyFor = (): Promise<string> => Promise.resolve(`http://me:p%3Aw@127.0.0.1:${String(proxyPort)}`);
  const url = `https://localhost:${String(port)}/poll`;
  await expect(get(url, { proxyFor })).rejects.toThrow('certificate');
  const reply = await get(url, { proxyFor, extraCa: () => TEST_CERTIFICATE });
  expect(await reply.text()).toBe('for /poll');
  expect(asked[1]).toContain(`CONNECT localhost:${String(port)} `);
  expect(asked[1]).toContain(`Proxy-Authorization: Basic ${Buffer.from('me:p:w').toString('base64')}`);
});
