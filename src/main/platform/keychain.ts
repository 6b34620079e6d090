import { RequestError } from '../../shared/result';
import type { Clock, KeyReading, KeyStore, Log } from '../core/ports';

/** The part of keytar that is used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** What the keychain needs. */
export interface KeychainPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly platform: NodeJS.Platform;
  /** Loads keytar; rejects where the system lacks its libraries. */
  readonly load: () => Promise<Keytar>;
}

/** Loads keytar. The only place that names it, and only when a key is wanted: without libsecret it can't be loaded. */
export async function loadKeytar(): Promise<Keytar> {
  const loaded = await import('keytar');
  return loaded.default;
}

const SERVICE = 'Easel';
const ANSWER_LIMIT_MS = 3000;
/** A keychain that did not answer is not asked again before this. */
const REST_MS = 60_000;
/** Each call that hangs holds one of Node's few threads for good. */
const MOST_HANGING = 2;

/**
 * The system's keychain by keytar, each key under its gateway's origin. Every call settles within three seconds. A key
 * that no keychain takes is held in memory until quit; nothing is ever written elsewhere.
 */
export function createKeychain(ports: KeychainPorts): KeyStore {
  const session = new Map<string, string>();
  const ask = createAsk(ports);

  return {
    read: async (origin) => {
      const held = session.get(origin);
      if (held !== undefined) return { status: 'session', key: held };
      const answer = await ask((keytar) => keytar.getPassword(SERVICE, origin));
      if (answer.kind !== 'answer') return toReading(answer);
      return answer.value === null || answer.value === ''
        ? { status: 'none' }
        : { status: 'stored', key: answer.value };
    },
    save: async (origin, key) => {
      const answer = await ask(async (keytar) => {
        await keytar.setPassword(SERVICE, origin, key);
        // Some keychains take everything and keep nothing.
        return (await keytar.getPassword(SERVICE, origin)) === key;
      });
      if (answer.kind === 'answer' && answer.value) {
        session.delete(origin);
        return 'stored';
      }
      session.set(origin, key);
      return 'session';
    },
    remove: async (origin) => {
      const wasHeld = session.delete(origin);
      const answer = await ask((keytar) => keytar.deletePassword(SERVICE, origin));
      // A key that only memory held is gone; the keychain, which never had it, need not be there.
      if (answer.kind !== 'answer' && !wasHeld) throw new RequestError('unavailable', toReading(answer).message);
    },
  };
}

type Asked<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'silent' }
  | { readonly kind: 'failed'; readonly fault: string; readonly platform: NodeJS.Platform };

/** Puts a question to keytar, with a time-out that outlives it. */
function createAsk(ports: KeychainPorts): <T>(question: (keytar: Keytar) => Promise<T>) => Promise<Asked<T>> {
  const { clock, log, platform } = ports;
  let loading: Promise<Keytar> | null = null;
  let hanging = 0;
  let restUntil = 0;

  return async (question) => {
    if (hanging >= MOST_HANGING || (hanging > 0 && clock.monotonic() < restUntil)) return { kind: 'silent' };
    loading ??= ports.load();
    const outcome = loading.then(question).then(
      (value) => ({ kind: 'answer', value }) as const,
      (error: unknown) => ({ kind: 'failed', fault: String(error), platform }) as const,
    );
    const settled = new AbortController();
    const silent = clock.sleep(ANSWER_LIMIT_MS, settled.signal).then(
      () => ({ kind: 'silent' }) as const,
      () => outcome,
    );
    const first = await Promise.race([outcome, silent]);
    settled.abort();
    if (first.kind === 'silent') {
      hanging += 1;
      restUntil = clock.monotonic() + REST_MS;
      log.warn('the keychain does not answer');
      void outcome.then(() => {
        hanging -= 1;
      });
    } else if (first.kind === 'failed') {
      loading = null;
      log.warn('the keychain refused', { fault: first.fault });
    }
    return first;
  };
}

/** Why there is no key to be had, in words that say what to do. */
function toReading(
  asked: Exclude<Asked<unknown>, { kind: 'answer' }>,
): Extract<KeyReading, { status: 'locked' | 'unavailable' }> {
  if (asked.kind === 'silent') {
    return {
      status: 'unavailable',
      message: 'The keychain of this system does not answer. A key is held until you quit Easel.',
    };
  }
  if (LOCKED.test(asked.fault)) {
    return { status: 'locked', message: 'The keychain is locked. Unlock it, or paste the key for this session.' };
  }
  const isMissingLibrary = asked.platform === 'linux' && /native addon|libsecret|shared object/i.test(asked.fault);
  return {
    status: 'unavailable',
    message: isMissingLibrary
      ? 'This system lacks libsecret, so that no keychain can be used. A key is held until you quit Easel.'
      : 'No keychain is running on this system. A key is held until you quit Easel.',
  };
}

const LOCKED = /locked|interaction is not allowed|user cancell?ed|dismissed|passphrase/i;
