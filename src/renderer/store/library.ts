import type { StateCreator } from 'zustand';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage, LibraryIndex, LibraryView } from '../../shared/image';

/** What the index was asked for. */
export interface LibraryQuery {
  readonly view: LibraryView;
  readonly search: string;
}

/** The library as main has it. A mirror, written by `sync` alone. */
export interface LibrarySlice {
  /** Null until the first answer. */
  readonly index: LibraryIndex | null;
  /** The question that `index` answers; it lags behind while a new answer is on its way. */
  readonly indexQuery: LibraryQuery;
  /** Details of images that came into sight; the rest is asked for when needed. */
  readonly details: ReadonlyMap<ImageId, LibraryImage>;
  /** How often the pixels of an image changed since the start; part of its address, so that the new ones show. */
  readonly versions: ReadonlyMap<ImageId, number>;
}

/** Starts empty. */
export const createLibrarySlice: StateCreator<LibrarySlice> = () => ({
  index: null,
  indexQuery: { view: 'all', search: '' },
  details: new Map(),
  versions: new Map(),
});
