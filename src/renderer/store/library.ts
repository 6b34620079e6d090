import type { StateCreator } from 'zustand';
import type { ImageId, SmartId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Facets, LibraryLists } from '../../shared/library';
import { readFacets } from '../../shared/library';
import type { FixedView, LibraryView } from '../../shared/library-query';
import type { Task } from '../../shared/task';
import type { Columns } from './columns';
import type { LibraryQuery, Shown } from './query';

/** The library as main has it, with what was just done to it and main has not yet answered. Written by `sync` alone. */
export interface LibrarySlice {
  /** Every image. Null until the first answer, and while the library can't be reached and is not remembered. */
  readonly columns: Columns | null;
  readonly lists: LibraryLists;
  /** Details of images that came into sight; the rest is asked for when needed. */
  readonly details: ReadonlyMap<ImageId, LibraryImage>;
  /** How often the pixels of an image changed since the start; part of its address, so that the new ones show. */
  readonly versions: ReadonlyMap<ImageId, number>;
  /** What is asked now. `index.query` is what is answered: it lags behind while main looks words up. */
  readonly query: LibraryQuery | null;
  /** What the grid shows; null like `columns`. */
  readonly index: Shown | null;
  /** Images in each fixed view, whatever is searched for. */
  readonly counts: Readonly<Record<FixedView, number>>;
  /** Images in each smart collection; one that is not counted yet is not in it. */
  readonly smartCounts: ReadonlyMap<SmartId, number>;
  /** Long work: what runs, and what ended and was not dismissed yet; the newest last. */
  readonly tasks: readonly Task[];
}

/** The lists of a library that holds nothing. */
export const NO_LISTS: LibraryLists = { collections: [], smart: [], tags: [], undo: null, redo: null };

/** The counts of a library that holds nothing. */
export const NO_COUNTS: LibrarySlice['counts'] = { all: 0, favourites: 0, edits: 0, imported: 0, trash: 0 };

/** Starts empty. */
export const createLibrarySlice: StateCreator<LibrarySlice> = () => ({
  columns: null,
  lists: NO_LISTS,
  details: new Map(),
  versions: new Map(),
  query: null,
  index: null,
  counts: NO_COUNTS,
  smartCounts: new Map(),
  tasks: [],
});

const facetsByPacked = new Map<number, Facets>();

/** Facets of that packed number; the same object each time. */
export function facetsAt(packed: number): Facets {
  const known = facetsByPacked.get(packed);
  if (known) return known;
  const facets = readFacets(packed);
  facetsByPacked.set(packed, facets);
  return facets;
}

/** Stars, flag and the like of an image; null when the library has no such image. Changes at once with what is done to it. */
export function facetsOf({ columns }: Pick<LibrarySlice, 'columns'>, id: ImageId): Facets | null {
  const at = columns?.places.ofId(id) ?? -1;
  return columns && at >= 0 ? facetsAt(columns.facets[at] ?? 0) : null;
}

/** True when a collection or smart collection is no more. */
export function isGone({ collections, smart }: LibraryLists, view: LibraryView): boolean {
  if (view.startsWith('col_')) return !collections.some(({ id }) => id === view);
  return view.startsWith('smt_') && !smart.some(({ id }) => id === view);
}
