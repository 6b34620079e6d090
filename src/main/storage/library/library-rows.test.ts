import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../core/manual-clock';
import { madeJpeg } from '../images/made-images';
import { keptRowsOf } from './kept-rows';
import { createLibrary, type Library } from './library';
import { createInlineLibraryWorker } from './library-worker-line';
import { madeImageId as id } from './made-library';
import { madeNewImage, madePorts, streamed } from './made-open-library';

let root = '';
let folder = '';
let asked: string[] = [];
let open: Library | null = null;
let clock = createManualClock();
/** A disk that is gone: nothing that is asked is ever answered. */
let silent = false;
beforeEach(async () => {
  [clock, silent] = [createManualClock(), false];
  root = mkdtempSync(join(tmpdir(), 'easel-rows-'));
  folder = join(root, 'library');
  const library = start();
  for (const n of [1, 2, 3]) await library.secure(madeNewImage(n), streamed(madeJpeg(640, 480 + n)), null);
  library.organise([id(2)], { kind: 'stars', stars: 4 });
  await end();
  asked = [];
});
afterEach(() => {
  open?.close();
  rmSync(root, { recursive: true });
});

const kept = (): string => keptRowsOf(folder, join(root, 'memory'));
const database = (): string => join(folder, 'library.db');

/** A start, as far as the rows are asked for ahead. */
function start(): Library {
  const inline = createInlineLibraryWorker();
  open = createLibrary(folder, {
    ...madePorts(root, clock),
    reader: {
      ...inline,
      ask: (work, input) => {
        asked.push(work);
        return silent ? new Promise(() => undefined) : inline.ask(work, input);
      },
    },
  });
  open.readAhead();
  return open;
}

async function end(): Promise<void> {
  await open?.keepRows();
  open?.close();
}

/** The rows as the records have them. */
async function inRecords(): Promise<unknown> {
  const before = asked;
  rmSync(kept(), { force: true });
  const { revision, ...rows } = await start().columns();
  expect(revision).toBe(1);
  open?.close();
  asked = before;
  return rows;
}

const without = ({ revision: _, ...rows }: Awaited<ReturnType<Library['columns']>>): unknown => rows;

describe('rows kept for the next start', () => {
  it('are those of the records, which nobody reads then', async () => {
    const rows = without(await start().columns());
    expect(asked).toEqual([]);
    await end();
    expect(rows).toEqual(await inRecords());
  });

  it('bring nothing along but themselves: a view into other memory hands all of that to the page', async () => {
    const columns = Object.values(await start().columns()).filter((column) => ArrayBuffer.isView(column));
    expect(asked).toEqual([]);
    expect(columns).toHaveLength(9);
    for (const column of columns) expect(column.buffer.byteLength).toBe(column.byteLength);
  });

  it('stay as they are while nothing changes, start after start', async () => {
    const before = readFileSync(kept());
    for (let starts = 0; starts < 3; starts += 1) {
      await start().columns();
      await end();
    }
    expect(asked).toEqual([]);
    expect(readFileSync(kept())).toEqual(before);
  });

  it('are made anew at the end of a run in which something changed', async () => {
    const library = start();
    await library.columns();
    library.organise([id(3)], { kind: 'stars', stars: 5 });
    await end();
    asked = [];
    const rows = without(await start().columns());
    expect(asked).toEqual([]);
    await end();
    expect(rows).toEqual(await inRecords());
  });

  it('are given to no window that has heard of a later change', async () => {
    const library = start();
    library.organise([id(1)], { kind: 'stars', stars: 3 });
    const rows = without(await library.columns());
    expect(asked).toEqual(['readColumns']);
    await end();
    expect(rows).toEqual(await inRecords());
  });

  it('are not used after a kill, whose changes lie in the log', async () => {
    const library = start();
    await library.columns();
    library.organise([id(1)], { kind: 'stars', stars: 1 });
    // What a killed program leaves: the file as it was, and the log.
    const left = join(root, 'left');
    for (const suffix of ['', '-wal']) copyFileSync(database() + suffix, left + suffix);
    library.close();
    for (const suffix of ['', '-wal']) copyFileSync(left + suffix, database() + suffix);
    const rows = without(await start().columns());
    expect(asked).toEqual(['readColumns']);
    await end();
    expect(rows).toEqual(await inRecords());
  });

  it('are not used for records that another program wrote to, or that were put in the place of theirs', async () => {
    const earlier = join(root, 'earlier.db');
    copyFileSync(database(), earlier);
    const other = new DatabaseSync(database());
    other.exec('UPDATE marks SET stars = 1');
    other.close();
    await start().columns();
    expect(asked).toEqual(['readColumns']);
    await end();
    asked = [];
    copyFileSync(earlier, database());
    await start().columns();
    expect(asked).toEqual(['readColumns']);
  });

  it('that changed between the reading and the end are not kept', async () => {
    const library = start();
    await library.columns();
    library.organise([id(1)], { kind: 'stars', stars: 1 });
    const before = readFileSync(kept());
    const keeping = library.keepRows();
    library.organise([id(1)], { kind: 'stars', stars: 2 });
    await keeping;
    expect(readFileSync(kept())).toEqual(before);
    library.close();
    asked = [];
    const rows = without(await start().columns());
    expect(asked).toEqual(['readColumns']);
    open?.close();
    expect(rows).toEqual(await inRecords());
  });

  it('that changed while they were written are not kept either: a coarse clock of the disk may not tell the two apart', async () => {
    const library = start();
    await library.columns();
    library.organise([id(1)], { kind: 'stars', stars: 1 });
    const keeping = library.keepRows();
    while (!existsSync(`${kept()}.part`)) await new Promise(setImmediate);
    library.organise([id(1)], { kind: 'stars', stars: 2 });
    await keeping;
    expect(existsSync(kept())).toBe(false);
  });

  it('are given up when the disk does not answer, and the library is closed all the same', async () => {
    const library = start();
    await library.columns();
    library.organise([id(1)], { kind: 'stars', stars: 1 });
    const before = readFileSync(kept());
    silent = true;
    const keeping = library.keepRows();
    await clock.advance(2000);
    await keeping;
    expect(readFileSync(kept())).toEqual(before);
  });

  it.each([
    ['cut short', () => truncateSync(kept(), 200)],
    ['empty', () => truncateSync(kept(), 0)],
    ['of noise', () => writeFileSync(kept(), Buffer.alloc(5000, 0x5a))],
    [
      'with one bit turned',
      () => {
        const bytes = readFileSync(kept());
        bytes.writeUInt8((bytes.at(300) ?? 0) ^ 4, 300);
        writeFileSync(kept(), bytes);
      },
    ],
    ['gone', () => rmSync(kept())],
  ])('whose file is %s are read from the records', async (_, damage) => {
    damage();
    const rows = without(await start().columns());
    expect(asked).toEqual(['readColumns']);
    await end();
    expect(existsSync(kept())).toBe(true);
    expect(rows).toEqual(await inRecords());
  });

  it('that can’t be written are a word in the log, and the library is closed all the same', async () => {
    rmSync(join(root, 'memory'), { recursive: true });
    writeFileSync(join(root, 'memory'), 'a file in the way');
    const library = start();
    library.organise([id(1)], { kind: 'stars', stars: 1 });
    await expect(library.keepRows()).resolves.toBeUndefined();
  });
});
