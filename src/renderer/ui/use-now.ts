import { useSyncExternalStore } from 'react';

/** The time in whole seconds, in milliseconds since 1970; draws anew each second while `ticking`. */
export function useNow(ticking: boolean): number {
  return useSyncExternalStore(ticking ? eachSecond : never, wholeSecond);
}

function wholeSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

/** One timer for all: sixty tiles tick in one drawing, not in sixty. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function eachSecond(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= setInterval(() => {
    for (const listener of [...listeners]) listener();
  }, 1000);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function never(): () => void {
  return () => undefined;
}
