import { describe, expect, test } from 'vitest';
import type { Proxy, Settings } from '../../shared/settings';
import { createNetworkSettings, type NetworkSettings } from './network-settings';
import type { KeyReading } from './ports';
import { createProxyPasswords, type ProxyPasswords } from './proxy-passwords';

const OFFICE: Proxy = { mode: 'manual', address: 'http://proxy.test:8080', user: 'me' };

interface World {
  readonly network: NetworkSettings;
  readonly passwords: ProxyPasswords;
  readonly keys: Map<string, string>;
  readonly asked: string[];
  readonly applied: Proxy[];
  readonly secrets: string[];
  readonly pem: { current: string | null };
  readonly stored: () => Settings;
}

interface WorldOptions {
  readonly yes?: boolean;
  readonly proxy?: Proxy;
  readonly refuse?: Proxy['mode'];
  readonly reading?: KeyReading;
  readonly file?: string | null;
}

function world({
  yes = true,
  proxy = { mode: 'system' },
  refuse,
  reading,
  file = '/ca.pem',
}: WorldOptions = {}): World {
  let settings: Settings = {
    gateway: 'none',
    gatewayAddress: 'https://gateway.test',
    libraryFolder: null,
    theme: 'system',
    trashDays: 30,
    concurrency: 2,
    prices: {},
    paused: false,
    webhook: null,
    notifications: false,
    showProgress: false,
    proxy,
    certificate: null,
    spellCheck: null,
    delivery: {},
    bucket: null,
  };
  const keys = new Map<string, string>();
  const asked: string[] = [];
  const applied: Proxy[] = [];
  const secrets: string[] = [];
  const pem: World['pem'] = { current: null };
  const passwords = createProxyPasswords({
    keys: {
      read: (name) => {
        const key = keys.get(name);
        return Promise.resolve(reading ?? (key === undefined ? { status: 'none' } : { status: 'stored', key }));
      },
      save: (name, key) => {
        keys.set(name, key);
        return Promise.resolve('stored');
      },
      remove: (name) => {
        keys.delete(name);
        return Promise.resolve();
      },
    },
    addSecret: (secret) => secrets.push(secret),
  });
  const network = createNetworkSettings({
    settings: { read: () => settings, change: (change) => (settings = { ...settings, ...change }) },
    passwords,
    apply: (next) => {
      applied.push(next);
      return next.mode === refuse ? Promise.reject(new Error('no')) : Promise.resolve();
    },
    certificates: {
      read: () => Promise.resolve({ name: 'Office CA', fingerprints: ['AB:CD'], pem: 'PEM' }),
      keep: (text) => {
        pem.current = text;
        return Promise.resolve();
      },
      remove: () => {
        pem.current = null;
        return Promise.resolve();
      },
    },
    chooseCertificateFile: () => Promise.resolve(file),
    confirm: ({ message, detail }) => {
      asked.push(`${message} ${detail}`);
      return Promise.resolve(yes);
    },
  });
  return { network, passwords, keys, asked, applied, secrets, pem, stored: () => settings };
}

describe('another proxy', () => {
  test.each<[Proxy, string]>([
    [OFFICE, 'http://proxy.test:8080 as “me”'],
    [{ mode: 'pac', url: 'https://conf.test/x.pac' }, 'https://conf.test/x.pac'],
    [{ mode: 'direct' }, 'without any proxy'],
  ])('%o is taken only after a native yes to its address', async (proxy, words) => {
    const yes = world();
    expect((await yes.network.setProxy(proxy, null)).proxy).toEqual(proxy);
    expect(yes.asked[0]).toContain(words);
    expect(yes.applied).toEqual([proxy]);
    const no = world({ yes: false });
    await expect(
      no.network.setProxy(proxy, 'mode' in proxy && proxy.mode === 'manual' ? 'pw' : null),
    ).rejects.toMatchObject({
      code: 'cancelled',
      field: 'proxy',
    });
    expect([no.stored().proxy, no.applied, no.keys.size]).toEqual([{ mode: 'system' }, [], 0]);
  });

  test('an address that can’t be one is refused before anybody is asked', async () => {
    const { network, asked } = world();
    const typed: Proxy = { mode: 'manual', address: 'socks5://x:1', user: '' };
    await expect(network.setProxy(typed, null)).rejects.toMatchObject({ code: 'invalid', field: 'proxy' });
    expect(asked).toEqual([]);
  });

  test('one that the system does not take leaves the one before in force', async () => {
    const { network, applied, stored } = world({ refuse: 'pac' });
    const pac: Proxy = { mode: 'pac', url: 'https://conf.test/x' };
    await expect(network.setProxy(pac, null)).rejects.toMatchObject({ code: 'invalid' });
    expect(stored().proxy).toEqual({ mode: 'system' });
    expect(applied).toEqual([pac, { mode: 'system' }]);
  });
});

