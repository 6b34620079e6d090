import { Worker } from 'node:worker_threads';

/** Work on a thread of its own, one task after the other. */
export interface WorkerLine<Task, Answer> {
  /** The thread's answer to the task; rejects when the thread breaks or ends first. */
  ask(task: Task): Promise<Answer>;
  /** Ends the thread; the task under way is rejected. A later one starts it anew. */
  close(): Promise<void>;
}

/** How long a thread stays without work where nothing else is asked for, in milliseconds: it holds much memory after a large task. */
const IDLE_MS = 10_000;

/**
 * The thread starts with the first task, ends when it has been idle, never keeps the process alive, and is started anew
 * after it broke. It is to answer each message with one message, of the shape that the caller names.
 */
export function createWorkerLine<Task, Answer>(workerUrl: URL, idleMs = IDLE_MS): WorkerLine<Task, Answer> {
  // The end of the task before, whichever way it went.
  let last: Promise<unknown> = Promise.resolve();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;

  const start = (): Worker => {
    const started = new Worker(workerUrl);
    // A thread that ended by itself must not be asked again.
    started.once('exit', () => {
      if (worker === started) worker = null;
    });
    // The task under way hears of it; without one there is nobody to tell.
    started.on('error', () => undefined);
    return started;
  };
  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const ended = worker;
    worker = null;
    await ended?.terminate();
  };
  const next = async (task: Task): Promise<Answer> => {
    clearTimeout(idle);
    const busy = (worker ??= start());
    try {
      return await answerOf<Answer>(busy, task);
    } finally {
      busy.unref();
      idle = setTimeout(() => void close(), idleMs).unref();
    }
  };
  return {
    ask: (task) => {
      const answer = last.then(() => next(task));
      last = answer.catch(() => undefined);
      return answer;
    },
    close,
  };
}

function answerOf<Answer>(worker: Worker, task: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const onMessage = (answer: Answer): void => {
      settle();
      resolve(answer);
    };
    const onError = (error: Error): void => {
      settle();
      reject(error);
    };
    const onExit = (): void => {
      onError(new Error('The thread ended.'));
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.ref();
    worker.postMessage(task);
  });
}
