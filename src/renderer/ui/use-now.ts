import { useSyncExternalStore } from 'react';

/** The time in whole seconds, in milliseconds since 1970; draws anew each second while `ticking`. */
export function useNow(ticking: boolean): number {
  return useSyncExternalStore(ticking ? eachSecond : never, wholeSecond);
}

function wholeSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

function eachSecond(changed: () => void): () => void {
  const timer = setInterval(changed, 1000);
  return () => {
    clearInterval(timer);
  };
}

function never(): () => void {
  return () => undefined;
}
