import { describe, expect, test } from 'vitest';
import type { Proxy } from '../../shared/settings';
import { createNetwork, type Network } from './network';

const GATEWAY = 'https://gateway.test/x';
const MANUAL: Proxy = { mode: 'manual', address: 'http://proxy.test:8080', user: 'mé' };

function world(
  proxy: Proxy,
  answer: string | Promise<string> = 'DIRECT',
  password: string | null = 'p:w@/',
): Network & { calls: string[] } {
  const calls: string[] = [];
  const note = (call: string) => (): Promise<void> => {
    calls.push(call);
    return Promise.resolve();
  };
  const session = {
    setProxy: (config: object) => note(JSON.stringify(config))(),
    forceReloadProxyConfig: note('reload'),
    closeAllConnections: note('close'),
    resolveProxy: () => {
      calls.push('resolve');
      return Promise.resolve(answer);
    },
  };
  return { ...createNetwork({ session, proxy: () => proxy, password: () => Promise.resolve(password) }), calls };
}

test('Chromium moves as a whole: connections of the way before are ended', async () => {
  const network = world(MANUAL);
  await network.apply(MANUAL);
  await network.apply({ mode: 'pac', url: 'https://conf.test/x' });
  expect(network.calls).toEqual([
    '{"mode":"fixed_servers","proxyRules":"http://proxy.test:8080"}',
    'reload',
    'close',
    '{"mode":"pac_script","pacScript":"https://conf.test/x"}',
    'reload',
    'close',
  ]);
});

describe('the proxy of Node’s connections', () => {
  test('a manual one carries user and password, whatever letters they have, and needs no answer of Chromium', async () => {
    const network = world(MANUAL, new Promise(() => undefined));
    const url = new URL((await network.proxyFor(GATEWAY)) ?? '');
    expect([url.host, decodeURIComponent(url.username), decodeURIComponent(url.password)]).toEqual([
      'proxy.test:8080',
      'mé',
      'p:w@/',
    ]);
    expect(await world({ ...MANUAL, user: '' }).proxyFor(GATEWAY)).toBe('http://proxy.test:8080');
    expect(await world(MANUAL, 'DIRECT', null).proxyFor(GATEWAY)).toBe('http://proxy.test:8080');
    expect(network.calls).toEqual([]);
  });

  test('what is on this machine goes through none', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(await world(MANUAL).proxyFor(`https://${host}:8/x`)).toBeNull();
  });

  test('direct asks nobody; the system is asked', async () => {
    const direct = world({ mode: 'direct' }, 'PROXY system.test:1');
    expect(await direct.proxyFor(GATEWAY)).toBeNull();
    const system = world({ mode: 'system' }, 'PROXY system.test:1;DIRECT');
    expect([await system.proxyFor(GATEWAY), direct.calls, system.calls]).toEqual([
      'http://system.test:1',
      [],
      ['resolve'],
    ]);
  });

  test('a PAC file that can’t be had is no leave to go without a proxy', async () => {
    await expect(world({ mode: 'pac', url: 'https://conf.test/x' }, '').proxyFor(GATEWAY)).rejects.toThrow('PAC');
    expect(await world({ mode: 'pac', url: 'https://conf.test/x' }, 'DIRECT').proxyFor(GATEWAY)).toBeNull();
  });
});

test('user and password go to the proxy of the settings and to no other that asks', async () => {
  const network = world(MANUAL);
  expect(await network.loginFor('proxy.test', 8080)).toEqual({ user: 'mé', password: 'p:w@/' });
  expect(await network.loginFor('proxy.test', 8081)).toBeNull();
  expect(await network.loginFor('evil.test', 8080)).toBeNull();
  expect(await world(MANUAL, 'DIRECT', null).loginFor('proxy.test', 8080)).toBeNull();
  expect(await world({ mode: 'system' }).loginFor('proxy.test', 8080)).toBeNull();
});
