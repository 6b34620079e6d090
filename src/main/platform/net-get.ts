import { type IncomingMessage, net, type Session } from 'electron';
import { Readable } from 'node:stream';

/**
 * GETs through Chromium's network: the system's proxy and certificates hold for polls and downloads. Not `net.fetch`: with
 * `redirect: 'manual'` that rejects instead of returning the redirect, and a media link may redirect (each hop is checked
 * by the caller, and the key never follows). Rejects when no reply could be had; abort ends the reply's body too.
 */
export function createNetGet(
  session: Session,
): (
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<Response> {
  return (url, { headers, signal }) =>
    new Promise((resolve, reject) => {
      const request = net.request({ url, session, redirect: 'manual', credentials: 'omit', cache: 'no-store' });
      const abort = (): void => {
        request.abort();
        reject(new Error('aborted'));
      };
      if (signal.aborted) {
        abort();
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
      request.on('redirect', (status, _method, location) => {
        resolve(new Response(null, { status, headers: { location } }));
        request.abort();
      });
      request.on('response', (incoming) => {
        resolve(toResponse(incoming));
      });
      request.on('error', reject);
      request.on('close', () => {
        signal.removeEventListener('abort', abort);
      });
      request.end();
    });
}

/** Statuses that come without a body; `Response` refuses one for them. */
const BODILESS = [101, 103, 204, 205, 304];

function toResponse(incoming: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  const init = { status: incoming.statusCode, headers };
  if (BODILESS.includes(incoming.statusCode)) return new Response(null, init);
  // Electron's message is a Node stream; its types name only the emitter in it.
  const body = Readable.toWeb(incoming as unknown as Readable) as ReadableStream<Uint8Array>;
  return new Response(body, init);
}
