import { Worker } from 'node:worker_threads';
import type { KeepTask, KeptBody, SlimTask } from './reply-work';
import { keepBody, slimBody } from './reply-work';
import type { ReplyAnswer, ReplyTask } from './reply-worker';

/** Work on large replies, away from whoever asks. */
export interface ReplyWorker {
  /** See `keepBody`. */
  keep(task: KeepTask): Promise<KeptBody>;
  /** See `slimBody`. */
  slim(task: SlimTask): Promise<string>;
  /** Ends the thread; what is under way is rejected. */
  close(): Promise<void>;
}

/** How long the thread stays without work, in milliseconds: it holds much memory after a large reply. */
const IDLE_MS = 10_000;

/**
 * One thread for all replies, one after the other. It starts with the first, ends when it has been idle, never keeps the
 * process alive, and is started anew after it broke. `workerUrl` is the built `reply-worker.ts`.
 */
export function createReplyWorker(workerUrl: URL): ReplyWorker {
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
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ended = worker;
    worker = null;
    await ended?.terminate();
  };
  const next = async (task: ReplyTask): Promise<Extract<ReplyAnswer, { ok: true }>> => {
    clearTimeout(idle);
    const bytes = await shared(task.bytes);
    const busy = (worker ??= start());
    try {
      return await ask(busy, { ...task, bytes });
    } finally {
      busy.unref();
      idle = setTimeout(() => void end(), IDLE_MS).unref();
    }
  };
  const inTurn = (task: ReplyTask): ReturnType<typeof next> => {
    const answer = last.then(() => next(task));
    last = answer.catch(() => undefined);
    return answer;
  };
  return {
    keep: async (task) => {
      const { kept } = await inTurn({ work: 'keep', ...task });
      if (!kept) throw new Error('The reply thread gave no file.');
      return kept;
    },
    slim: async (task) => (await inTurn({ work: 'slim', ...task })).text,
    close: end,
  };
}

/** The same work on the calling thread, for tests and small programs. */
export function createInlineReplyWorker(): ReplyWorker {
  return { keep: keepBody, slim: slimBody, close: () => Promise.resolve() };
}

/** Copied at one time: some milliseconds. Bytes. */
const SLICE = 4 * 1024 * 1024;

/** Memory that another thread can read as it is; what is not yet shared is copied in slices, with turns for others between. */
async function shared(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  for (let at = 0; at < bytes.length; at += SLICE) {
    copy.set(bytes.subarray(at, at + SLICE), at);
    await new Promise((done) => setImmediate(done));
  }
  return copy;
}

function ask(worker: Worker, task: ReplyTask): Promise<Extract<ReplyAnswer, { ok: true }>> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (answer: ReplyAnswer): void => {
      settle(() => {
        if (answer.ok) resolve(answer);
        else reject(Object.assign(new Error(answer.message), { code: answer.code }));
      });
    };
    const onError = (error: Error): void => {
      settle(() => {
        reject(error);
      });
    };
    const onExit = (): void => {
      onError(new Error('The thread for replies ended.'));
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.ref();
    worker.postMessage(task);
  });
}
