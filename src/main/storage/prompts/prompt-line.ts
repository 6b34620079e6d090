import type { JobId } from '../../../shared/ids';
import type { Charge } from '../../../shared/problem';
import type { NewUse, PromptStore } from './prompt-store';

/** Uses on their way into the history: written in order and in pieces, so that a thousand never hold up main. */
export interface UseLine {
  /** Resolves with how many were new, once they are written; rejects with the store's error, which takes nothing back. */
  put(uses: readonly NewUse[]): Promise<number>;
  /** The money of a job is decided; it may still wait here. */
  learn(jobId: JobId, charge: Charge): void;
}

interface Waiting {
  readonly uses: readonly NewUse[];
  readonly done: (added: number) => void;
  readonly failed: (error: unknown) => void;
  next: number;
  added: number;
}

/** Main is free again after so many milliseconds, and for so many; a step of so many uses is one commit. */
const SHARE_MS = 6;
const REST_MS = 8;
const STEP = 4;

/** A line that is empty. `monotonic` is in milliseconds and never jumps. */
export function createUseLine(write: PromptStore['addUses'], monotonic: () => number): UseLine {
  const waiting: Waiting[] = [];
  const learned = new Map<JobId, Charge>();
  const current = (use: NewUse): NewUse => {
    const charge = use.jobId === null ? undefined : learned.get(use.jobId);
    return charge === undefined ? use : { ...use, charge };
  };
  /** False at the end of the line. */
  const step = (): boolean => {
    const [first] = waiting;
    if (!first) return false;
    try {
      first.added += write(first.uses.slice(first.next, first.next + STEP).map(current));
      first.next += STEP;
      if (first.next < first.uses.length) return true;
      waiting.shift();
      first.done(first.added);
    } catch (error) {
      waiting.shift();
      first.failed(error);
    }
    return true;
  };
  const turn = (): void => {
    const until = monotonic() + SHARE_MS;
    while (step()) {
      if (monotonic() < until) continue;
      setTimeout(turn, REST_MS);
      return;
    }
    learned.clear();
  };
  return {
    put: (uses) =>
      new Promise((done, failed) => {
        waiting.push({ uses, done, failed, next: 0, added: 0 });
        if (waiting.length === 1) setImmediate(turn);
      }),
    learn: (jobId, charge) => {
      if (waiting.length > 0) learned.set(jobId, charge);
    },
  };
}
