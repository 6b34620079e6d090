import type { Session } from 'electron';

/** Asks the system which proxy serves a URL: `http://host:port`, `https://host:port`, or null for none. */
export function createProxyLookup(session: Session): (url: string) => Promise<string | null> {
  return async (url) => firstProxy(await session.resolveProxy(url));
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
