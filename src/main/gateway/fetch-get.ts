import type { GetTransport } from './transport';

/** GETs through a function like the global `fetch`, such as Node's own: the way that works without Chromium's network. */
export function createFetchGet(fetchLike: typeof fetch): GetTransport {
  return (url, { headers, signal }) =>
    fetchLike(url, { headers, signal, redirect: 'manual', cache: 'no-store', credentials: 'omit' });
}
