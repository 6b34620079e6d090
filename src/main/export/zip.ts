import { crc32 } from 'node:zlib';

/** One file inside a ZIP, as its directory lists it. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes, fewer than 4 GB. */
  readonly size: number;
  readonly crc: number;
  /** Where its header begins in the ZIP. */
  readonly offset: number;
}

/** Stored, not compressed; names in UTF-8. */
const [FLAGS, METHOD] = [0x0800, 0];
const [VERSION, VERSION_64] = [20, 45];
const UNIX = 3 << 8;
const ORDINARY_FILE = (0o100_644 << 16) >>> 0;
const [MOST_16, MOST_32] = [0xffff, 0xffff_ffff];

/** The checksum that a ZIP keeps of a file in pieces. */
export function zipChecksum(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((crc, piece) => crc32(piece, crc), 0);
}

/** What stands before the bytes of a file. */
export function zipHeader(entry: ZipEntry, at: Date): Buffer {
  const name = Buffer.from(entry.name);
  return Buffer.concat([numbers([4, 0x04034b50], [2, VERSION], ...common(entry, name, at), [2, 0]), name]);
}

/** What stands after the last file: the directory, and where it is. `offset` is where it begins. */
export function zipEnd(entries: readonly ZipEntry[], offset: number, at: Date): readonly Buffer[] {
  const directory = entries.map((entry) => directoryEntry(entry, at));
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const isLarge = entries.length >= MOST_16 || offset >= MOST_32 || size >= MOST_32;
  const count = Math.min(entries.length, MOST_16);
  const end = numbers(
    ...([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
    ] as const),
    ...([
      [4, Math.min(size, MOST_32)],
      [4, Math.min(offset, MOST_32)],
      [2, 0],
    ] as const),
  );
  return [...directory, ...(isLarge ? [largeEnd(entries.length, size, offset)] : []), end];
}

function directoryEntry(entry: ZipEntry, at: Date): Buffer {
  const name = Buffer.from(entry.name);
  const isFar = entry.offset >= MOST_32;
  const far = isFar ? numbers([2, 1], [2, 8], [8, entry.offset]) : Buffer.alloc(0);
  const version = isFar ? VERSION_64 : VERSION;
  const head = numbers(
    ...([
      [4, 0x02014b50],
      [2, UNIX | VERSION_64],
      [2, version],
    ] as const),
    ...common(entry, name, at),
    ...([
      [2, far.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, ORDINARY_FILE],
      [4, isFar ? MOST_32 : entry.offset],
    ] as const),
  );
  return Buffer.concat([head, name, far]);
}

/** The fields that header and directory share, up to the length of the name. */
function common({ crc, size }: ZipEntry, name: Buffer, at: Date): readonly Field[] {
  const time = (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1);
  const date = ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  return [
    [2, FLAGS],
    [2, METHOD],
    [2, time],
    [2, date],
    [4, crc],
    [4, size],
    [4, size],
    [2, name.length],
  ];
}

/** The ZIP64 record of the directory, and where that is. */
function largeEnd(count: number, size: number, offset: number): Buffer {
  return numbers(
    ...([
      [4, 0x06064b50],
      [8, 44],
      [2, UNIX | VERSION_64],
      [2, VERSION_64],
      [4, 0],
      [4, 0],
    ] as const),
    ...([
      [8, count],
      [8, count],
      [8, size],
      [8, offset],
    ] as const),
    ...([
      [4, 0x07064b50],
      [4, 0],
      [8, offset + size],
      [4, 1],
    ] as const),
  );
}

/** How many bytes, and the number in them, the lowest first. */
type Field = readonly [2 | 4 | 8, number];

function numbers(...fields: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [length]) => sum + length, 0));
  let at = 0;
  for (const [length, value] of fields) {
    if (length === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, length);
    at += length;
  }
  return bytes;
}
