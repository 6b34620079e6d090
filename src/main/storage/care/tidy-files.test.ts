import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, imageId } from './care-world';
import { clearBehind, sha256Of } from './tidy-files';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-tidy-'));
  mkdirSync(join(folder, 'originals'));
  file = join(folder, 'originals', 'fox.png');
  writeFileSync(file, bytesOf(1));
});
afterEach(() => rmSync(folder, { recursive: true }));

const clear = async (behind: string, onlyLinks: boolean): Promise<void> => {
  const place = { id: imageId(1), behind, file: 'originals/fox.png', bytes: bytesOf(1).length, onlyLinks };
  await clearBehind({ folder, places: [{ ...place, sha256: await sha256Of(file) }] });
};

describe('a place that a file has left', () => {
  // As on disks that take “Fox.png” and “fox.png” for one name, where somebody changed the one to the other.
  it.each([true, false])('is not cleared when it is the same name, spelled otherwise: only links %s', async (links) => {
    await clear('originals//fox.png', links);
    expect(existsSync(file)).toBe(true);
  });

  it.each([true, false])('is cleared when it is a second name of the file: only links %s', async (links) => {
    linkSync(file, join(folder, 'originals', 'old.png'));
    await clear('originals/old.png', links);
    expect(readdirSync(join(folder, 'originals'))).toEqual(['fox.png']);
  });

  it('is cleared of a copy only where the file was copied to its new place', async () => {
    writeFileSync(join(folder, 'originals', 'old.png'), bytesOf(1));
    await clear('originals/old.png', true);
    expect(readdirSync(join(folder, 'originals'))).toHaveLength(2);
    await clear('originals/old.png', false);
    expect(readdirSync(join(folder, 'originals'))).toEqual(['fox.png']);
  });
});
