import type { Session } from 'electron';
import type { Proxy } from '../../shared/settings';
import { firstProxy, manualProxy, sessionProxy } from './proxy';

/** What a proxy asks of whoever goes through it. */
export interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

/** The way to the network, for Chromium and for Node alike. */
export interface Network {
  /** Moves Chromium's traffic to the proxy and ends the connections that went the way before. Rejects when it can't. */
  apply(proxy: Proxy): Promise<void>;
  /** The proxy for one of Node's connections as `http://user:password@host:port`, or null for none. Rejects when nobody can tell. */
  proxyFor(url: string): Promise<string | null>;
  /** User and password for the proxy at that place when it is the one of the settings; else null. */
  loginFor(host: string, port: number): Promise<ProxyLogin | null>;
}

/** What the network is built from. */
export interface NetworkPorts {
  readonly session: Pick<Session, 'setProxy' | 'resolveProxy' | 'forceReloadProxyConfig' | 'closeAllConnections'>;
  /** The proxy of the settings, as it is now. */
  readonly proxy: () => Proxy;
  /** Its password; may take as long as the keychain does. */
  readonly password: (proxy: Proxy) => Promise<string | null>;
}

/** The network of a session. */
export function createNetwork({ session, proxy: current, password }: NetworkPorts): Network {
  return {
    async apply(proxy) {
      await session.setProxy(sessionProxy(proxy));
      await session.forceReloadProxyConfig();
      await session.closeAllConnections();
    },
    async proxyFor(url) {
      const proxy = current();
      // Both need no answer of Chromium, whose network service may be dead or hang over a PAC file.
      if (proxy.mode === 'direct') return null;
      if (proxy.mode === 'manual') return manualProxy(proxy, url, await password(proxy));
      const answer = await session.resolveProxy(url);
      // Chromium's way of saying that the file can't be had. Going without it would show what it is there to hide.
      if (answer === '' && proxy.mode === 'pac') throw new Error('The PAC file can’t be read.');
      return firstProxy(answer);
    },
    async loginFor(host, port) {
      const proxy = current();
      if (proxy.mode !== 'manual' || proxy.user === '') return null;
      if (proxy.address.replace(/^https?:\/\//, '') !== `${host}:${String(port)}`) return null;
      const secret = await password(proxy);
      return secret === null ? null : { user: proxy.user, password: secret };
    },
  };
}
