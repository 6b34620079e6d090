import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Facets, LibraryChange, LibraryColumns, LibraryLists, LibraryRow } from '../../shared/library';
import { packFacets } from '../../shared/library';
import { columnsFrom, patchColumns } from './columns';
import { collectionId, imageId } from './fake-ids';
import { NO_LISTS } from './library';

/** Facets of an ordinary image, with these differences. */
export function facets(change: Partial<Facets> = {}): number {
  return packFacets({
    ...{ stars: 0, flag: null, favourite: false, kind: 'generation', format: 'jpeg', displayable: true },
    ...{ missing: false, trashed: false, charge: 'charged' },
    ...change,
  });
}

/** The row of the n-th image: square, made in the n-th second, in a stack of its own, with these differences. */
export function row(n: number, change: Partial<Omit<LibraryRow, 'id' | 'seq'>> = {}): LibraryRow {
  return {
    ...{ seq: n, id: imageId(n), createdAt: 1000 * n, width: 64, height: 64, bytes: 100, facets: facets() },
    ...{ stack: n, model: '', resolution: '' },
    ...change,
  };
}

/** Lists of a library in which the first so many collections are. */
export function lists(collections = 0, change: Partial<LibraryLists> = {}): LibraryLists {
  const all = Array.from({ length: collections }, (_, at) => ({
    ...{ id: collectionId(at + 1), name: `Collection ${String(at + 1)}`, count: 0 },
  }));
  return { ...NO_LISTS, collections: all, ...change };
}

/** What main answers to `library.columns` for these rows, in whichever order they come. */
export function libraryColumns(
  revision: number,
  rows: readonly LibraryRow[],
  known: LibraryLists = NO_LISTS,
): LibraryColumns {
  const nothing = { revision, ids: '', words: [''], lists: known };
  const empty: LibraryColumns = {
    ...nothing,
    ...{ seqs: new Int32Array(), createdAt: new Float64Array(), widths: new Int32Array(), heights: new Int32Array() },
    ...{ bytes: new Float64Array(), facets: new Int32Array(), stacks: new Int32Array() },
    ...{ models: new Uint16Array(), resolutions: new Uint16Array() },
  };
  const { length: _length, places: _places, ids, ...columns } = patchColumns(columnsFrom(empty), rows, []);
  return { ...nothing, ...columns, ids: ids.join('') };
}

/** News of the library: these rows, with these differences. */
export function changeOf(
  revision: number,
  rows: readonly LibraryRow[],
  change: Partial<LibraryChange> = {},
): LibraryChange {
  return { revision, all: false, rows, removed: [], pixels: [], lists: null, members: [], ...change };
}

/** The details of the n-th image, imported, with these differences. */
export function importedImage(n: number, change: Partial<LibraryImage> = {}): LibraryImage {
  return {
    ...{ id: imageId(n), kind: 'imported', createdAt: 0, width: 64, height: 64, displayable: true, bytes: 1 },
    ...{ format: 'png', file: 'originals/a.png', sha256: '0'.repeat(64), title: 'a.png', recipe: null, origin: null },
    ...{ stars: 0, flag: null, favourite: false, tags: [], note: '', trashedAt: null, missing: false, madeWith: null },
    ...change,
  };
}

/** The ids of the first so many images, the newest first. */
export function newestFirst(count: number): readonly ImageId[] {
  return Array.from({ length: count }, (_, at) => imageId(count - at));
}
