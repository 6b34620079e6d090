import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { toResponse } from '../get-response';
import { openConnection } from './connection';
import type { ConnectionOptions } from './connection';
import type { GetTransport } from './transport';
import { unpack } from './unpack';

/** GETs through Node's network, each over a connection of its own: the way that works when Chromium's network does not. */
export function createHttpsGet(options: ConnectionOptions = {}): GetTransport {
  return async (url, { headers, signal }) => {
    signal.throwIfAborted();
    const target = new URL(url);
    const socket = await openConnection(target, options, signal);
    return await ask(socket, target, headers, signal);
  };
}

function ask(
  socket: Socket,
  { host, pathname, search }: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      socket.destroy(new Error('aborted'));
    };
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      reject(new Error('The connection closed before the answer.'));
    });
    if (signal.aborted) onAbort();
    try {
      const own = { Host: host, 'Accept-Encoding': 'identity', Connection: 'close' };
      const request = httpRequest({
        createConnection: () => socket,
        method: 'GET',
        path: pathname + search,
        headers: { ...headers, ...own },
      });
      request.on('error', fail);
      request.on('response', (response) => {
        // A reply that is left unread holds its connection no longer than its reader wants it.
        response.once('close', () => socket.destroy());
        try {
          const reply = replyOf(response);
          if (!reply.body) socket.destroy();
          resolve(reply);
        } catch (error) {
          fail(errorOf(error));
        }
      });
      request.end();
    } catch (error) {
      fail(errorOf(error));
    }
  });
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function replyOf(response: IncomingMessage): Response {
  const fields: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(response.headers)) if (value !== undefined) fields[name] = value;
  const { body, packed } = unpack(response);
  // It is the length of what was packed; the reader of an image would miss the rest.
  if (packed) delete fields['content-length'];
  return toResponse(response.statusCode ?? 0, fields, body);
}
