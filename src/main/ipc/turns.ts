/** Begins work in the order in which it came, and lets the rest of the program have its turn in between. */
export interface Turns {
  /** Begins the work at once, or, when this turn of the loop has had its share, in one of the next. */
  begin<T>(work: () => Promise<T>): Promise<T>;
}

/** Share of one turn. Milliseconds. */
const SHARE = 10;

/**
 * Turns of the event loop. Messages of the window come before timers and network: five hundred requests at once, each of
 * which waits for the disk, would hold those up for a second. `now` is in milliseconds and never jumps.
 */
export function createTurns(now: () => number): Turns {
  const waiting: (() => void)[] = [];
  let spent = 0;
  let isTurnNoted = false;

  const run = (work: () => void): void => {
    const begun = now();
    work();
    spent += now() - begun;
    if (isTurnNoted) return;
    isTurnNoted = true;
    setImmediate(nextTurn);
  };
  const nextTurn = (): void => {
    spent = 0;
    isTurnNoted = false;
    while (spent < SHARE) {
      const work = waiting.shift();
      if (!work) return;
      run(work);
    }
  };
  return {
    begin: (work) =>
      new Promise((resolve) => {
        const begin = (): void => {
          resolve(work());
        };
        if (spent < SHARE && waiting.length === 0) run(begin);
        else waiting.push(begin);
      }),
  };
}
