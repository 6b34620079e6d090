import { createWorkerLine } from '../../worker-line';
import type { Painter } from './painter';
import type { PaintAnswer, PaintTask } from './painter-worker';

/** A painter with a thread of its own. */
export interface WorkerPainter extends Painter {
  /** Ends the thread; orders under way are rejected. */
  close(): Promise<void>;
}

/** Paints on a worker thread, one order after the other. `workerUrl` is the built `painter-worker.ts`. */
export function createWorkerPainter(workerUrl: URL, { shrink = 1 }: { readonly shrink?: number } = {}): WorkerPainter {
  const line = createWorkerLine<PaintTask, PaintAnswer>(workerUrl);
  return {
    paint: async (order) => {
      const answer = await line.ask({ order, shrink });
      if (!answer.ok) throw new Error(answer.message);
      return answer.painting;
    },
    close: line.close,
  };
}
