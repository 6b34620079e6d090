/** Tries of a submit that never reached the gateway before the job stops and says so. */
export const SUBMIT_TRIES = 5;
/** An output is given up only after this long without a link that works. Milliseconds. */
export const OUTPUT_PATIENCE = 7 * 24 * 3600_000;
/** And only after this many tries (some four hours of them): a week that Easel was closed, or a clock that jumped, is no reason. */
export const OUTPUT_TRIES = 50;
/** Tries of an image that came inside a reply and turns out to be none, with a fresh reply for each. */
export const SPOOL_TRIES = 8;
/** A job that waited longer than this for its submit is sent only after a person confirmed it. Milliseconds. */
export const SILENT_SUBMIT_LIMIT = 15 * 60_000;

/** Wait before a disk that refused is tried again. Milliseconds. */
export const DISK_PAUSE = 5000;

/** Wait before a library that is away, or its disk, is tried again. Milliseconds. */
export const LIBRARY_PAUSE = 10_000;

const SECOND = 1000;

/** Wait before a submit that was not sent is tried again: full jitter between 1 and 30 s. `random` is in [0, 1). */
export function submitRetryDelay(tries: number, random: number): number {
  const ceiling = Math.min(30, 2 ** (tries + 1));
  return Math.round(SECOND * (1 + random * (ceiling - 1)));
}

/** Wait after a 429: what the gateway asks for within 1 s to 1 h, else 5·2ⁿ s up to 5 min with a little jitter. */
export function rateLimitDelay(retryAfterMs: number | null, inARow: number, random: number): number {
  if (retryAfterMs !== null) return Math.min(3600 * SECOND, Math.max(SECOND, retryAfterMs));
  const base = Math.min(300, 5 * 2 ** inARow);
  return Math.round(SECOND * base * (1 + random * 0.25));
}

/** Looks at a request that the gateway does not know before it is asked about once an hour only. */
export const LOST_LOOKS = 30;
/** Answers about a request, in a row, that can't be used before the person is told. */
export const ODD_LOOKS = 10;

/** Wait before a status that could not be read is asked again: 5 to 60 s; an hour once the gateway denied it `LOST_LOOKS` times. */
export function pollRetryDelay(failures: number, denials: number): number {
  if (denials >= LOST_LOOKS) return 3600 * SECOND;
  return SECOND * Math.min(60, 5 * 2 ** Math.max(0, failures - 1));
}

/** Wait before a gateway that refused the key is asked again by itself; a new key or the person ends it at once. */
export const KEY_PAUSE = 15 * 60_000;

/** Wait before a download is tried again: 1 to 300 s, or up to an hour when the host asks for it. */
export function downloadRetryDelay(tries: number, retryAfterMs: number | null): number {
  return Math.max(SECOND * Math.min(300, 2 ** tries), Math.min(3600 * SECOND, retryAfterMs ?? 0));
}
