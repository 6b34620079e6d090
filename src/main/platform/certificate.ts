import { X509Certificate } from 'node:crypto';
import { constants, readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestError } from '../../shared/result';

/** Largest file that is read, in bytes. */
const LIMIT = 64 * 1024;
const FILE = 'company-certificate.pem';

/** The authorities in a file that a person chose. */
interface Authorities {
  readonly name: string;
  readonly fingerprints: readonly string[];
  readonly pem: string;
}

/** The company's certificate authorities, trusted beside those of the system. */
export interface Certificates {
  /** Reads PEM or DER. Throws `invalid` with field `certificate` unless every certificate in it is a valid authority's. */
  read(path: string): Promise<Authorities>;
  /** Puts them into user data, readable by the person only; `unavailable` when the disk refuses. */
  keep(pem: string): Promise<void>;
  /** Never rejects: what is not trusted harms nobody. */
  remove(): Promise<void>;
  /** Those that are trusted now as PEM, or null. */
  current(): string | null;
}

/** What the certificates need. */
export interface CertificatePorts {
  /** User data. */
  readonly folder: string;
  /** Whether the person trusts the file that lies there. */
  readonly isTrusted: () => boolean;
  readonly now: () => number;
  /** Tells the person that the file is gone or spoiled. */
  readonly notify: (message: string) => void;
}

/** The certificates in user data. */
export function createCertificates({ folder, isTrusted, now, notify }: CertificatePorts): Certificates {
  const file = join(folder, FILE);
  let known: string | null = null;
  let isBroken = false;

  return {
    read: async (path) => readAuthorities(await readBounded(path), now()),
    async keep(pem) {
      const part = `${file}.part`;
      try {
        await rm(part, { force: true });
        const handle = await open(part, 'wx', 0o600);
        try {
          await handle.writeFile(pem);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(part, file);
      } catch (error) {
        const refusal = new RequestError(
          'unavailable',
          'The certificate could not be kept. Check the disk.',
          'certificate',
        );
        throw Object.assign(refusal, { cause: error });
      }
      known = pem;
      isBroken = false;
    },
    async remove() {
      known = null;
      await rm(file, { force: true }).catch(() => undefined);
    },
    current() {
      if (!isTrusted() || isBroken) return null;
      try {
        // As long ago as it was looked at, a date does not matter here: the connection says so itself.
        known ??= readAuthorities(readFileSync(file), null).pem;
      } catch {
        isBroken = true;
        notify('The company’s certificate can’t be read any more. Choose it again in the settings.');
      }
      return known;
    },
  };
}

function invalid(message: string): RequestError {
  return new RequestError('invalid', message, 'certificate');
}

/** Pipes, devices and endless files are not waited for. */
async function readBounded(path: string): Promise<Buffer> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size } = await handle.stat().then((found) => (found.isFile() ? found : { size: LIMIT + 1 }));
      if (size > LIMIT) throw invalid('This is no certificate: such a file has at most 64 KB.');
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LIMIT), 0, LIMIT, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw Object.assign(invalid('The file can’t be read.'), { cause: error });
  }
}

/** Only what was understood is kept: a private key beside the certificates stays where it was. `now` null checks no dates. */
function readAuthorities(bytes: Buffer, now: number | null): Authorities {
  const blocks = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
  let found: readonly X509Certificate[];
  try {
    found = (blocks ?? [bytes]).map((block) => new X509Certificate(block));
  } catch {
    throw invalid('This is no certificate. Use a PEM or DER file with the certificate of your company’s authority.');
  }
  for (const certificate of found) checkAuthority(certificate, now);
  return {
    name: found[0] ? nameOf(found[0]) : '',
    fingerprints: found.map(({ fingerprint256 }) => fingerprint256),
    pem: found.map(String).join(''),
  };
}

function checkAuthority(certificate: X509Certificate, now: number | null): void {
  const name = nameOf(certificate);
  if (!certificate.ca)
    throw invalid(`The certificate “${name}” is not that of an authority, so nothing can be trusted through it.`);
  if (now === null) return;
  if (now < Date.parse(certificate.validFrom)) throw invalid(`The certificate “${name}” is not valid yet.`);
  if (now > Date.parse(certificate.validTo)) throw invalid(`The certificate “${name}” has expired.`);
}

/** Whom the certificate names, as one line of at most 100 letters. */
function nameOf({ subject, fingerprint256 }: X509Certificate): string {
  const named = /^CN=(.+)$/m.exec(subject)?.[1] ?? /^O=(.+)$/m.exec(subject)?.[1] ?? '';
  const name = named.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return name === '' ? `SHA-256 ${fingerprint256.slice(0, 23)}` : name.slice(0, 100);
}