describe('the password of a proxy', () => {
  test('lies in the keychain under a name of its own, is masked, and is in no setting', async () => {
    const { network, keys, secrets, stored, passwords } = world();
    await network.setProxy(OFFICE, 'p:ä ss');
    expect([...keys]).toEqual([['proxy http://proxy.test:8080 me', 'p:ä ss']]);
    expect(secrets).toEqual(['p:ä ss']);
    expect(JSON.stringify(stored())).not.toContain('ä ss');
    expect(await passwords.read(OFFICE)).toBe('p:ä ss');
  });

  test('a new one for the same proxy needs no question; null keeps it, empty forgets it', async () => {
    const { network, keys, asked, applied, passwords } = world({ proxy: OFFICE });
    await network.setProxy({ ...OFFICE, address: 'proxy.test:8080' }, 'new');
    await network.setProxy(OFFICE, null);
    expect([asked, applied, [...keys.values()]]).toEqual([[], [], ['new']]);
    await network.setProxy(OFFICE, '');
    expect([keys.size, await passwords.read(OFFICE)]).toEqual([0, null]);
  });

  test('is never given to another proxy or another user', async () => {
    const { network, passwords } = world();
    await network.setProxy(OFFICE, 'secret');
    for (const other of [
      { ...OFFICE, address: 'http://other.test:8080' },
      { ...OFFICE, user: 'you' },
      { ...OFFICE, user: '' },
    ])
      expect(await passwords.read(other)).toBeNull();
  });

  test.each<[Proxy, string]>([
    [{ ...OFFICE, user: '' }, 'pw'],
    [{ mode: 'system' }, 'pw'],
    [OFFICE, 'line\nbreak'],
  ])('%o with %j is refused: it would go nowhere or break the header', async (proxy, password) => {
    const { network, asked } = world();
    await expect(network.setProxy(proxy, password)).rejects.toMatchObject({ code: 'invalid', field: 'proxy' });
    expect(asked).toEqual([]);
  });

  test('a keychain that is locked is asked again, one that has none is not', async () => {
    const locked = world({ reading: { status: 'locked', message: '' } });
    expect(await locked.passwords.read(OFFICE)).toBeNull();
    const open = world();
    expect(await open.passwords.read(OFFICE)).toBeNull();
    open.keys.set('proxy http://proxy.test:8080 me', 'late');
    expect(await open.passwords.read(OFFICE)).toBeNull();
  });
});

describe('a company’s certificate', () => {
  test('is trusted only after a native yes that shows its fingerprint', async () => {
    const { network, asked, pem } = world();
    expect((await network.chooseCertificate()).certificate).toBe('Office CA');
    expect(asked[0]).toContain('AB:CD');
    expect(pem.current).toBe('PEM');
    expect((await network.removeCertificate()).certificate).toBeNull();
    expect(pem.current).toBeNull();
  });

  test.each([
    ['no file was chosen', { file: null }],
    ['the person says no', { yes: false }],
  ])('nothing is kept when %s', async (_, options) => {
    const { network, pem, stored } = world(options);
    await expect(network.chooseCertificate()).rejects.toMatchObject({ code: 'cancelled', field: 'certificate' });
    expect([pem.current, stored().certificate]).toEqual([null, null]);
  });
});
