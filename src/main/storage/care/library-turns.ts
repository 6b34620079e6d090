/** Work on one library, one piece after the other: nothing looks at files while something else moves them. */
export interface Turns {
  /** The work's own outcome, once it had its turn. */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing waits or runs. Never rejects. */
  idle(): Promise<void>;
}

/** An empty line. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take: (work) => {
      const outcome = last.then(work);
      last = outcome.catch(() => undefined);
      return outcome;
    },
    idle: async () => {
      for (let before: Promise<unknown> | null = null; before !== last;) {
        before = last;
        await before;
      }
    },
  };
}
