import type { Failure, Result } from '../../shared/result';

/** Lists of record numbers that main looks up, each under a key; one at a time, the one that is waited for first. */
export interface Lookup<K extends string> {
  /** What is known, perhaps from before a change; asks when it is not known or may have changed. Null when not known. */
  readonly get: (key: K) => Int32Array | null;
  /** The same when nothing waits for it: asked for when nothing else is. */
  readonly prepare: (key: K) => Int32Array | null;
  /** What is known may have changed: of one key, or of all. It stays until the new answer is there. */
  readonly outdate: (key?: K) => void;
  /** Changes what is known of a key. */
  readonly change: (key: K, change: (seqs: Int32Array) => Int32Array) => void;
  /** Forgets all keys but these. */
  readonly keep: (keys: readonly K[]) => void;
  /** Forgets everything, and what is on its way. */
  readonly clear: () => void;
}

/** A lookup that asks in that way; `arrived` is called after each answer, `failed` too when there was none. */
export function createLookup<K extends string>(
  ask: (key: K) => Promise<Result<Int32Array>>,
  arrived: () => void,
  failed: (error: Failure) => void,
): Lookup<K> {
  const known = new Map<K, Int32Array>();
  const stale = new Set<K>();
  const idle = new Set<K>();
  let urgent: K | null = null;
  let asking: K | null = null;
  /** Rises when all is forgotten: what is on its way then is about another library. */
  let era = 0;

  function isNeeded(key: K): boolean {
    return asking !== key && (!known.has(key) || stale.has(key));
  }

  async function run(): Promise<void> {
    if (asking !== null) return;
    for (;;) {
      const [next] = urgent === null ? idle : [urgent];
      if (next === undefined) return;
      if (next === urgent) urgent = null;
      idle.delete(next);
      asking = next;
      stale.delete(next);
      const began = era;
      const answer = await ask(next);
      asking = null;
      if (began !== era) {
        arrived();
        continue;
      }
      // One that can't be had is empty: the grid would wait for it for ever.
      known.set(next, answer.ok ? answer.data : (known.get(next) ?? new Int32Array()));
      if (!answer.ok) failed(answer.error);
      arrived();
    }
  }

  return {
    get: (key) => {
      // A key that was wanted before and has not been asked yet is wanted no more.
      urgent = isNeeded(key) ? key : null;
      if (urgent !== null) void run();
      return known.get(key) ?? null;
    },
    prepare: (key) => {
      if (isNeeded(key)) {
        idle.add(key);
        void run();
      }
      return known.get(key) ?? null;
    },
    outdate: (key) => {
      for (const one of key === undefined ? known.keys() : [key]) stale.add(one);
      if (key === undefined && asking !== null) stale.add(asking);
    },
    change: (key, change) => {
      const seqs = known.get(key);
      if (seqs) known.set(key, change(seqs));
    },
    keep: (keys) => {
      for (const key of known.keys()) if (!keys.includes(key)) known.delete(key);
    },
    clear: () => {
      known.clear();
      idle.clear();
      urgent = null;
      era += 1;
    },
  };
}
