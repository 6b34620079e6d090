import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { RawReply, SubmitOutcome } from '../core/ports';
import { ConnectError, openConnection } from './connection';
import type { ConnectionOptions } from './connection';
import { REPLY_LIMIT, createReplyBody } from './reply-body';
import { problem } from './transport';
import type { SubmitRequest, SubmitTransport } from './transport';
import { unpack } from './unpack';

/** How submits travel; times in milliseconds. */
export interface HttpsSubmitOptions extends ConnectionOptions {
  /** Longest silence, in either direction, between handing over the body and the end of the reply. Default 120,000. */
  readonly replyTimeoutMs?: number;
  /** Largest reply that is read, in bytes. Default 96 MiB, since private delivery carries images. */
  readonly replyLimit?: number;
}

/**
 * Submits through a connection of their own. Fetch-like clients re-send a POST when a kept connection breaks, which pays twice;
 * here there is no pool, no agent, no redirect and no retry. The connection is made first; from the call that hands over the
 * first piece of the body on, anything but a complete reply is `lost`.
 */
export function createHttpsSubmit(options: HttpsSubmitOptions = {}): SubmitTransport {
  return async (request, signal) => {
    let socket: Socket;
    try {
      socket = await openConnection(new URL(request.url), options, signal);
    } catch (error) {
      const message = error instanceof ConnectError ? error.message : 'The connection to the gateway failed.';
      return { kind: 'not-sent', problem: problem('no-connection', message) };
    }
    if (signal.aborted || socket.destroyed) {
      socket.destroy();
      return { kind: 'not-sent', problem: problem('no-connection', 'The connection closed before anything was sent.') };
    }
    return await handOver(socket, request, options, signal);
  };
}

function handOver(
  socket: Socket,
  { url, headers, body }: SubmitRequest,
  { replyTimeoutMs = 120_000, replyLimit = REPLY_LIMIT }: HttpsSubmitOptions,
  signal: AbortSignal,
): Promise<SubmitOutcome> {
  return new Promise((resolve) => {
    const { host, pathname, search } = new URL(url);
    const length = body.reduce((sum, piece) => sum + piece.byteLength, 0);
    const own = { 'Content-Length': length, 'Accept-Encoding': 'identity', Connection: 'close' };
    let request: ClientRequest;
    try {
      // With createConnection and no agent nothing below this line can open a second connection.
      request = httpRequest({
        createConnection: () => socket,
        method: 'POST',
        path: pathname + search,
        headers: { Host: host, ...headers, ...own },
      });
    } catch {
      socket.destroy();
      // Such as a key with a character that no header takes. Nothing has left yet.
      resolve({ kind: 'not-sent', problem: problem('internal', 'The request can’t be put together. Check the key.') });
      return;
    }
    const settle = (outcome: SubmitOutcome): void => {
      signal.removeEventListener('abort', onAbort);
      resolve(outcome);
      socket.destroy();
    };
    const lose = (message: string): void => {
      settle({ kind: 'lost', problem: problem('answer-lost', message) });
    };
    const onAbort = (): void => {
      lose('Easel stopped waiting for the gateway’s answer. The request may have been accepted.');
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.setTimeout(replyTimeoutMs, () => {
      lose('The gateway did not answer in time. The request may have been accepted.');
    });
    request.on('error', () => {
      lose('The connection broke before the gateway’s answer was here. The request may have been accepted.');
    });
    const onHangUp = (): void => {
      lose('The gateway hung up without a complete answer. The request may have been accepted.');
    };
    request.on('close', onHangUp);
    request.on('response', (response) => {
      // From here on the body says how it ended: one that is unpacked ends after its connection.
      request.off('close', onHangUp);
      collect(response, replyLimit, settle, lose);
    });
    handPieces(request, body);
  });
}

/** Each piece when the one before has left: encrypting a body of many megabytes in one go holds everything else up. */
function handPieces(request: ClientRequest, [first, ...rest]: readonly Uint8Array[]): void {
  if (first === undefined || rest.length === 0) {
    request.end(first);
    return;
  }
  if (request.write(first)) handPieces(request, rest);
  else request.once('drain', () => handPieces(request, rest));
}

function collect(
  response: IncomingMessage,
  limit: number,
  settle: (outcome: SubmitOutcome) => void,
  lose: (message: string) => void,
): void {
  const collected = createReplyBody(limit);
  const { body } = unpack(response);
  body.on('data', (chunk: Buffer) => {
    if (!collected.add(chunk))
      lose('The gateway’s answer is too large to be read. The request may have been accepted.');
  });
  body.on('error', () => {
    lose('The gateway’s answer broke off. The request may have been accepted.');
  });
  body.on('close', () => {
    lose('The gateway’s answer broke off. The request may have been accepted.');
  });
  body.on('end', () => {
    if (!response.complete) return;
    settle({ kind: 'reply', reply: rawReply(response, collected.done()) });
  });
}

function rawReply(response: IncomingMessage, body: RawReply['body']): RawReply {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: response.statusCode ?? 0, headers, body };
}
