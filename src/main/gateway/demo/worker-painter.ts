import { Worker } from 'node:worker_threads';
import type { PaintOrder, Painter, Painting } from './painter';
import type { PaintAnswer, PaintTask } from './painter-worker';

/** A painter with a thread of its own. */
export interface WorkerPainter extends Painter {
  /** Ends the thread; orders under way are rejected. */
  close(): Promise<void>;
}

/** How long the thread stays without an order, in milliseconds: it holds about 100 MB after a large picture. */
const IDLE_MS = 10_000;

/**
 * Paints on one worker thread, one order after the other. The thread starts with the first order, ends when it has been idle, and never
 * keeps the process alive. `workerUrl` is the built `painter-worker.ts`.
 */
export function createWorkerPainter(workerUrl: URL, { shrink = 1 }: { readonly shrink?: number } = {}): WorkerPainter {
  // The end of the order before, whichever way it went.
  let last: Promise<unknown> = Promise.resolve();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  const start = (): Worker => {
    const started = new Worker(workerUrl);
    // A thread that ended by itself must not be asked again.
    started.once('exit', () => {
      if (worker === started) worker = null;
    });
    // The order under way hears of it; without one there is nobody to tell.
    started.on('error', () => undefined);
    return started;
  };
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ended = worker;
    worker = null;
    await ended?.terminate();
  };
  const next = async (order: PaintOrder): Promise<Painting> => {
    clearTimeout(idle);
    const busy = (worker ??= start());
    try {
      return await ask(busy, { order, shrink });
    } finally {
      busy.unref();
      idle = setTimeout(() => void end(), IDLE_MS).unref();
    }
  };
  return {
    paint: (order) => {
      const painting = last.then(() => next(order));
      last = painting.catch(() => undefined);
      return painting;
    },
    close: end,
  };
}

function ask(worker: Worker, task: PaintTask): Promise<Painting> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (answer: PaintAnswer): void => {
      settle(() => {
        if (answer.ok) resolve(answer.painting);
        else reject(new Error(answer.message));
      });
    };
    const onError = (error: Error): void => {
      settle(() => {
        reject(error);
      });
    };
    const onExit = (): void => {
      onError(new Error('The painter’s thread ended.'));
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.ref();
    worker.postMessage(task);
  });
}
