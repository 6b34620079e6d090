import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEST_CERTIFICATE, TEST_KEY } from '../gateway/test-certificate';
import { createCertificates, type Certificates } from './certificate';

/** That of a server, signed by itself. */
const LEAF = `-----BEGIN CERTIFICATE-----
MIIBfDCCASKgAwIBAgIUJ90HGBtiDVjtaegPoIzs9uHvM4kwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbGVhZi50ZXN0MCAXDTI2MTEyMjIyMzYwOFoYDzIxMjYxMDI5
MjIzNjA4WjAUMRIwEAYDVQQDDAlsZWFmLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAT1uaX5hvWVLwSE6GLrvuc9iNeBPpzBvCOJd4NyPI2vGTgoBsXQvHKf
cA+iWyzwluOBD3qdBIgfYG/iU9omweCCo1AwTjAdBgNVHQ4EFgQUFmJmUNkUc+UB
SMFGFln7TJQVKGMwHwYDVR0jBBgwFoAUFmJmUNkUc+UBSMFGFln7TJQVKGMwDAYD
VR0TAQH/BAIwADAKBggqhkjOPQQDAgNIADBFAiALo+C7M9GZfi1RN82UNupD4CHi
nTmET9t0TzrbhH9edQIhAJpnIDbwNwdpYL/IZI3bZv4+QvBnNeC11SCSwrED2Bq6
-----END CERTIFICATE-----
`;
/** An authority's whose name turns the direction of reading. */
const ODD = `-----BEGIN CERTIFICATE-----
MIIB1TCCAXygAwIBAgIUJDbkA8dP7okqmldi0tiIM6J3jXAwCgYIKoZIzj0EAwIw
UDEPMA0GA1UECgwGT2ZmaWNlMT0wOwYDVQQDDDRCaWfigK5PZmZpY2Vvb29vb29v
b29vb29vb29vb29vb29vb29vb29vb29vb29vb29vb29vMCAXDTI2MTEyMjIyMzYw
OFoYDzIxMjYxMDI5MjIzNjA4WjBQMQ8wDQYDVQQKDAZPZmZpY2UxPTA7BgNVBAMM
NEJpZ+KArk9mZmljZW9vb29vb29vb29vb29vb29vb29vb29vb29vb29vb29vb29v
b29vb28wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATl5fjp7OlA6YalK1mO3P5e
IZCwonaIqUzGGiSBe9ScrkK9jpY2YgtgpKn8dwlu9ik5jdXmFkVkpRDofeAAJ8zT
ozIwMDAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRvuDUUaCyBnvni5KmerWg3
lX4HIzAKBggqhkjOPQQDAgNHADBEAiBau7yuhCGKA4bmeQzyLkMzkaN8IXR/CJZi
frYQbq4AxwIgShM+S4yk6n0bKh1PD6mxwkV9UMQWg6uyauQzXVrNiyI=
-----END CERTIFICATE-----
`;
const DER = new X509Certificate(TEST_CERTIFICATE).raw;
const YEAR = 365 * 86_400_000;
const NOW = Date.parse(new X509Certificate(ODD).validFrom) + YEAR;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-certificate-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function open(now = NOW, trusted = { yes: true }): Certificates & { notices: string[] } {
  const notices: string[] = [];
  const notify = (message: string): void => {
    notices.push(message);
  };
  return { ...createCertificates({ folder, isTrusted: () => trusted.yes, now: () => now, notify }), notices };
}

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, 'chosen');
  await writeFile(path, content);
  return path;
}

