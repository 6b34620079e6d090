import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { createRandom } from '../src/main/gateway/demo/paint/random';
import { paintPicture } from '../src/main/gateway/demo/paint/picture';
import { MODELS } from '../src/shared/models';
import { madePrompt } from './made-prompts';

/** A painted picture: its thumbnail as the app makes them, and small files that pass for its original. */
export interface MadePicture {
  readonly ratio: string;
  /** Path of a WebP whose longer side has 512 pixels. */
  readonly thumbnail: string;
  readonly original: Readonly<Record<MadeFormat, Buffer>>;
}

/** The formats of the originals that are made. */
export type MadeFormat = 'jpeg' | 'png' | 'webp';

const THUMBNAIL_SIDE = 512;
/** Of the originals: a file system gives each of them one block. */
const ORIGINAL_SIDE = 144;

/** So many pictures, in turn in every ratio of the models. Their thumbnails are painted into the folder unless they are there. */
export async function paintPictures(folder: string, count: number): Promise<readonly MadePicture[]> {
  mkdirSync(folder, { recursive: true });
  const random = createRandom(11);
  const sizes = Object.entries(MODELS[0]?.pixels['1k'] ?? {});
  const made: MadePicture[] = [];
  for (let number = 0; number < count; number += 1) {
    const [ratio, size] = sizes[number % sizes.length] ?? ['1:1', { width: 1024, height: 1024 }];
    const thumbnail = join(folder, `${String(number)}.webp`);
    const prompt = madePrompt(random);
    if (!existsSync(thumbnail)) {
      const order = { prompt, seed: String(number), size, format: 'png', sources: [] } as const;
      const { bytes } = await paintPicture(order, { shrink: Math.max(size.width, size.height) / THUMBNAIL_SIDE });
      writeFileSync(`${thumbnail}.part`, await sharp(bytes).webp({ quality: 80 }).toBuffer());
      renameSync(`${thumbnail}.part`, thumbnail);
    }
    const small = sharp(thumbnail).resize(ORIGINAL_SIDE, ORIGINAL_SIDE, { fit: 'inside' });
    const original = {
      jpeg: await small.clone().jpeg({ quality: 60 }).toBuffer(),
      png: await small.clone().png({ palette: true, colours: 32 }).toBuffer(),
      webp: await small.clone().webp({ quality: 60 }).toBuffer(),
    };
    made.push({ ratio, thumbnail, original });
  }
  return made;
}

/** The file with a remark in it that no other has, so that no two files of a library are the same. */
export function withSerial(file: Buffer, format: MadeFormat, serial: string): Buffer {
  const text = Buffer.from(serial);
  switch (format) {
    case 'jpeg':
      return Buffer.concat([
        file.subarray(0, 2),
        Buffer.from([0xff, 0xfe]),
        big16(text.length + 2),
        text,
        file.subarray(2),
      ]);
    case 'png': {
      const body = Buffer.concat([Buffer.from('tEXtserial\0'), text]);
      const end = file.length - PNG_END_BYTES;
      const chunk = [big32(body.length - 4), body, big32(crc32(body))];
      return Buffer.concat([file.subarray(0, end), ...chunk, file.subarray(end)]);
    }
    case 'webp': {
      const padded = text.length % 2 === 0 ? text : Buffer.concat([text, Buffer.from([0])]);
      const whole = Buffer.concat([file, Buffer.from('note'), little32(text.length), padded]);
      whole.writeUInt32LE(whole.length - 8, 4);
      return whole;
    }
  }
}

/** The chunk with which every PNG ends. */
const PNG_END_BYTES = 12;

function big16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function big32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function little32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
