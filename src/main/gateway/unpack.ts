import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import type { Duplex, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const UNPACKERS: Readonly<Record<string, () => Duplex>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The body of a reply without its packing, which some servers use though nobody asked for it; `packed` says whether it had one. */
export function unpack(response: IncomingMessage): { readonly body: Readable; readonly packed: boolean } {
  const unpacker = UNPACKERS[(response.headers['content-encoding'] ?? '').toLowerCase()];
  if (!unpacker) return { body: response, packed: false };
  // The reader hears of a failure by the body itself.
  return { body: pipeline(response, unpacker(), () => undefined), packed: true };
}
