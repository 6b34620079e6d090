import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeFamily } from '../src/main/storage/library/made-library';
import type { ImageId } from '../src/shared/ids';
import { writeFiles } from './large-library';
import { paintPictures } from './made-pictures';
import type { MadeRecord } from './made-records';
import { openRecordWriter } from './record-writer';

const PICTURES = 60;

/** Hands the work a library that holds one family of so many images, with originals and thumbnails, and the ids from the first on. */
export async function withFamilyLibrary<T>(
  count: number,
  work: (folder: string, ids: readonly ImageId[]) => Promise<T>,
): Promise<T> {
  const holder = mkdtempSync(join(tmpdir(), 'easel-bench-family-'));
  const folder = join(holder, 'library');
  try {
    // Beside the library: its thumbnails are links to these files.
    const pictures = await paintPictures(join(holder, 'pictures'), PICTURES);
    mkdirSync(folder);
    const records = madeFamily(count).map((image, number): MadeRecord => {
      const picture = pictures[number % pictures.length];
      if (!picture) throw new Error('There are no pictures.');
      const beside = { collections: [], found: null, modifiedAt: null, ratio: picture.ratio, picture: number };
      return writeFiles(folder, { image: { ...image, format: 'jpeg' }, ...beside }, picture);
    });
    const writer = openRecordWriter(folder);
    try {
      await writer.write(records);
    } finally {
      writer.close();
    }
    return await work(
      folder,
      records.map(({ image }) => image.id),
    );
  } finally {
    rmSync(holder, { recursive: true, force: true });
  }
}
