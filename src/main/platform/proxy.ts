import type { ProxyConfig } from 'electron';
import { isLoopback } from '../../shared/gateway-address';
import type { Proxy } from '../../shared/settings';

/** The proxy in Electron's words. Chromium never sends what is for this machine through one. */
export function sessionProxy(proxy: Proxy): ProxyConfig {
  switch (proxy.mode) {
    case 'system':
      return { mode: 'system' };
    case 'direct':
      return { mode: 'direct' };
    case 'pac':
      return { mode: 'pac_script', pacScript: proxy.url };
    case 'manual':
      return { mode: 'fixed_servers', proxyRules: proxy.address };
  }
}

/** The manual proxy for a URL as `http://user:password@host:port`, or null for what is on this machine. */
export function manualProxy(
  proxy: Extract<Proxy, { mode: 'manual' }>,
  url: string,
  password: string | null,
): string | null {
  if (isLoopback(new URL(url).hostname)) return null;
  // Without the password the proxy itself says that it wants one.
  if (proxy.user === '' || password === null) return proxy.address;
  const login = `${encodeURIComponent(proxy.user)}:${encodeURIComponent(password)}`;
  return proxy.address.replace('://', `://${login}@`);
}

/**
 * The first proxy of a PAC result such as "PROXY a:8080; DIRECT" that a CONNECT can go through. Where all are of another
 * kind the first of those, which is then refused: going round it would show what it is there to hide.
 */
export function firstProxy(pac: string): string | null {
  let other: string | null = null;
  for (const part of pac.split(';')) {
    const [kind, address] = part.trim().split(/\s+/);
    if (kind === 'DIRECT') return null;
    if (address === undefined) continue;
    if (kind === 'PROXY' || kind === 'HTTP') return `http://${address}`;
    if (kind === 'HTTPS') return `https://${address}`;
    other ??= `${(kind ?? '').toLowerCase()}://${address}`;
  }
  return other;
}
