import type { Proxy } from '../../shared/settings';
import type { KeyStore } from './ports';

/** The passwords of proxies, each under a name of its own in the keychain, never in the settings. */
export interface ProxyPasswords {
  /** The password of that proxy and user, or null. Never rejects; asks the keychain once. */
  read(proxy: Proxy): Promise<string | null>;
  /** Keeps the password of a manual proxy with a user; an empty one is forgotten. Rejects when the keychain refuses that. */
  keep(proxy: Proxy, password: string): Promise<void>;
}

/** What the passwords need. */
export interface ProxyPasswordPorts {
  readonly keys: KeyStore;
  /** A secret that must never be written anywhere. */
  readonly addSecret: (secret: string) => void;
}

/** Under which name the keychain holds the password; null for a proxy that needs none. */
function accountOf(proxy: Proxy): string | null {
  return proxy.mode === 'manual' && proxy.user !== '' ? `proxy ${proxy.address} ${proxy.user}` : null;
}

/** Passwords over the given keychain. Nothing is asked before the first is wanted. */
export function createProxyPasswords({ keys, addSecret }: ProxyPasswordPorts): ProxyPasswords {
  const held = new Map<string, string | null>();
  return {
    async read(proxy) {
      const account = accountOf(proxy);
      if (account === null) return null;
      const known = held.get(account);
      if (known !== undefined) return known;
      const reading = await keys.read(account);
      const password = 'key' in reading ? reading.key : null;
      if (password !== null) addSecret(password);
      // A keychain that was locked may be open the next time.
      if (password !== null || reading.status === 'none') held.set(account, password);
      return password;
    },
    async keep(proxy, password) {
      const account = accountOf(proxy);
      if (account === null) return;
      if (password === '') {
        await keys.remove(account);
        held.set(account, null);
        return;
      }
      addSecret(password);
      await keys.save(account, password);
      held.set(account, password);
    },
  };
}
