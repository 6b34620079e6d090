import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageId } from '../../../shared/ids';
import { bytesOf, createCareWorld, filesIn, imageId, secure } from './care-world';
import type { CareWorld } from './care-world';
import type { LibraryWorker } from '../library/library-worker-line';
import { createInlineLibraryWorker } from '../library/library-worker-line';
import { sidecarName } from './sidecar';

vi.setConfig({ testTimeout: 60_000 });

let world: CareWorld;
beforeEach(() => {
  world = createCareWorld();
});
afterEach(() => world.close());

/** A thread that breaks at the n-th piece of that work, before or after it was done, and works again when it is asked later. */
function breaking(work: string, when: 'before' | 'after'): LibraryWorker {
  const inline = createInlineLibraryWorker();
  let broken = false;
  return {
    ...inline,
    ask: (name, input) => {
      if (name !== work || broken) return inline.ask(name, input);
      broken = true;
      const done = when === 'after' ? inline.ask(name, input) : Promise.resolve();
      return done.then(() => {
        throw new Error('The thread ended.');
      });
    },
  };
}

const place = (n: number): string => world.library.images([imageId(n)])[0]?.file ?? '';
const inFolder = (file: string): string => join(world.folder, ...file.split('/'));
async function allIds(): Promise<readonly ImageId[]> {
  const { ids } = await world.library.columns();
  return (ids.match(/.{24}/g) ?? []) as ImageId[];
}
function deleteRecords(): void {
  world.library.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.folder, `library.db${suffix}`), { force: true });
}

describe('a way into the trash that is broken off', () => {
  it.each([
    ['tidyFiles', 'before'],
    ['tidyFiles', 'after'],
    ['clearBehind', 'before'],
    ['clearBehind', 'after'],
  ] as const)('at %s, %s it was done: the next start finishes it', async (work, when) => {
    await secure(world, 1);
    await world.care.check();
    const from = place(1);
    await world.restart({ worker: breaking(work, when) });
    world.library.organise([imageId(1)], { kind: 'trash' });
    await world.care.check().catch(() => undefined);
    await world.restart({});
    expect(await world.care.check()).toMatchObject({ images: 1, missing: 0, found: 0 });
    expect(place(1)).toBe(from.replace('originals/', 'trash/'));
    expect([...filesIn(world.folder).keys()]).toEqual([place(1), sidecarName(place(1))]);
    expect(readFileSync(inFolder(place(1)))).toEqual(bytesOf(1));
  });

  /** What lies on the disk at each point of the way, with the record as it was before. */
  const POINTS: readonly (readonly [string, (from: string, to: string) => void])[] = [
    [
      'the folder was made',
      (_, to) => {
        mkdirSync(dirname(to), { recursive: true });
      },
    ],
    [
      'the second name was given',
      (from, to) => {
        mkdirSync(dirname(to), { recursive: true });
        linkSync(from, to);
      },
    ],
    [
      'only a name was claimed',
      (_, to) => {
        mkdirSync(dirname(to), { recursive: true });
        writeFileSync(to, '');
      },
    ],
    [
      'the sidecar was written at the new place',
      (from, to) => {
        mkdirSync(dirname(to), { recursive: true });
        linkSync(from, to);
        const sidecar: unknown = JSON.parse(readFileSync(sidecarName(from), 'utf8'));
        writeFileSync(sidecarName(to), JSON.stringify({ ...Object(sidecar), trashedAt: 5, ticket: 1e6 }));
      },
    ],
    [
      'half of a sidecar was written',
      (from, to) => {
        mkdirSync(dirname(to), { recursive: true });
        linkSync(from, to);
        writeFileSync(join(dirname(to), '.easel-0123.part'), '{"easel": 1, "id":');
      },
    ],
    [
      'the old name was taken away',
      (from, to) => {
        mkdirSync(dirname(to), { recursive: true });
        renameSync(from, to);
        copyFileSync(sidecarName(from), sidecarName(to));
      },
    ],
    [
      'the old sidecar was taken away, too',
      (from, to) => {
        mkdirSync(dirname(to), { recursive: true });
        renameSync(from, to);
        renameSync(sidecarName(from), sidecarName(to));
      },
    ],
  ];

  it.each(POINTS)('when %s: the next start brings it there', async (_, apply) => {
    await secure(world, 1);
    await world.care.check();
    const from = place(1);
    world.library.organise([imageId(1)], { kind: 'trash' });
    apply(inFolder(from), inFolder(from.replace('originals/', 'trash/')));
    await world.restart();
    expect(await world.care.check()).toMatchObject({ images: 1, missing: 0 });
    expect(readFileSync(inFolder(place(1)))).toEqual(bytesOf(1));
    expect(place(1)).toMatch(/^trash\//);
    expect(existsSync(inFolder(from))).toBe(false);
  });

  it.each(POINTS)('when %s, and the records were lost with it: it is there once', async (_, apply) => {
    await secure(world, 1);
    world.library.organise([imageId(1)], { kind: 'stars', stars: 4 });
    await world.care.check();
    const from = place(1);
    apply(inFolder(from), inFolder(from.replace('originals/', 'trash/')));
    deleteRecords();
    await world.restart();
    await world.care.check();
    expect(await allIds()).toEqual([imageId(1)]);
    expect(world.library.images([imageId(1)])[0]).toMatchObject({ stars: 4, missing: false });
    expect(readFileSync(inFolder(place(1)))).toEqual(bytesOf(1));
  });
});

describe('a disk that refuses', () => {
  it('what can’t be written beside an image is said once and written later; the records have it at once', async () => {
    await secure(world, 1);
    await secure(world, 2);
    await world.care.check();
    // A folder where the sidecar is to be: nobody can write that file, not even root.
    const sidecar = sidecarName(inFolder(place(1)));
    rmSync(sidecar);
    mkdirSync(join(sidecar, 'in the way'), { recursive: true });
    world.library.organise([imageId(1), imageId(2)], { kind: 'stars', stars: 5 });
    await world.care.check();
    await world.care.check();
    expect(world.library.images([imageId(1)])[0]?.stars).toBe(5);
    expect(JSON.parse(readFileSync(sidecarName(inFolder(place(2))), 'utf8'))).toMatchObject({ stars: 5 });
  });

  it.skipIf(process.platform === 'win32')(
    'changes nothing through a folder that leads out of the library',
    async () => {
      await secure(world, 1);
      await world.care.check();
      const outside = join(world.root, 'outside');
      const month = dirname(inFolder(place(1)));
      renameSync(month, outside);
      const { symlinkSync } = await import('node:fs');
      symlinkSync(outside, month);
      const before = filesIn(outside);
      world.library.organise([imageId(1)], { kind: 'trash' });
      await world.care.check();
      await world.care.emptyTrash(null);
      expect(filesIn(outside)).toEqual(before);
      expect(world.notices.some((notice) => notice.includes('leads out of it'))).toBe(true);
    },
  );
});
