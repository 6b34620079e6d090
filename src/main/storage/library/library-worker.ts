import { parentPort } from 'node:worker_threads';
import { errorCode } from '../durable';
import { WORK } from './library-work';

/** What the thread is asked, one at a time. */
export interface WorkerTask {
  readonly work: keyof typeof WORK;
  readonly input: unknown;
}

/** What it answers. */
export type WorkerAnswer =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly message: string; readonly code: string };

parentPort?.on('message', (task: WorkerTask) => {
  void answer(task).then((result) => {
    parentPort?.postMessage(result);
  });
});

async function answer({ work, input }: WorkerTask): Promise<WorkerAnswer> {
  try {
    // The one who asks has the types: see `LibraryWorker`.
    const act: (input: never) => unknown = WORK[work];
    return { ok: true, output: await act(input as never) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error), code: errorCode(error) };
  }
}
