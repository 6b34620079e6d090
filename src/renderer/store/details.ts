import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Bridge } from '../../shared/ipc';

/** The details of images that came into sight. */
export interface Details {
  /** As main has them. */
  readonly known: () => ReadonlyMap<ImageId, LibraryImage>;
  /** Asks for those that are neither known nor on their way. */
  readonly want: (ids: readonly ImageId[]) => void;
  /** Asks again for those that are known; the old ones stay until the new ones are there. */
  readonly refresh: (ids: readonly ImageId[]) => void;
  /** Changes those that are known. */
  readonly change: (ids: readonly ImageId[], change: (image: LibraryImage) => LibraryImage) => void;
  readonly remove: (ids: readonly ImageId[]) => void;
  readonly clear: () => void;
}

/** The most ids that one request may carry. */
const AT_ONCE = 500;
/** Details of so many images are kept; beyond that those that were in sight longest ago are forgotten. */
const KEPT = { most: 6000, after: 4500 } as const;

/** Fetches details in batches; `changed` is called when others are known than before. */
export function createDetails(bridge: Bridge, changed: () => void): Details {
  let known = new Map<ImageId, LibraryImage>();
  /** The one in sight last at the end. */
  const seen = new Set<ImageId>();
  const wanted = new Set<ImageId>();
  const asked = new Set<ImageId>();
  let fetching = false;
  /** Rises when all is forgotten: what is on its way then belongs to another library. */
  let era = 0;

  async function fetch(): Promise<void> {
    if (fetching || wanted.size === 0) return;
    fetching = true;
    // Whatever else is wanted in this moment goes along.
    await Promise.resolve();
    while (wanted.size > 0) {
      const batch = [...wanted].slice(0, AT_ONCE);
      for (const id of batch) {
        wanted.delete(id);
        asked.add(id);
      }
      const began = era;
      const answer = await bridge.request('library.images', { ids: batch });
      for (const id of batch) asked.delete(id);
      if (answer.ok && began === era) take(answer.data);
    }
    fetching = false;
  }

  function take(images: readonly LibraryImage[]): void {
    known = new Map(known);
    for (const image of images) known.set(image.id, image);
    if (known.size > KEPT.most) {
      for (const id of seen) {
        if (known.size <= KEPT.after) break;
        seen.delete(id);
        known.delete(id);
      }
    }
    changed();
  }

  return {
    known: () => known,
    want: (ids) => {
      for (const id of ids) {
        seen.delete(id);
        seen.add(id);
        if (!known.has(id) && !asked.has(id)) wanted.add(id);
      }
      void fetch();
    },
    refresh: (ids) => {
      // Also those on their way: that answer may be from before.
      for (const id of ids) if (known.has(id) || asked.has(id)) wanted.add(id);
      void fetch();
    },
    change: (ids, change) => {
      known = changedImages(known, ids, change);
    },
    remove: (ids) => {
      known = new Map(known);
      for (const id of ids) known.delete(id);
    },
    clear: () => {
      era += 1;
      known = new Map();
      seen.clear();
      wanted.clear();
    },
  };
}

/** A map with these images changed; those that are not in it are passed over. */
export function changedImages(
  images: ReadonlyMap<ImageId, LibraryImage>,
  ids: readonly ImageId[],
  change: (image: LibraryImage) => LibraryImage,
): Map<ImageId, LibraryImage> {
  const next = new Map(images);
  for (const id of ids) {
    const image = next.get(id);
    if (image) next.set(id, change(image));
  }
  return next;
}
