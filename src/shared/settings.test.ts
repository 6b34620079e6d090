import { describe, expect, test } from 'vitest';
import { gatewayOrigin, isLoopback } from './gateway-address';
import { Settings, SettingsChange } from './settings';

const GOOD: Settings = {
  gateway: 'live',
  gatewayAddress: 'https://gateway.pixazo.ai',
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

describe('the address of a gateway', () => {
  test.each([
    ['https://gateway.pixazo.ai', 'https://gateway.pixazo.ai'],
    ['  https://Gateway.Pixazo.AI/v2/requests?x=1#y ', 'https://gateway.pixazo.ai'],
    ['https://gateway.example:8443/', 'https://gateway.example:8443'],
    ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
    ['http://localhost:4100/x', 'http://localhost:4100'],
    ['http://[::1]:4100', 'http://[::1]:4100'],
    ['http://127.1', 'http://127.0.0.1'],
  ])('%s is the gateway %s', (address, origin) => {
    expect(gatewayOrigin(address)).toEqual({ origin });
  });

  test.each([
    '',
    'gateway.pixazo.ai',
    'http://gateway.pixazo.ai',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://0.0.0.0:80',
    'http://192.168.1.1',
    'ftp://gateway.pixazo.ai',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
    'https://user:secret@gateway.pixazo.ai',
    'https://key@gateway.pixazo.ai',
  ])('%j is refused with a sentence', (address) => {
    const result = gatewayOrigin(address);
    expect('fault' in result ? result.fault : '').toMatch(/^The gateway address must .*\.$/);
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  test('only names of this very machine are loopback', () => {
    expect(['localhost', '127.0.0.1', '127.255.0.9', '[::1]'].every(isLoopback)).toBe(true);
    expect(['127.0.0.1.example', 'localhost.example', '10.0.0.1', '::2', '128.0.0.1'].some(isLoopback)).toBe(false);
  });
});

describe('settings', () => {
  test.each([
    ['too many submits at a time', { concurrency: 9 }],
    ['none at a time', { concurrency: 0 }],
    ['an unknown theme', { theme: 'blue' }],
    ['a negative price', { prices: { m: { perImage: { '1k': -1 }, perSource: 0 } } }],
    ['a key among them', { key: 'secret' }],
  ])('%s are refused', (_, change) => {
    expect(Settings.safeParse({ ...GOOD, ...change }).success).toBe(false);
  });

  test('the window can change look and prices, but neither the gateway nor the library folder', () => {
    expect(SettingsChange.safeParse({ theme: 'dark', concurrency: 3 }).success).toBe(true);
    expect(SettingsChange.safeParse({ gatewayAddress: 'https://evil.example' }).success).toBe(false);
    expect(SettingsChange.safeParse({ gateway: 'demo' }).success).toBe(false);
    expect(SettingsChange.safeParse({ libraryFolder: '/' }).success).toBe(false);
    expect(SettingsChange.safeParse({ proxy: { mode: 'direct' } }).success).toBe(false);
    expect(SettingsChange.safeParse({ certificate: 'x' }).success).toBe(false);
    expect(SettingsChange.safeParse({ paused: true }).success).toBe(false);
  });
});
