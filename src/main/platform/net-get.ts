import { net, type Session } from 'electron';
import type { Readable } from 'node:stream';
import { toResponse } from '../get-response';
import type { Network } from './network';

/**
 * GETs through Chromium's network: the system's proxy and certificates hold for polls and downloads. Not `net.fetch`: with
 * `redirect: 'manual'` that rejects instead of returning the redirect, and a media link may redirect (each hop is checked
 * by the caller, and the key never follows). Rejects when no reply could be had; abort ends the reply's body too.
 */
export function createNetGet(
  session: Session,
  loginFor: Network['loginFor'],
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
      let isAnswered = false;
      request.on('login', ({ isProxy, host, port }, answer) => {
        // Once: whoever is asked again gave the wrong password. A server that asks is no proxy and hears nothing.
        const login = isProxy && !isAnswered ? loginFor(host, port) : Promise.resolve(null);
        isAnswered = true;
        login.then(
          (found) => {
            if (found) answer(found.user, found.password);
            else answer();
          },
          () => answer(),
        );
      });
      request.on('response', (incoming) => {
        try {
          // Electron's message is a Node stream; its types name only the emitter in it.
          resolve(toResponse(incoming.statusCode, incoming.headers, incoming as unknown as Readable));
        } catch (error) {
          request.abort();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      request.on('error', reject);
      request.on('close', () => {
        signal.removeEventListener('abort', abort);
      });
      request.end();
    });
}
