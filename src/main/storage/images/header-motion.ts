import type { ImageId } from '../../../shared/ids';
import { open } from 'node:fs/promises';
import type { Library } from '../library/library';
import { ascii, bigEndian, byte, startsWith } from './header-bytes';
import { HEAD_BYTES } from './image-header';

/** True when the file holds more than one picture to be shown in turn, as far as its first `HEAD_BYTES` tell. Never throws. */
export function isAnimated(head: Uint8Array): boolean {
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47])) return isMovingPng(head);
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 8) === 'WEBPVP8X') return (byte(head, 20) & 2) !== 0;
  if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) return isMovingGif(head);
  return ascii(head, 4, 8) === 'ftypavis';
}

/** Those of the images whose file moves; what can't be read does not. Never rejects. */
export async function animatedAmong(
  library: Pick<Library, 'fileOf'>,
  ids: readonly ImageId[],
): Promise<readonly ImageId[]> {
  const moving = await Promise.all(ids.map(async (id) => isMovingFile(library.fileOf(id))));
  return ids.filter((_id, place) => moving[place]);
}

async function isMovingFile(path: string | null): Promise<boolean> {
  if (path === null) return false;
  try {
    const handle = await open(path);
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      const { bytesRead } = await handle.read(head, 0, head.length, 0);
      return isAnimated(head.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
}

/** An APNG says so before its pixels. */
function isMovingPng(head: Uint8Array): boolean {
  for (let at = 8; at + 8 <= head.length; at += 12 + bigEndian(head, at, 4)) {
    const type = ascii(head, at + 4, 4);
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
  }
  return false;
}

/** A GIF with a second picture in it. */
function isMovingGif(head: Uint8Array): boolean {
  const colours = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + colours(byte(head, 10));
  let pictures = 0;
  while (at < head.length) {
    const kind = byte(head, at);
    if (kind === 0x2c) {
      pictures += 1;
      if (pictures > 1) return true;
      at += 11 + colours(byte(head, at + 9));
    } else if (kind === 0x21) at += 2;
    else return false;
    // Pieces of data, each after its length, until an empty one.
    while (byte(head, at) !== 0 && at < head.length) at += 1 + byte(head, at);
    at += 1;
  }
  return false;
}
