import type { FileHandle } from 'node:fs/promises';
import { open, readFile, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { numbered } from '../../shared/name-template';
import type { Content, ExportSink } from './sink';
import { giveName, partIn, SourceGone } from './sink';
import type { ZipEntry } from './zip';
import { zipChecksum, zipEnd, zipHeader } from './zip';

/**
 * One ZIP, whose files are stored as they are, since images don't shrink. It is written beside the target and gets its
 * name when it is whole; a taken name is numbered. Names must differ. `at` is the time that its files get.
 */
export function zipSink(target: string, at: Date): ExportSink {
  const folder = dirname(target);
  const part = partIn(folder);
  const entries: ZipEntry[] = [];
  let handle: FileHandle | null = null;
  let length = 0;
  let last: Promise<unknown> = Promise.resolve();

  const write = async (pieces: readonly Uint8Array[]): Promise<void> => {
    handle ??= await open(part, 'wx');
    for (const piece of pieces) await handle.writeFile(piece);
    length += sizeOf(pieces);
  };
  const add = async (name: string, content: Content): Promise<string> => {
    // In memory before it begins: a file that can't be read would spoil the whole ZIP half way.
    const pieces = 'path' in content ? [await readWhole(content.path)] : content.pieces;
    const entry = { name, size: sizeOf(pieces), crc: zipChecksum(pieces), offset: length };
    await write([zipHeader(entry, at), ...pieces]);
    entries.push(entry);
    return name;
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    put: (names, content) => inTurn(() => add(names(), content)),
    finish: () =>
      inTurn(async () => {
        await write(zipEnd(entries, length, at));
        await handle?.close();
        for (let copy = 1; ; copy++) {
          const ending = extname(target);
          const path = join(folder, numbered(basename(target, ending), copy) + ending);
          if (await giveName(part, path)) return path;
        }
      }),
    abandon: () =>
      inTurn(async () => {
        await handle?.close().catch(() => undefined);
        await rm(part, { force: true }).catch(() => undefined);
      }),
  };
}

function sizeOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch {
    throw new SourceGone();
  }
}
