import { createServer, connect, type Socket } from 'node:net';

/** What happens to the connection of a submit. `hard` ends it with a reset, else with a close. */
export type Cut =
  /** Ends when that many bytes of the request are here; the gateway gets none of them. */
  | { readonly at: 'request'; readonly bytes: number; readonly hard: boolean }
  /** The gateway gets the whole request; ends after that many bytes of its reply. */
  | { readonly at: 'reply'; readonly bytes: number; readonly hard: boolean }
  /** The gateway gets the whole request; this comes back instead of its reply, then the end. */
  | { readonly at: 'instead'; readonly text: string; readonly hard: boolean }
  /** The gateway gets the whole request, and nothing ever comes back. */
  | { readonly at: 'silence' }
  /** All is well, a few bytes at a time. */
  | { readonly at: 'drops' };

/** A bad line between an engine and a gateway. */
export interface Relay {
  readonly origin: string;
  /** Breaks the connection of the nth submit, from 1. */
  cutNth(nth: number, cut: Cut): void;
  close(): Promise<void>;
}

/** Passes everything on to the origin but for the submits that are to be broken. Submits have connections of their own. */
export async function startRelay(origin: string): Promise<Relay> {
  const port = Number(new URL(origin).port);
  const cuts = new Map<number, Cut>();
  const sockets = new Set<Socket>();
  let submits = 0;
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => undefined).on('close', () => sockets.delete(client));
    client.once('data', (first) => {
      const isSubmit = first.toString('latin1').startsWith('POST ');
      if (isSubmit) submits += 1;
      pass(client, first, port, isSubmit ? cuts.get(submits) : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${String(own)}`,
    cutNth: (nth, cut) => {
      cuts.set(nth, cut);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function pass(client: Socket, first: Buffer, port: number, cut: Cut | undefined): void {
  const end = (hard: boolean): void => {
    if (hard) client.resetAndDestroy();
    else client.end();
  };
  if (cut?.at === 'request') {
    let seen = 0;
    const count = (chunk: Buffer): void => {
      seen += chunk.length;
      if (seen >= cut.bytes) end(cut.hard);
    };
    client.on('data', count);
    count(first);
    return;
  }
  const gateway = connect(port, '127.0.0.1');
  gateway.on('error', () => client.destroy());
  client.on('close', () => gateway.destroy());
  gateway.write(first);
  client.pipe(gateway);
  if (!cut || cut.at === 'drops') {
    if (cut) dropByDrop(gateway, client);
    else gateway.pipe(client);
    return;
  }
  breakReply(gateway, client, cut, end);
}

function breakReply(
  gateway: Socket,
  client: Socket,
  cut: Extract<Cut, { at: 'reply' | 'instead' | 'silence' }>,
  end: (hard: boolean) => void,
): void {
  let seen = 0;
  gateway.on('data', (chunk: Buffer) => {
    if (cut.at === 'silence') return;
    if (cut.at === 'instead') {
      if (seen === 0)
        client.write(cut.text, () => {
          end(cut.hard);
        });
      seen += chunk.length;
      return;
    }
    const part = chunk.subarray(0, Math.max(0, cut.bytes - seen));
    seen += chunk.length;
    // The bytes are on their way before the end is.
    client.write(part, () => {
      if (seen >= cut.bytes) end(cut.hard);
    });
  });
}

function dropByDrop(gateway: Socket, client: Socket): void {
  gateway.on('data', (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; at += 7) client.write(chunk.subarray(at, at + 7));
  });
  gateway.on('end', () => client.end());
}
