import type { FoundText } from './found-text';
import { textOf, wideTextOf } from './found-text';
import { ascii, bigEndian, littleEndian } from '../images/header-bytes';

const TAGS: Readonly<Record<number, string>> = {
  0x010e: 'ImageDescription',
  0x010f: 'Make',
  0x0110: 'Model',
  0x0131: 'Software',
  0x9286: 'UserComment',
  0x9c9b: 'XPTitle',
  0x9c9c: 'XPComment',
};
const EXIF_DIRECTORY = 0x8769;
const BYTE = 1;
const ASCII = 2;
const UNDEFINED = 7;
const MOST_ENTRIES = 1000;

type Read = (bytes: Uint8Array, at: number, length: number) => number;

/** The texts of a TIFF structure (the content of EXIF). Never throws; whatever offsets say, it stays inside the bytes. */
export function exifTexts(tiff: Uint8Array): readonly FoundText[] {
  const order = ascii(tiff, 0, 2);
  if (order !== 'II' && order !== 'MM') return [];
  const read = order === 'II' ? littleEndian : bigEndian;
  if (read(tiff, 2, 2) !== 42) return [];
  const main = directory(tiff, read(tiff, 4, 4), read);
  const inner = main.exif === null ? [] : directory(tiff, main.exif, read).texts;
  return [...main.texts, ...inner];
}

function directory(
  tiff: Uint8Array,
  start: number,
  read: Read,
): { readonly texts: readonly FoundText[]; readonly exif: number | null } {
  const texts: FoundText[] = [];
  let exif: number | null = null;
  const count = Math.min(read(tiff, start, 2), MOST_ENTRIES);
  for (let entry = 0; entry < count; entry++) {
    const at = start + 2 + entry * 12;
    if (at + 12 > tiff.length) break;
    const tag = read(tiff, at, 2);
    if (tag === EXIF_DIRECTORY) exif = read(tiff, at + 8, 4);
    const key = TAGS[tag];
    const type = read(tiff, at + 2, 2);
    if (key === undefined || ![BYTE, ASCII, UNDEFINED].includes(type)) continue;
    const length = read(tiff, at + 4, 4);
    const from = length <= 4 ? at + 8 : read(tiff, at + 8, 4);
    const text = valueText(key, tiff.subarray(from, from + length), read === littleEndian ? 'little' : 'big');
    if (text !== '') texts.push(split(key, text));
  }
  return { texts, exif };
}

function valueText(key: string, value: Uint8Array, order: 'little' | 'big'): string {
  if (key.startsWith('XP')) return wideTextOf(value, 'little');
  if (key !== 'UserComment') return textOf(value);
  switch (ascii(value, 0, 8)) {
    case 'UNICODE\0':
      return wideTextOf(value.subarray(8), order);
    case 'ASCII\0\0\0':
    case '\0\0\0\0\0\0\0\0':
      return textOf(value.subarray(8));
    default:
      return textOf(value);
  }
}

/** Formats without named texts get them into the fields of a camera: "workflow:{…}" as its maker. */
function split(key: string, text: string): FoundText {
  const [, name] = /^(prompt|workflow|parameters) ?: ?[{[]/i.exec(text) ?? [];
  if (name === undefined) return { key, text };
  return { key: name.toLowerCase(), text: text.slice(text.indexOf(':') + 1).trim() };
}
