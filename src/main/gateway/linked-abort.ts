/** A signal of its own that also aborts with another. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  /** Aborts it and lets go of the other one; to be called at the end in any case. */
  abort(reason?: unknown): void;
}

/** Not `AbortSignal.any`: what depends on a signal that lives as long as the app piles up in memory. */
export function linkedAbort(other: AbortSignal): LinkedAbort {
  const own = new AbortController();
  const follow = (): void => {
    own.abort(other.reason);
  };
  if (other.aborted) follow();
  else other.addEventListener('abort', follow, { once: true });
  return {
    signal: own.signal,
    abort(reason) {
      other.removeEventListener('abort', follow);
      own.abort(reason);
    },
  };
}
