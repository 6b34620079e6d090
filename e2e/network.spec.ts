import { spawnSync } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test as base, type TestGateway } from './fixtures';
import { choose } from './library-studio';
import { originals } from './studio';
import { AUTHORITY, GATEWAY_CERTIFICATE, GATEWAY_KEY } from './test-authority';

const ORIGIN = 'https://gateway.easel.test';

/** A company's network: the only way out is a proxy that asks for a password, and its own authority signs everything. */
interface Company {
  /** `http://127.0.0.1:port` of the proxy. */
  readonly proxy: string;
  /** What went through the proxy, with and without the right password. */
  readonly tunnels: readonly { readonly target: string; readonly allowed: boolean }[];
}

const LOGIN = `Basic ${Buffer.from('mia:pa:ss wörd').toString('base64')}`;

const test = base.extend<{ readonly company: Company }>({
  company: async ({ gateway }, use) => {
    const front = await listen(createFront(gateway));
    const tunnels: { target: string; allowed: boolean }[] = [];
    const proxyServer = createHttpServer((_, answer) => answer.writeHead(400).end());
    proxyServer.on('connect', (request, socket: Duplex) => {
      const allowed = request.headers['proxy-authorization'] === LOGIN;
      tunnels.push({ target: request.url ?? '', allowed });
      socket.on('error', () => undefined);
      if (!allowed) {
        socket.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="company"\r\nContent-Length: 0\r\n\r\n',
        );
        return;
      }
      const way = connect(front.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        way.pipe(socket).pipe(way);
      });
      way.on('error', () => socket.destroy());
      socket.on('close', () => way.destroy());
    });
    const proxy = await listen(proxyServer);
    await use({ proxy: `http://127.0.0.1:${String(proxy.port)}`, tunnels });
    front.close();
    proxy.close();
  },
});

/** The gateway as it looks from outside: another name, TLS, and links to itself by that name. */
function createFront(gateway: TestGateway): Server {
  return createServer({ cert: GATEWAY_CERTIFICATE, key: GATEWAY_KEY }, (request, answer) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = Object.entries(request.headers).filter(
        ([name]) => !/^(host|connection|content-length)$/.test(name),
      );
      const reply = await fetch(gateway.url + (request.url ?? ''), {
        method: request.method ?? 'GET',
        headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
        ...(request.method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
      });
      const type = reply.headers.get('content-type') ?? '';
      const bytes = Buffer.from(await reply.arrayBuffer());
      const body = type.includes('json') ? Buffer.from(bytes.toString().replaceAll(gateway.url, ORIGIN)) : bytes;
      answer.writeHead(reply.status, { 'content-type': type, 'content-length': body.byteLength }).end(body);
    })().catch(() => request.socket.destroy());
  });
}

async function listen(server: Server): Promise<{ readonly port: number; readonly close: () => void }> {
  const sockets = new Set<Duplex>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

test('behind a proxy with a password and a company certificate submit, polls and media all get through, and no password is on disk', async ({
  launch,
  gateway,
  company,
  libraryFolder,
  file,
}) => {
  const studio = await launch({ env: { EASEL_GATEWAY_URL: ORIGIN } });
  await studio.saveKey(DEMO_KEY);
  await studio.answerDialog('yes');
  const proxy = { mode: 'manual', address: company.proxy, user: 'mia' } as const;
  expect(await studio.request('settings.setProxy', { proxy, password: 'wrong one' })).toMatchObject({ ok: true });
  expect(await studio.request('settings.setProxy', { proxy, password: 'pa:ss wörd' })).toMatchObject({ ok: true });
  const certificate = file('company.pem', Buffer.from(AUTHORITY));
  await choose(studio, [certificate]);
  const chosen = await studio.request('settings.chooseCertificate', undefined);
  expect(chosen).toMatchObject({ ok: true, data: { certificate: 'Easel test authority' } });

  await studio.generate('A proxied port');
  // On a machine without any network Easel waits for one; here everything lies on loopback all the same.
  const submits = async (): Promise<number> => {
    await studio.request('jobs.resume', undefined);
    return gateway.submits.length;
  };
  await expect.poll(submits).toBe(1);
  await expect(studio.image('A proxied port')).toBeVisible({ timeout: 30_000 });
  expect(gateway.submits).toHaveLength(1);
  expect(originals(libraryFolder)).toHaveLength(1);
  expect(company.tunnels.every(({ target }) => target === 'gateway.easel.test:443')).toBe(true);
  const found = spawnSync('grep', ['-rlaE', 'pa:ss w', test.info().outputPath('user-data')], { encoding: 'utf8' });
  expect(found.stdout).toBe('');
});

test('a proxy is not changed when the person declines, and nonsense is refused with a sentence', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.answerDialog('no');
  const proxy = { mode: 'manual', address: 'http://127.0.0.1:9', user: '' } as const;
  expect(await studio.request('settings.setProxy', { proxy, password: null })).toMatchObject({
    ok: false,
    error: { code: 'cancelled' },
  });
  const nonsense = { mode: 'manual', address: 'not a proxy', user: '' } as const;
  expect(await studio.request('settings.setProxy', { proxy: nonsense, password: null })).toMatchObject({
    ok: false,
    error: { code: 'invalid', field: 'proxy' },
  });
});

test('when Chromium’s network service dies again and again, polls and downloads go on another way', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  let release = (): void => undefined;
  gateway.fail('status', { kind: 'hold', until: new Promise<void>((resolve) => (release = resolve)) });
  await studio.generate('A severed cable');
  await gateway.arrived('status', 1);
  const killNetwork = async (): Promise<void> => {
    const pids = await studio.app.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .filter(({ serviceName }) => serviceName === 'network.mojom.NetworkService')
        .map(({ pid }) => pid),
    );
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  };
  await killNetwork();
  release();
  await expect(studio.image('A severed cable')).toBeVisible({ timeout: 30_000 });
  await killNetwork();
  await studio.generate('Another severed cable');
  await expect(studio.image('Another severed cable')).toBeVisible({ timeout: 30_000 });
  expect(gateway.submits).toHaveLength(2);
});
