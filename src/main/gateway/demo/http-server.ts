import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_PATH } from '../../../shared/models';
import { MEDIA_PATH } from './demo-job';
import type { DemoGateway } from './demo-gateway';

/** What a request was for. */
export type RequestKind = 'submit' | 'status' | 'media' | 'other';

/** A request as it reached the server. */
export interface RecordedRequest {
  readonly kind: RequestKind;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Size of the body in bytes. */
  readonly bytes: number;
}

/** What is to go wrong with one request. */
export type Fault =
  /** The connection closes and the gateway has not seen the request. */
  | { readonly kind: 'cut-before' }
  /** The gateway does its work and the connection closes without an answer. */
  | { readonly kind: 'cut-after' }
  /** The gateway does its work and the connection closes in the middle of the answer. */
  | { readonly kind: 'cut-within' }
  /** This answer, and the gateway has not seen the request. */
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The answer comes when the promise does. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> };

/** A demo gateway behind real HTTP on this machine. */
export interface DemoServer {
  /** Its origin, such as `http://127.0.0.1:43210`. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** The submits among them. */
  readonly submits: readonly RecordedRequest[];
  /** Lets the next request of that kind go wrong; further calls queue up behind it. */
  fail(kind: RequestKind, fault: Fault): void;
  /** Resolves as soon as that many requests of a kind have arrived. */
  arrived(kind: RequestKind, count: number): Promise<void>;
  /** Ends the server with every connection. */
  close(): Promise<void>;
}

/**
 * Serves a demo gateway on 127.0.0.1; port 0 takes a free one. Beside the gateway's own answers it records every request and
 * breaks those that a test asks it to break.
 */
export async function serveDemo(gateway: DemoGateway, port: number, onClose: () => void): Promise<DemoServer> {
  const requests: RecordedRequest[] = [];
  const faults: { kind: RequestKind; fault: Fault }[] = [];
  let watchers: (() => void)[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const recorded = await record(incoming);
      requests.push(recorded);
      for (const watch of watchers) watch();
      const planned = faults.findIndex(({ kind }) => kind === recorded.kind);
      const fault = planned === -1 ? null : (faults.splice(planned, 1)[0]?.fault ?? null);
      await answer(gateway, `http://127.0.0.1:${String(portOf(server.address()))}`, recorded, fault, outgoing);
    })().catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String(portOf(server.address()))}`,
    requests,
    get submits() {
      return requests.filter(({ kind }) => kind === 'submit');
    },
    fail: (kind, fault) => {
      faults.push({ kind, fault });
    },
    arrived: (kind, count) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (requests.filter((request) => request.kind === kind).length < count) return;
          watchers = watchers.filter((other) => other !== watch);
          resolve();
        };
        watchers.push(watch);
        watch();
      }),
    close: () =>
      new Promise((resolve) => {
        onClose();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  return address !== null && typeof address === 'object' ? address.port : 0;
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve, reject) => {
    incoming.once('end', resolve);
    incoming.once('error', reject);
  });
  const { method = 'GET', url: path = '/' } = incoming;
  const body = Buffer.concat(chunks);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { kind: kindOf(method, path), method, path, headers, body: body.toString('utf8'), bytes: body.byteLength };
}

function kindOf(method: string, path: string): RequestKind {
  if (method === 'POST') return 'submit';
  if (path.startsWith(STATUS_PATH)) return 'status';
  return path.startsWith(MEDIA_PATH) ? 'media' : 'other';
}

async function answer(
  gateway: DemoGateway,
  origin: string,
  { method, path, headers, body }: RecordedRequest,
  fault: Fault | null,
  outgoing: ServerResponse,
): Promise<void> {
  if (fault?.kind === 'cut-before') throw new Error('cut');
  if (fault?.kind === 'reply') {
    outgoing.writeHead(fault.status, fault.headers).end(fault.body);
    return;
  }
  if (fault?.kind === 'hold') await fault.until;
  const init = method === 'POST' ? { method, headers, body } : { method, headers };
  const reply = await gateway(new Request(new URL(path, origin), init));
  const bytes = Buffer.from(await reply.arrayBuffer());
  if (fault?.kind === 'cut-after') throw new Error('cut');
  outgoing.writeHead(reply.status, { ...Object.fromEntries(reply.headers), 'content-length': bytes.byteLength });
  if (fault?.kind === 'cut-within') {
    const half = bytes.subarray(0, Math.floor(bytes.byteLength / 2));
    await new Promise((resolve) => outgoing.write(half, resolve));
    throw new Error('cut');
  }
  outgoing.end(bytes);
}
