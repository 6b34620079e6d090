import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../shared/public-host';
import { fetchLink, linkFault } from './fetch-link';
import type { LinkPorts } from './fetch-link';
import type { AddressLookup } from './public-lookup';
import { createLinks } from './links';
import { PrivateAddressError, publicLookup } from './public-lookup';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server on loopback, and the ports of somebody who gave its origin from outside. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly origin: string; readonly ports: LinkPorts }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // Its address says the port for TCP.
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { origin, ports: { connections: {}, trusted: origin } };
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const sentence = async (ports: LinkPorts, url: string): Promise<string> => {
  const found = await fetchLink(ports, url);
  return found.kind === 'refused' ? found.message : `fetched ${found.name}`;
};
const NOBODY: LinkPorts = { connections: {}, trusted: null };

describe('an address', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:a9fe:a9fe',
    ],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '::127.0.0.1', 'fe80::1%eth0', 'nonsense', ''],
    ...['192.0.2.9', '198.51.100.1', '240.0.0.1', '3fff:1::1', '2001:10::1', '017.8.8.8', '8.8.8.256', '2600::1]/'],
  ])('of one’s own network is no public one: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '93.184.216.34',
    '172.32.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2a00:1450:4001::1',
    '2003::1',
    '100.128.0.1',
  ])('that anybody may know is let through: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('a link', () => {
  it.each([
    ...['http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://127.1/', 'http://[::ffff:10.0.0.1]/'],
    ...['http://localhost/', 'http://a.localhost/', 'http://printer.local/x.png', 'http://router/', 'http://nas.lan./'],
    ...['http://metadata.google.internal/', 'http://169.254.169.254/latest'],
  ])('to one’s own network is refused by its words, however they are written: %s', (link) => {
    expect(linkFault(link)).toMatch(/private network/);
  });

  it.each(['file:///etc/passwd', 'ftp://a.example/x', 'javascript:alert(1)', 'easel://image/x', 'nothing', ''])(
    'of another kind is refused: %s',
    (link) => {
      expect(linkFault(link)).toMatch(/https:/);
    },
  );

  it('with a password in it is refused: it would be sent to the host', () => {
    expect(linkFault('https://me:secret@a.example/x.png')).toMatch(/password/);
    expect(linkFault('https://a.example/x.png?of=127.0.0.1')).toBeNull();
  });

  it('whose name leads to this machine is refused at the connection, also when it led elsewhere a moment before', async () => {
    const answers = ['93.184.216.34', '127.0.0.1'];
    const asked: string[] = [];
    const ask: AddressLookup = (name, _options, done) => {
      asked.push(name);
      done(null, [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]);
    };
    const lookup = publicLookup(ask);
    const look = () => new Promise((resolve) => lookup('a.example', {}, (error, address) => resolve(error ?? address)));
    expect(await look()).toBe('93.184.216.34');
    expect(await look()).toBeInstanceOf(PrivateAddressError);
    expect(await sentence({ ...NOBODY, lookup: ask }, 'http://rebound.example/x.png')).toMatch(/private network/);
    expect(asked.at(-1)).toBe('rebound.example');
  });

  it('is refused when one of several addresses of its name is private', async () => {
    const ask: AddressLookup = (_name, _options, done) => {
      done(
        null,
        ['93.184.216.34', '::1'].map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
    expect(await sentence({ ...NOBODY, lookup: ask }, 'https://two.example/x.png')).toMatch(/private network/);
  });

  it('through a proxy is refused where this machine knows the name as a private one', async () => {
    const ask: AddressLookup = (_name, _options, done) => {
      done(null, [{ address: '10.0.0.7', family: 4 }]);
    };
    const connections = { proxyFor: () => Promise.resolve('http://127.0.0.1:1') };
    expect(await sentence({ connections, trusted: null, lookup: ask }, 'https://x.example/')).toMatch(
      /private network/,
    );
  });
});

describe('what a link leads to', () => {
  it('comes with a name that people can read, and nothing of the person goes out', async () => {
    const seen: IncomingMessage[] = [];
    const { origin, ports } = await serve((request, response) => {
      seen.push(request);
      response.end(GIF);
    });
    const found = await fetchLink(ports, `${origin}/a/Caf%C3%A9%20harbour.gif?w=1`);
    expect(found).toMatchObject({ kind: 'fetched', name: 'Café harbour.gif' });
    expect(found.kind === 'fetched' && GIF.equals(Buffer.from(found.bytes))).toBe(true);
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  it('is not followed to a private address, nor for ever', async () => {
    const { origin, ports } = await serve((request, response) => {
      const to = request.url === '/away' ? 'http://169.254.169.254/latest/meta-data' : '/again';
      response.writeHead(302, { Location: to }).end();
    });
    expect(await sentence(ports, `${origin}/away`)).toMatch(/^169\.254\.169\.254 lies in a private network/);
    expect(await sentence(ports, `${origin}/again`)).toMatch(/one address to the next/);
  });

  it('is said to be a page when it is one, and to be missing when it is', async () => {
    const { origin, ports } = await serve((request, response) => {
      if (request.url === '/page') response.end('<!DOCTYPE html><title>x</title>');
      else response.writeHead(404).end();
    });
    expect(await sentence(ports, `${origin}/page`)).toMatch(/a page, not a picture/);
    expect(await sentence(ports, `${origin}/gone`)).toMatch(/HTTP 404/);
  });

  it('ends where it is too large, whether that was said before or not', async () => {
    const { origin, ports } = await serve((request, response) => {
      if (request.url === '/said') {
        response.writeHead(200, { 'Content-Length': String(2 * 1024 * 1024) });
        response.write('x');
        return;
      }
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const small = { ...ports, mostBytes: 1024 * 1024 };
    expect(await sentence(small, `${origin}/said`)).toMatch(/larger than 1 MB/);
    expect(await sentence(small, `${origin}/endless`)).toMatch(/larger than 1 MB/);
  });

  it('ends when it drips for ever', async () => {
    const { origin, ports } = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('G');
    });
    expect(await sentence({ ...ports, patienceMs: 150 }, `${origin}/slow`)).toMatch(/longer than a minute/);
  });

  it('can’t be had from this machine, except from the gateway that was given', async () => {
    const { origin, ports } = await serve((_request, response) => response.end(GIF));
    expect(await sentence(ports, `${origin}/x.gif`)).toBe('fetched x.gif');
    expect(await sentence({ ...ports, trusted: null }, `${origin}/x.gif`)).toMatch(/private network/);
    expect(await sentence(ports, `${origin.replace(/\d+$/, '1')}/x.gif`)).toMatch(/private network/);
  });

  it('is fetched one at a time: one that was given up does not go on loading, nor come into the library', async () => {
    const { origin, ports } = await serve((request, response) => {
      if (request.url === '/quick.gif') response.end(GIF);
    });
    const names: string[] = [];
    const links = createLinks(ports, {
      data: (name) => {
        names.push(name);
        return Promise.resolve([]);
      },
    });
    const first = links.import(`${origin}/never.gif`);
    await links.import(`${origin}/quick.gif`);
    expect(await first).toMatchObject([{ ok: false }]);
    expect(names).toEqual(['quick.gif']);
  });
});
