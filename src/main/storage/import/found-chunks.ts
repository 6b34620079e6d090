import { inflateSync } from 'node:zlib';
import type { ImageFormat } from '../../../shared/image';
import type { ByteSource } from '../images/byte-source';
import { exifTexts } from './found-exif';
import type { FoundText } from './found-text';
import { MOST_TEXTS, textOf } from './found-text';
import { ascii, bigEndian, byte, littleEndian } from '../images/header-bytes';

/** What is read of one text, packed or not, and of one block of EXIF. */
const MOST_CHUNK = 2 * 1024 * 1024;
/** What a packed text may grow to; larger ones are bombs. */
const MOST_UNPACKED = 4 * 1024 * 1024;
const MOST_STEPS = 100_000;
/** Where in an AVIF or GIF a block is looked for, from both ends. */
const SEARCHED = 1024 * 1024;
/** The name under which an XMP packet is listed. */
export const XMP = 'XML:com.adobe.xmp';

/** Every text of the file, in its order. Reads little of a large file; bounded whatever the bytes say. Throws as the disk does. */
export function textsIn(source: ByteSource, format: ImageFormat): readonly FoundText[] {
  const texts: FoundText[] = [];
  const add = (found: FoundText): void => {
    if (found.text !== '' && texts.length < MOST_TEXTS) texts.push(found);
  };
  if (format === 'png') readPng(source, add);
  else if (format === 'jpeg') readJpeg(source, add);
  else if (format === 'webp') readWebp(source, add);
  else search(source, add);
  return texts;
}

type Add = (found: FoundText) => void;

function readPng(source: ByteSource, add: Add): void {
  let at = 8;
  for (let step = 0; step < MOST_STEPS && at + 12 <= source.size; step++) {
    const header = source.read(at, 8);
    const [length, type] = [bigEndian(header, 0, 4), ascii(header, 4, 4)];
    const content = (): Uint8Array => source.read(at + 8, Math.min(length, MOST_CHUNK));
    if (type === 'IEND') return;
    if (type === 'tEXt') addText(content(), add);
    if (type === 'zTXt') addPacked(content(), add);
    if (type === 'iTXt') addInternational(content(), add);
    if (type === 'eXIf') exifTexts(content()).forEach(add);
    at += 12 + length;
  }
}

/** Longest name of a text in a PNG. */
const MOST_KEY = 79;

function keyOf(chunk: Uint8Array): { readonly key: string; readonly rest: Uint8Array } | null {
  const end = chunk.subarray(0, MOST_KEY + 1).indexOf(0);
  return end <= 0 ? null : { key: ascii(chunk, 0, end), rest: chunk.subarray(end + 1) };
}

function addText(chunk: Uint8Array, add: Add): void {
  const named = keyOf(chunk);
  if (named) add({ key: named.key, text: textOf(named.rest) });
}

function addPacked(chunk: Uint8Array, add: Add): void {
  const named = keyOf(chunk);
  if (named && named.rest[0] === 0) add({ key: named.key, text: unpacked(named.rest.subarray(1)) });
}

function addInternational(chunk: Uint8Array, add: Add): void {
  const named = keyOf(chunk);
  if (!named) return;
  const { key, rest } = named;
  const afterLanguage = rest.indexOf(0, 2) + 1;
  const afterTranslation = afterLanguage === 0 ? 0 : rest.indexOf(0, afterLanguage) + 1;
  if (afterTranslation === 0) return;
  const content = rest.subarray(afterTranslation);
  add({ key, text: rest[0] === 1 ? unpacked(content) : textOf(content) });
}

/** Empty for what is damaged or would grow beyond measure. */
function unpacked(bytes: Uint8Array): string {
  try {
    return textOf(inflateSync(bytes, { maxOutputLength: MOST_UNPACKED }));
  } catch {
    return '';
  }
}

const XMP_IN_JPEG = 'http://ns.adobe.com/xap/1.0/\0';

function readJpeg(source: ByteSource, add: Add): void {
  let at = 2;
  for (let step = 0; step < MOST_STEPS && at + 4 <= source.size; step++) {
    const header = source.read(at, 4);
    const marker = byte(header, 1);
    if (byte(header, 0) !== 0xff || marker === 0xda || marker === 0xd9) return;
    const length = bigEndian(header, 2, 2);
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (length < 2) return;
    if (marker === 0xe1 || marker === 0xfe) addSegment(marker, source.read(at + 4, length - 2), add);
    at += 2 + length;
  }
}

function addSegment(marker: number, content: Uint8Array, add: Add): void {
  if (marker === 0xfe) add({ key: 'Comment', text: textOf(content) });
  else if (ascii(content, 0, 6) === 'Exif\0\0') exifTexts(content.subarray(6)).forEach(add);
  else if (ascii(content, 0, XMP_IN_JPEG.length) === XMP_IN_JPEG) {
    add({ key: XMP, text: textOf(content.subarray(XMP_IN_JPEG.length)) });
  }
}

function readWebp(source: ByteSource, add: Add): void {
  let at = 12;
  for (let step = 0; step < MOST_STEPS && at + 8 <= source.size; step++) {
    const header = source.read(at, 8);
    const [type, length] = [ascii(header, 0, 4), littleEndian(header, 4, 4)];
    const content = (): Uint8Array => source.read(at + 8, Math.min(length, MOST_CHUNK));
    if (type === 'EXIF') exifTexts(afterMark(content())).forEach(add);
    if (type === 'XMP ') add({ key: XMP, text: textOf(content()) });
    at += 8 + length + (length & 1);
  }
}

/** Some writers put JPEG's mark before the structure. */
function afterMark(exif: Uint8Array): Uint8Array {
  return ascii(exif, 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
}

/** Where blocks have no fixed place: by how they begin, at both ends of the file. */
function search(source: ByteSource, add: Add): void {
  const starts = source.size > SEARCHED ? [0, source.size - SEARCHED] : [0];
  for (const start of starts) {
    const bytes = Buffer.from(source.read(start, SEARCHED));
    const packet = bytes.indexOf('<x:xmpmeta');
    const end = packet < 0 ? -1 : bytes.indexOf('</x:xmpmeta>', packet);
    if (end > 0) add({ key: XMP, text: textOf(bytes.subarray(packet, end + 12)) });
    const exif = EXIF_STARTS.map((mark) => bytes.indexOf(mark, 0, 'latin1')).find((place) => place >= 0);
    if (exif !== undefined) exifTexts(afterMark(bytes.subarray(exif))).forEach(add);
    if (packet >= 0 || exif !== undefined) return;
  }
}

const EXIF_STARTS = ['Exif\0\0', 'II*\0', 'MM\0*'] as const;
