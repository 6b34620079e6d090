/// <reference lib="es2024.sharedmemory" />

/** Largest reply that is read, in bytes: with private delivery it carries the images. */
export const REPLY_LIMIT = 96 * 1024 * 1024;
/** Up to here a body is decoded and masked at once; above it stays bytes, for a worker to read. In bytes. */
const TEXT_LIMIT = 256 * 1024;
/** How far ahead memory is taken for a large body, in bytes. */
const STEP = 4 * 1024 * 1024;

/** A body of a reply while it arrives. */
export interface ReplyBody {
  /** False when it grows beyond the limit, or memory beyond what there is: then it is not read further. */
  add(chunk: Uint8Array): boolean;
  /** Text up to 256 KiB, else the bytes in memory that a worker can read without a copy. */
  done(): string | Uint8Array;
}

/**
 * Collects a body of at most `limit` bytes. A large one goes straight to where it stays: putting seventy megabytes
 * together at the end would hold everything else up, and so would a text of that size.
 */
export function createReplyBody(limit: number): ReplyBody {
  const chunks: Uint8Array[] = [];
  let large: Uint8Array<SharedArrayBuffer> | null = null;
  let total = 0;

  function put(chunk: Uint8Array, at: number): void {
    const end = at + chunk.byteLength;
    if (large && end > large.byteLength) large.buffer.grow(Math.min(limit, Math.ceil(end / STEP) * STEP));
    large?.set(chunk, at);
  }

  return {
    add(chunk) {
      const before = total;
      total += chunk.byteLength;
      if (total > limit) return false;
      try {
        if (!large && total > TEXT_LIMIT) {
          large = new Uint8Array(new SharedArrayBuffer(0, { maxByteLength: limit }));
          let at = 0;
          for (const early of chunks.splice(0)) {
            put(early, at);
            at += early.byteLength;
          }
        }
        if (large) put(chunk, before);
        else chunks.push(chunk);
        return true;
      } catch {
        return false;
      }
    },
    done: () => (large ? new Uint8Array(large.buffer, 0, total) : Buffer.concat(chunks).toString('utf8')),
  };
}
