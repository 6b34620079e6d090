import { describe, expect, it } from 'vitest';
import type { Settings } from '../../shared/settings';
import { type Connection, createConnection } from './connection';
import type { KeyReading, KeyStore } from './ports';

const LIVE = 'https://gateway.test';

function world(options: { confirm?: boolean; fixedOrigin?: string; reading?: KeyReading } = {}): {
  connection: Connection;
  keys: Map<string, string>;
  asked: string[];
  secrets: string[];
  stored: () => Settings;
} {
  let settings: Settings = {
    gateway: 'none',
    gatewayAddress: LIVE,
    libraryFolder: null,
    theme: 'system',
    trashDays: 30,
    concurrency: 2,
    prices: {},
    paused: false,
    webhook: null,
    notifications: false,
    showProgress: false,
    proxy: { mode: 'system' },
    certificate: null,
    spellCheck: null,
    delivery: {},
    bucket: null,
  };
  const keys = new Map<string, string>();
  const asked: string[] = [];
  const secrets: string[] = [];
  const store: KeyStore = {
    read: (origin) => {
      const key = keys.get(origin);
      return Promise.resolve(options.reading ?? (key === undefined ? { status: 'none' } : { status: 'stored', key }));
    },
    save: (origin, key) => {
      keys.set(origin, key);
      return Promise.resolve('stored');
    },
    remove: (origin) => {
      keys.delete(origin);
      return Promise.resolve();
    },
  };
  const connection = createConnection({
    keys: store,
    settings: { read: () => settings, change: (change) => (settings = { ...settings, ...change }) },
    fixedOrigin: options.fixedOrigin ?? null,
    demoOrigin: 'https://demo.test',
    confirm: ({ message }) => {
      asked.push(message);
      return Promise.resolve(options.confirm ?? false);
    },
    testKey: () => Promise.resolve({ verdict: 'good', message: 'Good.' }),
    addSecret: (secret) => secrets.push(secret),
  });
  return { connection, keys, asked, secrets, stored: () => settings };
}

describe('connection', () => {
  it('never moves the key to a new gateway without a native yes', async () => {
    const { connection, asked } = world({ confirm: false });
    await expect(connection.useGateway('https://evil.test')).rejects.toThrow('not changed');
    expect(asked).toHaveLength(1);
    expect(connection.settings().gatewayAddress).toBe(LIVE);
  });

  it('gives a key only to the origin that it was saved for', async () => {
    const { connection } = world({ confirm: true });
    await connection.saveKey('secret-1');
    await connection.useGateway('https://other.test');
    expect(await connection.keyFor('https://other.test')).toBeNull();
    expect(await connection.keyFor(LIVE)).toBe('secret-1');
    expect(connection.keyState()).toMatchObject({ status: 'none', origin: 'https://other.test' });
  });

  it('asks nothing for the address that is set already', async () => {
    const { connection, asked } = world();
    await connection.useGateway(`${LIVE}/some/path`);
    expect(asked).toEqual([]);
    expect(connection.gateway()).toEqual({ kind: 'live', origin: LIVE });
  });

  it.each(['http://gateway.test', 'gateway.test', 'ftp://gateway.test', 'https://user:pass@gateway.test', ''])(
    'refuses the address %j, which would send the key in the clear or nowhere',
    async (address) => {
      await expect(world({ confirm: true }).connection.useGateway(address)).rejects.toThrow(/https|user name/);
    },
  );

  it('lets nobody change a gateway that was given from outside', async () => {
    const { connection, asked } = world({ confirm: true, fixedOrigin: 'http://127.0.0.1:9' });
    await expect(connection.useGateway('https://other.test')).rejects.toThrow('from outside');
    expect(asked).toEqual([]);
  });

  it('does not keep an address from outside for the next run, which nobody confirmed', async () => {
    const { connection, stored } = world({ fixedOrigin: 'http://127.0.0.1:9' });
    await connection.useGateway('http://127.0.0.1:9');
    expect(stored()).toMatchObject({ gateway: 'live', gatewayAddress: LIVE });
  });

  it.each([
    ['', 'Paste the API key'],
    ['two words', 'space or a line break'],
    ['line\nbreak', 'space or a line break'],
    ['schlüssel', 'character'],
  ])('refuses the key %j at its field', async (key, sentence) => {
    const { connection, keys } = world();
    await expect(connection.saveKey(key)).rejects.toMatchObject({
      field: 'key',
      message: expect.stringContaining(sentence) as string,
    });
    expect(keys.size).toBe(0);
  });

  it('forgives the spaces that copying brings, and knows the secret before it is stored', async () => {
    const { connection, keys, secrets } = world();
    await connection.saveKey('  good-key\n');
    expect(keys.get(LIVE)).toBe('good-key');
    expect(secrets).toContain('good-key');
    expect(connection.gateway()).toEqual({ kind: 'live', origin: LIVE });
  });

  it('says locked where the keychain is locked, not “no key”', async () => {
    const { connection } = world({ reading: { status: 'locked', message: 'The keychain is locked.' } });
    expect(await connection.refresh()).toMatchObject({ status: 'locked' });
    expect(await connection.keyFor(LIVE)).toBeNull();
  });

  it('keeps the state of the key without the key', async () => {
    const { connection } = world();
    await connection.saveKey('secret-1');
    expect(JSON.stringify(connection.keyState())).not.toContain('secret-1');
  });
});
