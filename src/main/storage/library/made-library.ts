import { CollectionId, ImageId, JobId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import type { Database } from '../database';
import { openDatabase } from '../database';
import { createLibraryStore } from './library-store';
import type { LibraryStore } from './library-store';
import { libraryPlan } from '../migrations/library';

/** Records for tests: right in their shape, with made-up content. */

/** The id of image number n. */
export function madeImageId(n: number): ImageId {
  return ImageId.parse(`img_${String(n).padStart(20, '0')}`);
}

/** The id of collection number n. */
export function madeCollectionId(n: number): CollectionId {
  return CollectionId.parse(`col_${String(n).padStart(20, '0')}`);
}

/** Image number n: imported, at n milliseconds, under its number, unless something else is said. */
export function madeImage(n: number, is: Partial<LibraryImage> = {}): LibraryImage {
  return {
    ...{ id: madeImageId(n), kind: 'imported', createdAt: n, width: 640, height: 480, displayable: true, bytes: 5000 },
    ...{ format: 'jpeg', file: `originals/2026/11/${String(n)}.jpg`, sha256: String(n).padStart(64, 'a') },
    ...{ title: `picture ${String(n)}`, recipe: null, origin: null, stars: 0, flag: null, favourite: false, tags: [] },
    ...{ note: '', trashedAt: null, missing: false, madeWith: null },
    ...is,
  };
}

/** The same, generated in that job from its title as prompt. */
export function madeGeneration(n: number, job: number, is: Partial<LibraryImage> = {}): LibraryImage {
  const image = madeImage(n, { kind: 'generation', ...is });
  return {
    ...image,
    recipe: {
      ...{ modelId: 'model', prompt: image.title, count: 1, aspectRatio: '1:1', resolution: '1k', format: 'jpeg' },
      ...{ privateDelivery: false, options: {}, sourceIds: [] },
    },
    origin: {
      jobId: JobId.parse(`job_${String(job).padStart(20, '0')}`),
      ...{ outputIndex: n, requestId: 'r1', synthetic: false, tookMs: 12, estimate: 0.1 },
      batchId: null,
    },
    ...is,
  };
}

/** The same, edited from the images of those numbers. */
export function madeEdit(n: number, sources: readonly number[], is: Partial<LibraryImage> = {}): LibraryImage {
  const image = madeGeneration(n, n, { kind: 'edit', ...is });
  return { ...image, recipe: image.recipe && { ...image.recipe, sourceIds: sources.map(madeImageId) } };
}

/** Between two images of a family that is made, in milliseconds. */
const FAMILY_PACE = 60_000;

/**
 * So many images of one family, numbered from 0, parents first: all edits of number 0 and of what came from it, some in long
 * rows, some many at once, every twentieth from two or three sources, with prompts that change word by word. Always the same.
 */
export function madeFamily(count: number, startedAt = 1_790_000_000_000): readonly LibraryImage[] {
  return Array.from({ length: count }, (_none, n) => {
    const createdAt = startedAt + n * FAMILY_PACE;
    const title = `a fox in the snow, ${MOODS[n % MOODS.length] ?? ''}, take ${String(n % 17)}`;
    if (n === 0) return madeGeneration(0, 0, { createdAt, title: 'a fox in the snow' });
    // Of ten the first goes back to anywhere, five follow in a row, and the others come from the first.
    const back = n % 10 === 0 ? 1 + (((n * 40_503) % 65_521) % n) : n % 10 < 6 ? 1 : n % 10;
    const parents = new Set([n - back, ...(n % 20 === 0 ? [n - 1, Math.floor(n / 2)] : [])]);
    return madeEdit(n, [...parents].slice(0, 3), { createdAt, title });
  });
}

const MOODS = ['at dawn', 'at dusk, long shadows', 'in fog', 'under stars', 'golden light', 'seen from above'];

/** Empty records in memory; `now` begins at 1000 and is to be moved by the test. */
export function madeStore(file = ':memory:'): {
  readonly store: LibraryStore;
  readonly database: Database;
  readonly reported: string[];
  readonly clock: { now: number };
} {
  const reported: string[] = [];
  const clock = { now: 1000 };
  const { database } = openDatabase(libraryPlan(file, () => clock.now));
  const store = createLibraryStore(
    database,
    () => clock.now,
    (id) => reported.push(id),
  );
  return { store, database, reported, clock };
}
