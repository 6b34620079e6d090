import { cleanProxy } from '../../shared/proxy-rules';
import { RequestError } from '../../shared/result';
import type { Proxy, Settings } from '../../shared/settings';
import type { ProxyPasswords } from './proxy-passwords';

/** Certificate authorities as they lie in a file that a person chose. */
export interface FoundCertificates {
  /** Whom the first one names. */
  readonly name: string;
  /** SHA-256 of each, to be compared with what the company says. */
  readonly fingerprints: readonly string[];
  readonly pem: string;
}

/** What the network settings are built from. */
export interface NetworkSettingsPorts {
  readonly settings: { read(): Settings; change(change: Partial<Settings>): Settings };
  readonly passwords: ProxyPasswords;
  /** Makes everything go that way from now on; rejects when the address can't be used. */
  readonly apply: (proxy: Proxy) => Promise<void>;
  readonly certificates: {
    /** Throws `invalid` with field `certificate` when the file holds no authority that can be trusted. */
    read(path: string): Promise<FoundCertificates>;
    keep(pem: string): Promise<void>;
    remove(): Promise<void>;
  };
  /** A file chosen in a native dialog, or null. */
  readonly chooseCertificateFile: () => Promise<string | null>;
  /** Asks the person in a native dialog, which no page can answer. */
  readonly confirm: (question: {
    readonly message: string;
    readonly detail: string;
    readonly action: string;
  }) => Promise<boolean>;
}

/** How Easel reaches the network: who may change it, and what must be asked before. */
export interface NetworkSettings {
  /**
   * Moves everything to another proxy once the person said yes to its address; null keeps the password, empty forgets it.
   * Throws `invalid` or `cancelled` with field `proxy`, and then nothing was changed.
   */
  setProxy(proxy: Proxy, password: string | null): Promise<Settings>;
  /** Throws `invalid` or `cancelled` with field `certificate`. */
  chooseCertificate(): Promise<Settings>;
  removeCertificate(): Promise<Settings>;
}

/** The network settings over the given ports. */
export function createNetworkSettings(ports: NetworkSettingsPorts): NetworkSettings {
  const { settings, passwords, certificates } = ports;
  return {
    async setProxy(typed, password) {
      const cleaned = cleanProxy(typed);
      if ('fault' in cleaned) throw new RequestError('invalid', cleaned.fault, 'proxy');
      const { proxy } = cleaned;
      const before = settings.read().proxy;
      checkPassword(proxy, password);
      const changes = !isSame(proxy, before);
      if (changes && !(await ports.confirm(proxyQuestion(proxy))))
        throw new RequestError('cancelled', 'The proxy was not changed.', 'proxy');
      if (password !== null) await passwords.keep(proxy, password);
      if (changes) await move(ports, before, proxy);
      return settings.read();
    },
    async chooseCertificate() {
      const path = await ports.chooseCertificateFile();
      if (path === null) throw new RequestError('cancelled', 'The certificate was not changed.', 'certificate');
      const found = await certificates.read(path);
      if (!(await ports.confirm(certificateQuestion(found))))
        throw new RequestError('cancelled', 'The certificate was not changed.', 'certificate');
      await certificates.keep(found.pem);
      settings.change({ certificate: found.name });
      return settings.read();
    },
    async removeCertificate() {
      settings.change({ certificate: null });
      await certificates.remove();
      return settings.read();
    },
  };
}

async function move({ settings, apply }: NetworkSettingsPorts, before: Proxy, proxy: Proxy): Promise<void> {
  settings.change({ proxy });
  try {
    await apply(proxy);
  } catch (error) {
    settings.change({ proxy: before });
    await apply(before).catch(() => undefined);
    const refusal = new RequestError('invalid', 'This proxy can’t be used. The one before stays.', 'proxy');
    throw Object.assign(refusal, { cause: error });
  }
}

function checkPassword(proxy: Proxy, password: string | null): void {
  if (password === null || password === '') return;
  if (proxy.mode !== 'manual' || proxy.user === '')
    throw new RequestError('invalid', 'A password needs the user name that it belongs to.', 'proxy');
  if (/\p{Cc}/u.test(password))
    throw new RequestError(
      'invalid',
      'The password has a line break or another character that a proxy can’t take.',
      'proxy',
    );
}

function isSame(one: Proxy, other: Proxy): boolean {
  if (one.mode === 'pac') return other.mode === 'pac' && other.url === one.url;
  if (one.mode === 'manual') return other.mode === 'manual' && other.address === one.address && other.user === one.user;
  return one.mode === other.mode;
}

/** Only a person may move the traffic: whoever carries it sees when and with whom Easel speaks. */
function proxyQuestion(proxy: Proxy): { readonly message: string; readonly detail: string; readonly action: string } {
  const detail = 'Requests, looks at their status and downloads will take this way from now on.';
  switch (proxy.mode) {
    case 'manual': {
      const who = proxy.user === '' ? '' : ` as “${proxy.user}”`;
      return { message: `Go through the proxy ${proxy.address}${who}?`, detail, action: 'Use this proxy' };
    }
    case 'pac':
      return { message: `Let the file ${proxy.url} choose the proxy?`, detail, action: 'Use this file' };
    case 'system':
      return { message: 'Use the proxy that the system says?', detail, action: 'Use the system’s' };
    case 'direct':
      return { message: 'Go without any proxy, whatever the system says?', detail, action: 'Use no proxy' };
  }
}

function certificateQuestion({ name, fingerprints }: FoundCertificates): ReturnType<typeof proxyQuestion> {
  return {
    message: `Trust the certificate authority “${name}”?`,
    detail: `Whoever holds its key can read what Easel sends, the API key too. Trust it only when your company says so.\n\n${fingerprints.map((print) => `SHA-256 ${print}`).join('\n')}`,
    action: 'Trust it',
  };
}
