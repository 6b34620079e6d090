import type { DrawnDifference, Pixel, PixelOrder, PixelReply } from './pixel-orders';

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;
type Order<Kind extends PixelOrder['kind']> = Without<Extract<PixelOrder, { kind: Kind }>, 'serial' | 'kind'>;

/** Pictures that could not be read, by their addresses. */
export interface Unread {
  readonly unread: readonly string[];
}

/** Reads and compares pixels away from the page. Of several questions of a kind at once only the newest is answered. */
export interface PixelDesk {
  /** Null when a newer question took its place, or the desk was closed. The bitmap is the asker's to close. */
  readonly difference: (order: Order<'difference'>) => Promise<DrawnDifference | Unread | null>;
  /** Null when a newer question took its place, or there is no memory for it. */
  readonly read: (order: Order<'read'>) => Promise<readonly Pixel[] | null>;
  /** Lets go of worker and pictures; what was asked is answered with null. A later question starts anew. */
  readonly close: () => void;
}

/** The worker as far as it is used. */
export interface PixelWorker {
  readonly post: (order: PixelOrder) => void;
  readonly end: () => void;
}

/** Starts a worker. `heard` is told each reply, `failed` that it could not be started or has failed. */
export type StartPixelWorker = (heard: (reply: PixelReply) => void, failed: () => void) => PixelWorker;

/** A desk over the way to start its worker, which is done at the first question. */
export function createPixelDesk(start: StartPixelWorker): PixelDesk {
  let worker: PixelWorker | null = null;
  let serial = 0;
  const differences = createLine<Order<'difference'>>((order) => send({ ...order, kind: 'difference' }));
  const reads = createLine<Order<'read'>>((order) => send({ ...order, kind: 'read' }));

  function send(order: Without<PixelOrder, 'serial'>): number {
    serial += 1;
    worker ??= start(
      (reply) => {
        differences.take(reply);
        reads.take(reply);
      },
      () => close({ kind: 'failed', serial, urls: [] }),
    );
    worker.post({ ...order, serial });
    return serial;
  }
  function close(reply: PixelReply | null): void {
    worker?.end();
    worker = null;
    differences.end(reply);
    reads.end(reply);
  }
  return {
    difference: async (order) => {
      const reply = await differences.ask(order);
      if (reply?.kind === 'failed') return { unread: reply.urls };
      return reply?.kind === 'difference' ? reply : null;
    },
    read: async (order) => {
      const reply = await reads.ask(order);
      return reply?.kind === 'pixels' ? reply.pixels : null;
    },
    close: () => close(null),
  };
}

interface Line<Asked> {
  readonly ask: (order: Asked) => Promise<PixelReply | null>;
  readonly take: (reply: PixelReply) => void;
  /** Answers all questions with that. */
  readonly end: (reply: PixelReply | null) => void;
}

/** One question on its way, the newest one waiting behind it. */
function createLine<Asked>(send: (order: Asked) => number): Line<Asked> {
  let sent: { readonly serial: number; readonly resolve: (reply: PixelReply | null) => void } | null = null;
  let waiting: { readonly order: Asked; readonly resolve: (reply: PixelReply | null) => void } | null = null;

  function next(): void {
    const now = waiting;
    waiting = null;
    sent = now && { serial: send(now.order), resolve: now.resolve };
  }
  return {
    ask: (order) =>
      new Promise((resolve) => {
        waiting?.resolve(null);
        waiting = { order, resolve };
        if (!sent) next();
      }),
    take: (reply) => {
      if (sent?.serial !== reply.serial) return;
      sent.resolve(reply);
      next();
    },
    end: (reply) => {
      sent?.resolve(reply);
      waiting?.resolve(reply);
      sent = null;
      waiting = null;
    },
  };
}

/** The worker of this window's comparisons. */
export const startPixelWorker: StartPixelWorker = (heard, failed) => {
  const worker = new Worker(new URL('./pixel-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<PixelReply>) => heard(data);
  worker.onerror = failed;
  return { post: (order) => worker.postMessage(order), end: () => worker.terminate() };
};
