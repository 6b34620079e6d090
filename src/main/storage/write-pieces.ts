import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** The source of the bytes failed, not the disk. */
export class BytesEnded extends Error {}

/** Bytes handed to the disk at one time: the network brings small chunks, and each write is a way to another thread and back. */
const PIECE_BYTES = 1024 * 1024;
const PIECE_CHUNKS = 500;
const NONE = Buffer.alloc(0);

type Piece = { readonly chunks: Uint8Array[]; readonly length: number };

/**
 * Writes the bytes to the end of the file; returns how many there were and their digest. Throws `BytesEnded` when the bytes
 * fail or are too many, and the disk's own error when that does.
 */
export async function writeAll(
  handle: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let total = 0;
  for await (const { chunks, length } of inPieces(bytes, maxBytes)) {
    total += length;
    for (const chunk of chunks) hash.update(chunk);
    const { bytesWritten } = await handle.writev(chunks);
    const rest = bytesWritten < length ? Buffer.concat(chunks).subarray(bytesWritten) : NONE;
    for (let done = 0; done < rest.length;) done += (await handle.write(rest, done)).bytesWritten;
  }
  return { bytes: total, sha256: hash.digest('hex') };
}

/** The bytes in pieces worth a write. Throws `BytesEnded` as soon as there are too many. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Piece> {
  let chunks: Uint8Array[] = [];
  let [length, total] = [0, 0];
  for await (const chunk of sourced(bytes)) {
    total += chunk.length;
    if (total > maxBytes) throw new BytesEnded(tooLarge(maxBytes));
    chunks.push(chunk);
    length += chunk.length;
    if (length < PIECE_BYTES && chunks.length < PIECE_CHUNKS) continue;
    yield { chunks, length };
    chunks = [];
    length = 0;
  }
  if (length > 0) yield { chunks, length };
}

/** Passes the bytes on, and marks their failure as theirs. */
async function* sourced(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of bytes) yield chunk;
  } catch (error) {
    throw new BytesEnded('The image stopped arriving before its end.', { cause: error });
  }
}

/** Says that there are more bytes than are taken. */
export function tooLarge(maxBytes: number): string {
  return `The file is larger than ${String(Math.round(maxBytes / (1024 * 1024)))} MB.`;
}
