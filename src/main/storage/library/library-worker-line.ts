import { createWorkerLine } from '../../worker-line';
import type { Work, WorkInput, WorkOutput } from './library-work';
import { WORK } from './library-work';
import type { WorkerAnswer, WorkerTask } from './library-worker';

/** Work of the library away from main, one piece after the other. */
export interface LibraryWorker {
  /** Rejects as the work does, with its `message` and `code`. */
  ask<K extends keyof Work>(work: K, input: WorkInput<K>): Promise<WorkOutput<K>>;
  /** Ends the thread; what is under way is rejected. */
  close(): Promise<void>;
}

/** A thread that ends after so many milliseconds without work. `workerUrl` is the built `library-worker.ts`. */
export function createLibraryWorker(workerUrl: URL, idleMs: number): LibraryWorker {
  const line = createWorkerLine<WorkerTask, WorkerAnswer>(workerUrl, idleMs);
  return {
    ask: async <K extends keyof Work>(work: K, input: WorkInput<K>) => {
      const answer = await line.ask({ work, input });
      if (!answer.ok) throw Object.assign(new Error(answer.message), { code: answer.code });
      return answer.output as WorkOutput<K>;
    },
    close: line.close,
  };
}

/** The same work on the calling thread, for tests and small programs. */
export function createInlineLibraryWorker(): LibraryWorker {
  return {
    ask: async <K extends keyof Work>(work: K, input: WorkInput<K>) => {
      const act: (input: never) => unknown = WORK[work];
      return (await act(input as never)) as WorkOutput<K>;
    },
    close: () => Promise.resolve(),
  };
}
