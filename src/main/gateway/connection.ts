import { request as httpRequest } from 'node:http';
import { connect as tcpConnect, isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { trust } from './trust';

/** How a connection is made; times in milliseconds. */
export interface ConnectionOptions {
  /** Name look-up, proxy and TCP together. Default 15,000. */
  readonly connectTimeoutMs?: number;
  /** The TLS handshake. Default 15,000. */
  readonly tlsTimeoutMs?: number;
  /** `http://[user:password@]host:port` or `https://…` of the proxy to go through, or null for none. Asked for https only. */
  readonly proxyFor?: (url: string) => Promise<string | null>;
  /** Further certificate authorities as PEM, asked anew for each connection, or null. */
  readonly extraCa?: () => string | null;
  /** What sentences call the other end; default “gateway”. */
  readonly called?: string;
  /** Looks up the names of hosts that no proxy leads to. Default: the system's. */
  readonly lookup?: LookupFunction;
}

/** Why there is no connection, with a sentence for people. Nothing was sent. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
}

/**
 * A fresh connection to the URL's host, through the proxy where there is one and with TLS for https, ready for the first byte.
 * Rejects with `ConnectError`; the socket is then closed.
 */
export async function openConnection(url: URL, options: ConnectionOptions, signal: AbortSignal): Promise<Socket> {
  const connectMs = options.connectTimeoutMs ?? 15_000;
  const tlsMs = options.tlsTimeoutMs ?? 15_000;
  const isSecure = url.protocol === 'https:';
  const called = options.called ?? 'gateway';
  let context: SecureContext | undefined;
  const reach = async (limited: AbortSignal): Promise<Socket> => {
    const proxy = isSecure ? await askProxy(options, url) : null;
    if (isSecure) context = await trust(options.extraCa?.() ?? null);
    limited.throwIfAborted();
    if (proxy === null) return await tcp(url.hostname, portOf(url), limited, options.lookup);
    return await tunnel(new URL(proxy), url, context, called, limited);
  };
  const socket = await within(connectMs, signal, called, `The ${called} can’t be reached: no answer in time.`, reach);
  if (!isSecure) return socket;
  const secure = (limited: AbortSignal): Promise<Socket> => tls(socket, url.hostname, context, limited);
  try {
    return await within(tlsMs, signal, called, `The ${called} does not finish the secure connection in time.`, secure);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function askProxy({ proxyFor, called = 'gateway' }: ConnectionOptions, url: URL): Promise<string | null> {
  try {
    return (await proxyFor?.(url.href)) ?? null;
  } catch (error) {
    const message = `Nobody can tell which proxy leads to the ${called}. Check the proxy in the settings.`;
    throw new ConnectError(message, { cause: error });
  }
}

function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Runs a step with a time limit; what it opened is closed through the signal that it gets. */
async function within(
  milliseconds: number,
  signal: AbortSignal,
  called: string,
  late: string,
  step: (signal: AbortSignal) => Promise<Socket>,
): Promise<Socket> {
  const timeout = new AbortController();
  const timer = setTimeout(() => {
    timeout.abort(new ConnectError(late));
  }, milliseconds);
  try {
    const limited = AbortSignal.any([signal, timeout.signal]);
    limited.throwIfAborted();
    return await Promise.race([step(limited), rejectOn(limited)]);
  } catch (error) {
    if (signal.aborted) throw new ConnectError('Easel stopped before anything was sent.', { cause: error });
    throw error instanceof ConnectError ? error : new ConnectError(sentenceOf(error, called), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    });
  });
}

/** Resolves with the socket at its event, rejects at its error or when the signal aborts; then the socket is closed. */
function ready(socket: Socket, event: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      socket.destroy(new Error('aborted'));
    };
    const onError = (error: Error): void => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      reject(error);
    };
    const onClose = (): void => {
      onError(new Error('closed'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('close', onClose);
    socket.once(event, () => {
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
      socket.off('close', onClose);
      // An error between this step and the next must not end the program; the next step sees a destroyed socket.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

function tcp(hostname: string, port: number, signal: AbortSignal, lookup?: LookupFunction): Promise<Socket> {
  return ready(tcpConnect({ host: bare(hostname), port, ...(lookup && { lookup }) }), 'connect', signal);
}

function tls(
  socket: Socket,
  hostname: string,
  secureContext: SecureContext | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const name = bare(hostname);
  const secure = tlsConnect({
    socket,
    ALPNProtocols: ['http/1.1'],
    host: name,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(secureContext ? { secureContext } : {}),
  });
  return ready(secure, 'secureConnect', signal);
}

/** CONNECT through an http(s) proxy: afterwards the socket is as good as one to the target. */
async function tunnel(
  proxy: URL,
  target: URL,
  secureContext: SecureContext | undefined,
  called: string,
  signal: AbortSignal,
): Promise<Socket> {
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')
    throw new ConnectError(
      `Easel can’t go through a ${proxy.protocol.replace(':', '')} proxy. Use an http or https proxy.`,
    );
  const plain = await tcp(proxy.hostname, portOf(proxy), signal);
  const socket = proxy.protocol === 'https:' ? await tls(plain, proxy.hostname, secureContext, signal) : plain;
  const authority = `${target.hostname}:${String(portOf(target))}`;
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const auth = login === ':' ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` };
  return await new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    const request = httpRequest({
      createConnection: () => socket,
      method: 'CONNECT',
      path: authority,
      headers: { Host: authority, ...auth },
    });
    signal.addEventListener('abort', () => {
      if (!request.destroyed) fail(new Error('aborted'));
    });
    request.on('error', fail);
    request.on('response', () => {
      fail(new ConnectError('The proxy gave an answer that Easel can’t use.'));
    });
    request.on('connect', (response, connected: Socket, head: Buffer) => {
      const { statusCode = 0 } = response;
      if (statusCode === 407) {
        const refused = 'The proxy refused the user name or the password. Check both in the settings.';
        const asked = 'The proxy asks for a user name and password. Add them in the settings.';
        fail(new ConnectError(login === ':' ? asked : refused));
      } else if (statusCode < 200 || statusCode > 299) {
        fail(new ConnectError(`The proxy refused the way to the ${called} (HTTP ${String(statusCode)}).`));
      } else {
        connected.on('error', () => undefined);
        if (head.length > 0) connected.unshift(head);
        resolve(connected);
      }
    });
    request.end();
  });
}

/** By error code, with `{end}` for the other end. */
const SENTENCES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The {end}’s name can’t be found. Check the address and the network.',
  EAI_AGAIN: 'The {end}’s name can’t be looked up at the moment. Check the network.',
  ECONNREFUSED: 'Nothing answers at the {end}’s address.',
  ENETUNREACH: 'There is no network at the moment.',
  EHOSTUNREACH: 'There is no way to the {end} at the moment.',
};

function sentenceOf(error: unknown, called: string): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = SENTENCES[code];
  if (known !== undefined) return known.replace('{end}', called);
  if (/CERT|SIGNED|SIGNATURE|ISSUER|TLS|SSL/.test(code))
    return `The ${called}’s certificate can’t be trusted (${code}). Nothing was sent.`;
  return `The connection to the ${called} failed${code === '' ? '' : ` (${code})`}.`;
}
