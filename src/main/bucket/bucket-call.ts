import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionOptions } from '../gateway/connection';
import { ConnectError, openConnection } from '../gateway/connection';

/** A request to the bucket, signed and whole. */
export interface BucketRequest {
  readonly method: 'PUT' | 'GET' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

/** What came back: whatever it says. */
export interface BucketAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most the first 64 KiB. */
  readonly body: Uint8Array;
}

/** Sends one request over a connection of its own, never redirected. Rejects with `ConnectError`, whose message is for people. */
export type BucketCall = (request: BucketRequest, signal: AbortSignal) => Promise<BucketAnswer>;

/** More is not read: the answers of interest are short. */
const ANSWER_LIMIT = 64 * 1024;
/** Encrypting many megabytes in one go would hold everything else up. */
const PIECE = 256 * 1024;
/** Longest silence in either direction. Milliseconds. */
const SILENCE_MS = 30_000;
const CALLED = 'bucket service';

/** Calls over the given ways out, so that proxy and company certificate hold here as well. */
export function createBucketCall(connections: ConnectionOptions, silenceMs = SILENCE_MS): BucketCall {
  return async (request, signal) => {
    const socket = await openConnection(request.url, { ...connections, called: CALLED }, signal);
    try {
      return await exchange(socket, request, silenceMs, signal);
    } finally {
      socket.destroy();
    }
  };
}

function exchange(
  socket: Socket,
  { method, url, headers, body }: BucketRequest,
  silenceMs: number,
  signal: AbortSignal,
): Promise<BucketAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (message: string): void => {
      reject(new ConnectError(message));
    };
    const broke = (): void => {
      fail(`The connection to the ${CALLED} broke off.`);
    };
    const onAbort = (): void => {
      fail('Easel stopped before the bucket had answered.');
    };
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    socket.setTimeout(silenceMs, () => {
      fail(`The ${CALLED} does not answer in time.`);
    });
    socket.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      broke();
    });
    const request = httpRequest({
      createConnection: () => socket,
      method,
      path: url.pathname + url.search,
      headers: {
        ...headers,
        Host: url.host,
        ...(body ? { 'Content-Length': body.byteLength } : {}),
        'Accept-Encoding': 'identity',
        Connection: 'close',
      },
    });
    request.on('error', broke);
    request.on('response', (response) => {
      collect(response, resolve, broke);
    });
    send(request, body, 0);
  });
}

/** Each piece when the one before has left. A service that has answered already wants no more. */
function send(request: ReturnType<typeof httpRequest>, body: Uint8Array | null, from: number): void {
  if (body === null || from >= body.byteLength) request.end();
  else
    request.write(body.subarray(from, from + PIECE), () => {
      if (!request.destroyed) send(request, body, from + PIECE);
    });
}

function collect(response: IncomingMessage, done: (answer: BucketAnswer) => void, broke: () => void): void {
  const chunks: Buffer[] = [];
  let total = 0;
  const settle = (): void => {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(response.headers)) if (typeof value === 'string') headers[name] = value;
    done({ status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).subarray(0, ANSWER_LIMIT) });
  };
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    total += chunk.byteLength;
    if (total >= ANSWER_LIMIT) settle();
  });
  response.on('error', broke);
  response.on('end', () => {
    if (response.complete) settle();
    else broke();
  });
}
