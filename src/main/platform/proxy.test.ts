import { describe, expect, it } from 'vitest';
import { firstProxy } from './proxy';

describe('proxy of a PAC result', () => {
  it.each([
    ['DIRECT', null],
    ['PROXY proxy.test:8080; DIRECT', 'http://proxy.test:8080'],
    ['SOCKS5 socks.test:1080; HTTPS secure.test:443', 'https://secure.test:443'],
    ['DIRECT; PROXY later.test:1', null],
    ['', null],
    ['SOCKS5 socks.test:1080', 'socks5://socks.test:1080'],
    ['SOCKS socks.test:1080; DIRECT', null],
  ])('%s: never skips a DIRECT that comes first, never invents a proxy', (pac, proxy) => {
    expect(firstProxy(pac)).toBe(proxy);
  });
});
