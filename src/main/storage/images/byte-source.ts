import { readSync } from 'node:fs';

/** Bytes that can be looked at anywhere without holding all of them. */
export interface ByteSource {
  /** Of the whole, in bytes. */
  readonly size: number;
  /** The bytes from a place on, fewer at the end, none beyond it. Valid until the next call. */
  read(at: number, length: number): Uint8Array;
}

const WINDOW_BYTES = 64 * 1024;

/** An open file; reads ahead, since containers are walked in small steps. Throws as the disk does. */
export function fileSource(descriptor: number, size: number): ByteSource {
  const window = Buffer.allocUnsafe(WINDOW_BYTES);
  let [from, until] = [0, 0];
  const fill = (target: Buffer, at: number): number => readSync(descriptor, target, 0, target.length, at);
  return {
    size,
    read: (at, length) => {
      const wanted = Math.max(0, Math.min(length, size - at));
      if (wanted > WINDOW_BYTES) {
        const large = Buffer.allocUnsafe(wanted);
        return large.subarray(0, fill(large, at));
      }
      if (at < from || at + wanted > until) [from, until] = [at, at + fill(window, at)];
      return window.subarray(at - from, Math.min(at - from + wanted, until - from));
    },
  };
}

/** Bytes in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (at, length) => bytes.subarray(Math.min(at, bytes.length), at + length) };
}
