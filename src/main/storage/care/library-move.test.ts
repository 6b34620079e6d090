import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Task } from '../../../shared/task';
import { createTasks } from '../../core/tasks';
import { createCareWorld, filesIn, imageId, secure } from './care-world';
import type { CareWorld } from './care-world';
import type { LibraryWorker } from '../library/library-worker-line';
import { createInlineLibraryWorker } from '../library/library-worker-line';

vi.setConfig({ testTimeout: 60_000 });

let world: CareWorld;
let to = '';
beforeEach(async () => {
  world = createCareWorld();
  to = join(world.root, 'new', 'place');
  for (let n = 1; n <= 4; n++) await secure(world, n);
  world.library.organise([imageId(1)], { kind: 'trash' });
  world.library.organise([imageId(2)], { kind: 'stars', stars: 3 });
  await world.care.check();
  const thumbnail = join(world.folder, 'thumbnails', '01', 'x.webp');
  mkdirSync(dirname(thumbnail), { recursive: true });
  writeFileSync(thumbnail, 'small');
});
afterEach(() => world.close());

/** A thread that breaks at the n-th piece of work from now on. */
function breakingAt(n: number): LibraryWorker {
  const inline = createInlineLibraryWorker();
  let left = n;
  return {
    ...inline,
    ask: (work, input) =>
      (left -= 1) === 0 ? Promise.reject(new Error('The thread ended.')) : inline.ask(work, input),
  };
}
const ids = async (): Promise<number> => (await world.library.columns()).seqs.length;

describe('moving the library', () => {
  it('takes every file along, byte for byte, and leaves nothing behind', async () => {
    const before = filesIn(world.folder);
    expect(await world.care.move(to)).toMatchObject({ status: 'open', folder: to, readOnly: null });
    expect(filesIn(to)).toEqual(before);
    expect(existsSync(world.folder)).toBe(false);
    expect(world.settings.folder).toBe(to);
    expect(world.library.images([imageId(2)])[0]).toMatchObject({ stars: 3 });
    await world.restart({}, false);
    expect(await world.care.check()).toMatchObject({ images: 4, missing: 0, altered: 0, found: 0 });
    expect(world.library.history()).toHaveLength(2);
  });

  it('leaves in the old folder what does not belong to the library', async () => {
    writeFileSync(join(world.folder, 'my notes.txt'), 'mine');
    await world.care.move(to);
    expect(readdirSync(world.folder)).toEqual(['my notes.txt']);
  });

  it('that a person ends leaves the old library as it was, and nothing at the new place', async () => {
    const before = filesIn(world.folder);
    let time = 0;
    const tasks = createTasks(() => (time += 1000));
    await world.restart({ tasks });
    let running: Task | undefined;
    tasks.onChange((task) => {
      running = task;
      if (task.done > 0) tasks.cancel(task.id);
    });
    await expect(world.care.move(to)).rejects.toMatchObject({ code: 'cancelled' });
    expect(running?.state).toBe('cancelled');
    expect(world.library.state()).toMatchObject({ status: 'open', folder: world.folder, readOnly: null });
    expect(filesIn(world.folder)).toEqual(before);
    expect(readdirSync(to)).toEqual([]);
    expect(world.settings.folder).toBe(world.folder);
  });

  it('that breaks off at any point leaves one whole library, which the next start opens', async () => {
    const before = filesIn(world.folder);
    let whole = 0;
    for (let n = 1; n <= 12; n++) {
      await world.restart({ worker: breakingAt(n) });
      const target = join(world.root, `target ${String(n)}`);
      const moved = await world.care.move(target).then(
        () => true,
        () => false,
      );
      await world.restart({}, false);
      expect(world.library.state()).toMatchObject({ status: 'open', readOnly: null });
      expect(await ids()).toBe(4);
      expect(filesIn(world.settings.folder)).toEqual(before);
      world.care.start();
      await world.care.idle();
      if (moved) whole += 1;
    }
    expect(whole).toBeGreaterThan(3);
  });

  it('an image that comes in at the last moment comes along', async () => {
    const inline = createInlineLibraryWorker();
    const late = join(world.folder, 'originals', '2026', 'late.png');
    await world.restart({
      worker: {
        ...inline,
        ask: (work, input) => {
          if (work === 'rememberRecords' && existsSync(dirname(late))) writeFileSync(late, 'came late');
          return inline.ask(work, input);
        },
      },
    });
    await world.care.move(to);
    expect(readFileSync(join(to, 'originals', '2026', 'late.png'), 'utf8')).toBe('came late');
    expect(existsSync(world.folder)).toBe(false);
  });

  it('whose old place is cleared later replaces nothing at the new one', async () => {
    const inline = createInlineLibraryWorker();
    await world.restart({
      worker: {
        ...inline,
        // Ends before it is cleared.
        ask: (work, input) =>
          work === 'listLibrary' && world.settings.folder === to
            ? Promise.reject(new Error('The thread ended.'))
            : inline.ask(work, input),
      },
    });
    await world.care.move(to);
    writeFileSync(join(world.root, 'memory', 'moved.json'), JSON.stringify({ from: world.folder, to }));
    const path = world.library.fileOf(imageId(2)) ?? '';
    writeFileSync(path, 'retouched by its owner');
    await world.restart({}, false);
    world.care.start();
    await world.care.idle();
    expect(readFileSync(path, 'utf8')).toBe('retouched by its owner');
  });

  it('clears the old place also when the new disk keeps times roughly', async () => {
    const inline = createInlineLibraryWorker();
    const roughly = (): void => {
      for (const name of filesIn(to).keys()) {
        const file = join(to, ...name.split('/'));
        const time = Math.floor(statSync(file).mtimeMs / 2000) * 2;
        utimesSync(file, time, time);
      }
    };
    await world.restart({
      worker: {
        ...inline,
        ask: (work, input) =>
          inline.ask(work, input).finally(() => {
            if (work === 'copyFiles') roughly();
          }),
      },
    });
    await world.care.move(to);
    expect(existsSync(world.folder)).toBe(false);
  });

  it.each([
    ['the library itself', () => world.folder],
    ['a folder inside the library', () => join(world.folder, 'originals', 'inner')],
    ['the folder above the library', () => world.root],
    [
      'a folder that is not empty',
      () => {
        mkdirSync(join(world.root, 'full'));
        writeFileSync(join(world.root, 'full', 'x'), '');
        return join(world.root, 'full');
      },
    ],
    [
      'a link into the library',
      () => {
        symlinkSync(join(world.folder, 'trash'), join(world.root, 'link'));
        return join(world.root, 'link');
      },
    ],
    [
      'a file',
      () => {
        writeFileSync(join(world.root, 'file'), '');
        return join(world.root, 'file');
      },
    ],
  ])('refuses %s, with a sentence, and changes nothing', async (_, target) => {
    const before = filesIn(world.folder);
    await expect(world.care.move(target())).rejects.toThrow(/folder/);
    expect(filesIn(world.folder)).toEqual(before);
    expect(world.library.state()).toMatchObject({ status: 'open', readOnly: null });
    rmSync(join(world.root, 'link'), { force: true });
  });
});
