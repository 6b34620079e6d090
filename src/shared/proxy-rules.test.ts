import { describe, expect, test } from 'vitest';
import { cleanProxy } from './proxy-rules';
import type { Proxy } from './settings';

const manual = (address: string, user = ''): Proxy => ({ mode: 'manual', address, user });

describe('the address of a proxy', () => {
  test.each([
    ['http://proxy.test:8080', 'http://proxy.test:8080'],
    [' HTTP://Proxy.Test:8080/ ', 'http://proxy.test:8080'],
    ['proxy.test:3128', 'http://proxy.test:3128'],
    ['proxy.test', 'http://proxy.test:80'],
    ['https://proxy.test', 'https://proxy.test:443'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://höst.test:1', 'http://xn--hst-sna.test:1'],
  ])('%s is kept in one form, with its port', (typed, address) => {
    expect(cleanProxy(manual(typed, ' me '))).toEqual({ proxy: { mode: 'manual', address, user: 'me' } });
  });

  test.each([
    ['', 'Type'],
    ['http://', 'Type'],
    ['socks5://proxy.test:1080', 'SOCKS'],
    ['ftp://proxy.test:21', 'http://'],
    ['http://me:secret@proxy.test:1', 'own fields'],
    ['http://proxy.test:1/path', 'after its port'],
    ['http://proxy.test:1/?x', 'after its port'],
    ['http://proxy.test:99999', 'Type'],
    ['proxy.test:1;https=evil.test:2', 'Type'],
    ['http://a b:1', 'Type'],
  ])('%s is refused with a sentence and never silently bent', (typed, words) => {
    expect(cleanProxy(manual(typed))).toEqual({ fault: expect.stringContaining(words) });
  });

  test.each(['a:b', 'a\nb'])('a user name that would break the header (%j) is refused', (user) => {
    expect(cleanProxy(manual('http://proxy.test:1', user))).toHaveProperty('fault');
  });
});

test.each([
  ['https://conf.test/proxy.pac', 'https://conf.test/proxy.pac'],
  [' http://conf.test ', 'http://conf.test/'],
  ['file:///etc/proxy.pac', null],
  ['data:text/plain,x', null],
  ['https://me:pw@conf.test/x', null],
  ['', null],
])('a PAC file at %s', (typed, url) => {
  const cleaned = cleanProxy({ mode: 'pac', url: typed });
  if (url === null) expect(cleaned).toHaveProperty('fault');
  else expect(cleaned).toEqual({ proxy: { mode: 'pac', url } });
});