describe('a file of authorities', () => {
  test.each([
    ['PEM', TEST_CERTIFICATE],
    ['DER', DER],
    [
      'PEM among words and with line ends of another system',
      `Subject: x\n${TEST_CERTIFICATE.replaceAll('\n', '\r\n')}end`,
    ],
    ['PEM with a private key beside it, which is left behind', TEST_KEY + TEST_CERTIFICATE + TEST_KEY],
  ])('is taken as %s', async (_, content) => {
    const found = await open().read(await fileOf(content));
    expect(found.name).toBe('localhost');
    expect(found.fingerprints).toEqual([new X509Certificate(TEST_CERTIFICATE).fingerprint256]);
    expect(found.pem.trim()).toBe(TEST_CERTIFICATE.trim());
  });

  test('may hold several, and the question shows each', async () => {
    const found = await open().read(await fileOf(ODD + TEST_CERTIFICATE));
    expect(found.fingerprints).toHaveLength(2);
    expect(found.pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  test('can’t turn the words of the question by its name', async () => {
    const { name } = await open().read(await fileOf(ODD));
    expect(name).toMatch(/^Big Officeo+$/);
  });

  test.each([
    ['of a server only', LEAF, 'not that of an authority'],
    ['of an authority and a server', TEST_CERTIFICATE + LEAF, 'leaf.test'],
    ['that is empty', '', 'no certificate'],
    ['of words', 'hello', 'no certificate'],
    ['of a key', TEST_KEY, 'no certificate'],
    ['of zeros', Buffer.alloc(1000), 'no certificate'],
    ['of DER that is cut', DER.subarray(0, 200), 'no certificate'],
    ['of PEM that is cut', TEST_CERTIFICATE.slice(0, 200), 'no certificate'],
    ['of PEM that is spoiled', TEST_CERTIFICATE.replace('MII', 'AAA'), 'no certificate'],
    ['with a good and a spoiled one', TEST_CERTIFICATE + TEST_CERTIFICATE.replace('MII', 'AAA'), 'no certificate'],
    ['beyond 64 KB', TEST_CERTIFICATE + ' '.repeat(65_537), '64 KB'],
  ])('%s is refused with a sentence', async (_, content, words) => {
    const path = await fileOf(content);
    await expect(open().read(path)).rejects.toMatchObject({
      code: 'invalid',
      field: 'certificate',
      message: expect.stringContaining(words),
    });
  });

  test('is refused before and after its time', async () => {
    const path = await fileOf(TEST_CERTIFICATE);
    await expect(open(NOW - 2 * YEAR).read(path)).rejects.toThrow('not valid yet');
    await expect(open(NOW + 200 * YEAR).read(path)).rejects.toThrow('expired');
  });

  test.skipIf(process.platform === 'win32')('that is none, is endless or never speaks is not waited for', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('/usr/bin/mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero', folder, join(folder, 'gone')])
      await expect(open().read(path)).rejects.toMatchObject({ code: 'invalid', field: 'certificate' });
  });
});

describe('what is kept', () => {
  test('lies in user data for the person only, replaces the one before, and holds after a restart', async () => {
    await open().keep(ODD);
    await open().keep(TEST_CERTIFICATE);
    expect(await readdir(folder)).toEqual(['company-certificate.pem']);
    const file = join(folder, 'company-certificate.pem');
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe(TEST_CERTIFICATE);
    expect(open().current()?.trim()).toBe(TEST_CERTIFICATE.trim());
  });

  test('is trusted only as long as the person does', async () => {
    const trusted = { yes: false };
    const certificates = open(NOW, trusted);
    await certificates.keep(TEST_CERTIFICATE);
    expect(certificates.current()).toBeNull();
    trusted.yes = true;
    expect(certificates.current()).toBe(TEST_CERTIFICATE);
    await certificates.remove();
    expect(certificates.current()).toBeNull();
  });

  test('that is spoiled or gone is said once and stops nothing', async () => {
    await writeFile(join(folder, 'company-certificate.pem'), 'spoiled');
    const certificates = open();
    expect([certificates.current(), certificates.current()]).toEqual([null, null]);
    expect(certificates.notices).toHaveLength(1);
    await certificates.keep(TEST_CERTIFICATE);
    expect(certificates.current()).toBe(TEST_CERTIFICATE);
  });
});
