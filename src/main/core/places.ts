/** A fixed number of places for work that must not all run at once. */
export interface Places {
  /** Runs the task as soon as a place is free, in the order of asking. `leave` gives the place up before the task ends. */
  readonly run: <T>(task: (leave: () => void) => Promise<T>) => Promise<T>;
}

/** That many places. */
export function createPlaces(count: number): Places {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    async run(task) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let isHeld = true;
      const leave = (): void => {
        if (!isHeld) return;
        isHeld = false;
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      };
      try {
        return await task(leave);
      } finally {
        leave();
      }
    },
  };
}
