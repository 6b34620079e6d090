import { expect, it } from 'vitest';
import { publicLinkFault } from './public-link';

it('a link that the gateway could never fetch is refused before it is paid for', () => {
  for (const link of [
    'http://a.example/x.png',
    '/tmp/x.png',
    'file:///x.png',
    'easel://image/img_1',
    '',
    'a.example',
  ]) {
    expect(publicLinkFault(link), link).toMatch(/https/);
  }
  for (const link of [
    'https://localhost/x',
    'https://10.0.0.1/x',
    'https://[::1]/x',
    'https://nas/x',
    'https://a.local/x',
  ]) {
    expect(publicLinkFault(link), link).toMatch(/public/);
  }
  expect(publicLinkFault('https://me:pw@a.example/x.png')).toMatch(/password/);
  expect(publicLinkFault(' https://a.example/x.png?sig=1 ')).toBeNull();
});
