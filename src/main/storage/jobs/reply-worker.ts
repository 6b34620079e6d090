import { parentPort } from 'node:worker_threads';
import { errorCode } from '../durable';
import type { KeepTask, KeptBody, SlimTask } from './reply-work';
import { keepBody, slimBody } from './reply-work';

/** What the thread is asked, one at a time. */
export type ReplyTask = ({ readonly work: 'keep' } & KeepTask) | ({ readonly work: 'slim' } & SlimTask);

/** What it answers. */
export type ReplyAnswer =
  | { readonly ok: true; readonly kept: KeptBody | null; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly code: string };

// A thread of its own: reading and writing 70 MB must not hold up the window.
parentPort?.on('message', (task: ReplyTask) => {
  void answer(task).then((result) => {
    parentPort?.postMessage(result);
  });
});

async function answer(task: ReplyTask): Promise<ReplyAnswer> {
  try {
    if (task.work === 'keep') return { ok: true, kept: await keepBody(task), text: '' };
    return { ok: true, kept: null, text: await slimBody(task) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error), code: errorCode(error) };
  }
}
