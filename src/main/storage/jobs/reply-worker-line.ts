import { createWorkerLine } from '../../worker-line';
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

/** One thread for all large replies, one after the other. `workerUrl` is the built `reply-worker.ts`. */
export function createReplyWorker(workerUrl: URL): ReplyWorker {
  const line = createWorkerLine<ReplyTask, ReplyAnswer>(workerUrl);
  const inTurn = async (task: ReplyTask): Promise<Extract<ReplyAnswer, { ok: true }>> => {
    const answer = await line.ask({ ...task, bytes: await shared(task.bytes) });
    if (!answer.ok) throw Object.assign(new Error(answer.message), { code: answer.code });
    return answer;
  };
  return {
    keep: async (task) => {
      const { kept } = await inTurn({ work: 'keep', ...task });
      if (!kept) throw new Error('The reply thread gave no file.');
      return kept;
    },
    slim: async (task) => (await inTurn({ work: 'slim', ...task })).text,
    close: line.close,
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
