import { useCallback, useEffect, useRef } from 'react';

/** After the last key press, in milliseconds. */
const PAUSE = 400;

/** Saves what is typed: a moment after the last key press, at once when the field is left, and before it is gone. */
export function useSavedSoon<T>(save: (value: T) => void): {
  readonly soon: (value: T) => void;
  readonly now: () => void;
} {
  const waiting = useRef<{ readonly value: T } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });

  const now = useCallback(() => {
    clearTimeout(timer.current);
    const one = waiting.current;
    waiting.current = null;
    if (one) latest.current(one.value);
  }, []);
  const soon = useCallback(
    (value: T) => {
      waiting.current = { value };
      clearTimeout(timer.current);
      timer.current = setTimeout(now, PAUSE);
    },
    [now],
  );
  useEffect(() => {
    window.addEventListener('pagehide', now);
    return () => {
      window.removeEventListener('pagehide', now);
      now();
    };
  }, [now]);
  return { soon, now };
}
