import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCareWorld, imageId, secure } from './care-world';
import { memoryOf, rememberThumbnails } from './remembered-library';

vi.setConfig({ testTimeout: 60_000 });

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'easel-memory-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('what is remembered of a library', () => {
  it('thumbnails that were shown last, up to so many bytes; what is gone meanwhile is passed over', async () => {
    const folder = join(root, 'library');
    const place = memoryOf(folder, join(root, 'memory'));
    const names = Array.from({ length: 10 }, (_, n) => `thumbnails/0${String(n)}/${String(n)}.webp`);
    for (const name of names) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), Buffer.alloc(100, name));
    }
    await rememberThumbnails({ folder, place, names: names.slice(0, 6), mostBytes: 1000 });
    for (const name of names.slice(0, 6)) utimesSync(join(place.thumbnails, name), 0, 0);
    rmSync(join(folder, names[9] ?? ''));
    // The first is shown again.
    await rememberThumbnails({ folder, place, names: [...names.slice(6), names[0] ?? ''], mostBytes: 500 });
    const kept = names.filter((name) => existsSync(join(place.thumbnails, name)));
    expect(kept).toHaveLength(5);
    expect(kept).toEqual(expect.arrayContaining([names[0], names[6], names[7], names[8]]));
    expect(readFileSync(join(place.thumbnails, names[7] ?? ''))).toEqual(readFileSync(join(folder, names[7] ?? '')));
    expect(readdirSync(place.thumbnails)).toEqual(['thumbnails']);
  });

  it.skipIf(process.platform === 'win32')(
    'a folder that may not be written can be looked at, without a file changed in it',
    async () => {
      const world = createCareWorld();
      try {
        await secure(world, 1);
        await world.care.check();
        await world.care.close();
        world.library.close();
        const names = readdirSync(world.folder).sort();
        chmodSync(world.folder, 0o555);
        chmodSync(world.root, 0o777);
        rmSync(join(world.root, 'memory'), { recursive: true });
        // The system's own user may write everywhere.
        const isRoot = process.geteuid?.() === 0;
        if (isRoot) process.seteuid?.(65_534);
        try {
          expect(world.library.reopen()).toMatchObject({
            status: 'open',
            readOnly: expect.stringMatching(/may not write/),
          });
          expect((await world.library.columns()).ids).toBe(imageId(1));
          expect(existsSync(world.library.fileOf(imageId(1)) ?? '')).toBe(true);
          expect(() => world.library.organise([imageId(1)], { kind: 'stars', stars: 1 })).toThrow(/may not write/);
          await expect(secure(world, 2)).rejects.toThrow(/may not write/);
          await expect(world.care.check()).rejects.toThrow(/may not write/);
        } finally {
          if (isRoot) process.seteuid?.(0);
          world.library.close();
          chmodSync(world.folder, 0o755);
        }
        expect(readdirSync(world.folder).sort()).toEqual(names);
      } finally {
        await world.close();
      }
    },
  );
});
