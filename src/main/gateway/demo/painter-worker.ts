import { parentPort } from 'node:worker_threads';
import { paintPicture } from './paint/picture';
import type { PaintOrder, Painting } from './painter';

/** What the worker is asked: one order at a time. */
export interface PaintTask {
  readonly order: PaintOrder;
  readonly shrink: number;
}

/** What it answers. */
export type PaintAnswer =
  { readonly ok: true; readonly painting: Painting } | { readonly ok: false; readonly message: string };

// Run on a thread of its own, so that drawing never holds up the process that asked.
parentPort?.on('message', (task: PaintTask) => {
  void answer(task).then((result) => {
    parentPort?.postMessage(result, result.ok ? [result.painting.bytes.buffer] : []);
  });
});

async function answer({ order, shrink }: PaintTask): Promise<PaintAnswer> {
  try {
    return { ok: true, painting: await paintPicture(order, { shrink }) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
