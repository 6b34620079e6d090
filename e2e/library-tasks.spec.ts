import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportOutcome } from '../src/shared/app-state';
import type { LibraryColumns } from '../src/shared/library';
import { expect, test } from './fixtures';
import { ask, choose, picture } from './library-studio';
import { originals, type Studio } from './studio';

test('an import is ended by the person: what is in stays in whole, the rest is not begun, and its files are untouched', async ({
  launch,
  libraryFolder,
}, testInfo) => {
  const folder = testInfo.outputPath('many');
  mkdirSync(folder);
  const bytes = await picture('many');
  const MANY = 1500;
  for (let number = 0; number < MANY; number += 1) {
    writeFileSync(join(folder, `${String(number).padStart(4, '0')}.jpg`), withRemark(bytes, String(number)));
  }
  copyFileSync(join(folder, '0000.jpg'), join(folder, 'twin.jpg'));
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await choose(studio, [folder]);
  const importing = ask<readonly ImportOutcome[]>(studio, 'library.importDialog', { what: 'folder' });
  await studio.page.getByRole('button', { name: /Importing/ }).click();
  await studio.page.getByRole('dialog', { name: 'Tasks' }).getByRole('button', { name: 'Cancel' }).click();
  const outcomes = await importing.catch(() => []);
  expect(outcomes.length).toBeLessThan(MANY);
  const kept = await imageCount(studio);
  expect(kept).toBeLessThan(MANY);
  const files = originals(libraryFolder).filter(({ name }) => name.endsWith('.jpg'));
  expect(files).toHaveLength(kept);
  // The same folder once more brings in the rest, and nothing twice.
  const again = await ask<readonly ImportOutcome[]>(studio, 'library.importDialog', { what: 'folder' });
  expect(again.filter((outcome) => !outcome.ok)).toEqual([]);
  expect(await imageCount(studio)).toBe(MANY);
});

async function imageCount(studio: Studio): Promise<number> {
  return (await ask<LibraryColumns>(studio, 'library.columns', undefined)).seqs.length;
}

/** The JPEG with a comment, so that its bytes are its own. */
function withRemark(jpeg: Uint8Array, remark: string): Buffer {
  const text = Buffer.from(remark);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, text.length + 2]), text, jpeg.subarray(2)]);
}
