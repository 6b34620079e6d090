import { describe, expect, it } from 'vitest';
import { createSecrets } from './secrets';

const secret = 'kA9+/"\\&<z>%Q-7fH2';
const bytes = Buffer.from(secret);

const FORMS: readonly (readonly [string, string])[] = [
  ['as it is', `Key: ${secret}.`],
  ['in JSON', JSON.stringify({ key: secret })],
  ['in JSON in JSON', JSON.stringify(JSON.stringify({ key: secret }))],
  ['in an address', `https://x/?key=${encodeURIComponent(secret)}&y`],
  ['in an address in lower case', `https://x/?key=${encodeURIComponent(secret).toLowerCase()}&y`],
  ['with every byte escaped', [...bytes].map((byte) => `%${byte.toString(16)}`).join('')],
  ['in hex', `0x${bytes.toString('hex')}`],
  ['in HEX', bytes.toString('hex').toUpperCase()],
  ['in HTML', '<p>kA9+/&quot;\\&amp;&lt;z&gt;%Q-7fH2</p>'],
  ...['', 'a', 'ab', 'abc', 'user:'].flatMap((before) => [
    [`in base64 after “${before}”`, Buffer.from(`${before}${secret} and more`).toString('base64')] as const,
    [`in base64url after “${before}”`, Buffer.from(`${before}${secret}`).toString('base64url')] as const,
  ]),
];

describe('secrets', () => {
  it.each(FORMS)('are masked %s', (_form, text) => {
    const secrets = createSecrets();
    secrets.add(secret);
    const masked = secrets.mask(text);
    expect(masked).toContain('[secret]');
    expect(masked.length).toBeLessThan(text.length);
    for (let at = 0; at + 8 <= secret.length; at++) expect(masked).not.toContain(secret.slice(at, at + 8));
  });

  it.each([
    ['as it is', '='],
    ['in an address inside an address', '%3D'],
    ['escaped', '\\u003d'],
  ])('hide the signature of an address that nobody typed, %s', (_form, equals) => {
    const signature = '0f'.repeat(32);
    const masked = createSecrets().mask(`"https://s3.example/x?X-Amz-Expires=9&X-Amz-Signature${equals}${signature}"`);
    expect(masked).toBe(`"https://s3.example/x?X-Amz-Expires=9&X-Amz-Signature${equals}[secret]"`);
  });

  it('leave other texts alone', () => {
    const secrets = createSecrets();
    secrets.add(secret);
    secrets.add('abc');
    secrets.add('');
    expect(secrets.mask('an abc of foxes')).toBe('an abc of foxes');
  });

  it('that are short don’t spoil images that come as base64', () => {
    const secrets = createSecrets();
    secrets.add('test1');
    const image = Buffer.from('test1 test1 test1').toString('base64');
    expect(secrets.mask(image)).toBe(image);
    expect(secrets.mask('the key test1')).toBe('the key [secret]');
  });

  it('of which one is part of the other are both masked whole', () => {
    const secrets = createSecrets();
    secrets.add('abcdef');
    secrets.add('abcdefghi');
    expect(secrets.mask('abcdefghi abcdef')).toBe('[secret] [secret]');
  });
});
