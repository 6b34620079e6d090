import type { ImageId } from '../../shared/ids';
import type { FixedView, LibraryFilter, LibrarySort, LibraryView } from '../../shared/library-query';
import type { Columns } from './columns';
import { FACET_BITS } from './columns';
import { rowFilter } from './row-filter';
import { sortPositions } from './row-sort';
import type { Cells } from './stacks';
import { cellsOf } from './stacks';
import { equalNumbers, gather, gatherItems } from './typed';

/** What the grid is asked to show. */
export interface LibraryQuery {
  readonly view: LibraryView;
  /** Trimmed; see `parseSearch`. */
  readonly search: string;
  readonly filter: LibraryFilter;
  readonly sort: LibrarySort;
  readonly stacking: boolean;
  /** Stacks that show all of their images, by their number. */
  readonly openStacks: ReadonlySet<number>;
}

/** What only main can tell. Numbers of records. */
export interface QueryInputs {
  /** Found by the search; null while there is none. */
  readonly matches: Int32Array | null;
  /** Of the collection in view; null in other views. */
  readonly members: Int32Array | null;
  /** All, by title; null unless that is the order. */
  readonly byName: Int32Array | null;
}

/** The inputs of a query that needs none. */
export const NO_INPUTS: QueryInputs = { matches: null, members: null, byName: null };

/**
 * The answer to a query: one entry for each cell of the grid, in its order. What is the same as in the answer before is
 * the same array: only a new `ids`, `widths`, `heights` or `createdAt` is worth a new layout.
 */
export interface Shown {
  readonly query: LibraryQuery;
  /** The image itself, or the cover of a closed stack. */
  readonly ids: readonly ImageId[];
  readonly widths: Int32Array;
  readonly heights: Int32Array;
  /** Milliseconds since 1970; of a closed stack, that of the image whose place it takes. */
  readonly createdAt: Float64Array;
  readonly facets: Int32Array;
  /** 1 is no stack, n a closed stack of n shown by its cover, -n an image of an open stack of n. */
  readonly stackSizes: Int32Array;
  /** Number of the stack that it is in, for `toggleStack`. */
  readonly stacks: Int32Array;
  /** True when stacks are made. */
  readonly stacked: boolean;
  /** True when the order has days as its groups. */
  readonly grouped: boolean;
  /** Images shown, those inside closed stacks too. */
  readonly images: number;
  /** Images of the view, before search and filter. */
  readonly total: number;
  readonly columns: Columns;
  readonly inputs: QueryInputs;
  /** Positions in the columns of all images shown, in order and unstacked. */
  readonly positions: Int32Array;
  /** Position in the columns of each cell. */
  readonly cells: Int32Array;
  /** The same of the image whose place in the order it takes. */
  readonly leads: Int32Array;
}

/** Which bits of the facets must have which values to be in a view. Collections hold what is in them beside that. */
export function viewBits(view: LibraryView): { readonly mask: number; readonly value: number } {
  const { trashed, favourite, kind, edit, imported } = FACET_BITS;
  switch (view) {
    case 'trash':
      return { mask: trashed, value: trashed };
    case 'favourites':
      return { mask: trashed | favourite, value: favourite };
    case 'edits':
      return { mask: trashed | kind, value: edit };
    case 'imported':
      return { mask: trashed | kind, value: imported };
    case 'all':
    default:
      return { mask: trashed, value: 0 };
  }
}

/** Images in each fixed view; no search or filter changes them. */
export function viewCounts({ facets }: Columns): Readonly<Record<FixedView, number>> {
  const { trashed, favourite, kind, edit, imported } = FACET_BITS;
  let [all, favourites, edits, imports, trash] = [0, 0, 0, 0, 0];
  for (let at = 0; at < facets.length; at += 1) {
    const packed = facets[at] ?? 0;
    if ((packed & trashed) !== 0) trash += 1;
    else {
      all += 1;
      if ((packed & favourite) !== 0) favourites += 1;
      if ((packed & kind) === edit) edits += 1;
      else if ((packed & kind) === imported) imports += 1;
    }
  }
  return { all, favourites, edits, imported: imports, trash };
}

/** 1 at the position of each record of the list; null without a list. */
export function marksOf(columns: Columns, seqs: Int32Array | null): Uint8Array | null {
  if (!seqs) return null;
  const marks = new Uint8Array(columns.length);
  for (let n = 0; n < seqs.length; n += 1) {
    const at = columns.places.ofSeq(seqs[n] ?? -1);
    if (at >= 0) marks[at] = 1;
  }
  return marks;
}

/** Answers the query. `before` is the last answer, whose arrays are used again where nothing changed. */
export function runQuery(
  columns: Columns,
  query: LibraryQuery,
  inputs: QueryInputs,
  before: Shown | null = null,
): Shown {
  const { found, total } = findPositions(columns, query, inputs);
  const positions = sortPositions(columns, found, query.sort, inputs.byName);
  const stacked = query.stacking && query.view !== 'trash';
  const cells = stacked ? cellsOf(columns, positions, query.openStacks) : plainCells(positions);
  return {
    query,
    ...take(columns, cells, before),
    facets: gather(new Int32Array(cells.covers.length), columns.facets, cells.covers),
    stackSizes: cells.sizes,
    stacked,
    grouped: query.sort === 'newest' || query.sort === 'oldest',
    images: positions.length,
    total,
    columns,
    inputs,
    positions,
  };
}

/** How many images the query finds, without laying hands on each. */
export function countQuery(columns: Columns, query: LibraryQuery, inputs: QueryInputs): number {
  return findPositions(columns, query, inputs).found.length;
}

/** Positions of what is found, newest first, and how many images the view has. */
function findPositions(
  columns: Columns,
  { view, filter }: LibraryQuery,
  inputs: QueryInputs,
): { readonly found: Int32Array; readonly total: number } {
  const { mask, value } = viewBits(view);
  const members = marksOf(columns, inputs.members);
  const matches = marksOf(columns, inputs.matches);
  const fails = rowFilter(filter, columns);
  const found = new Int32Array(columns.length);
  let count = 0;
  let total = 0;
  for (let at = 0; at < columns.length; at += 1) {
    if (((columns.facets[at] ?? 0) & mask) !== value || (members && members[at] !== 1)) continue;
    total += 1;
    if ((matches && matches[at] !== 1) || (fails && fails(at) !== 0)) continue;
    found[count++] = at;
  }
  return { found: found.subarray(0, count), total };
}

function plainCells(positions: Int32Array): Cells {
  return { covers: positions, leads: positions, sizes: new Int32Array(positions.length).fill(1) };
}

/** The columns of the cells; those of the answer before where they would be the same. */
function take(
  columns: Columns,
  { covers, leads }: Cells,
  before: Shown | null,
): Pick<Shown, 'ids' | 'widths' | 'heights' | 'createdAt' | 'stacks' | 'cells' | 'leads'> {
  const same = before !== null && before.columns.ids === columns.ids && equalNumbers(before.cells, covers);
  const ints = (column: Int32Array, old: keyof Columns, kept: Int32Array | undefined): Int32Array =>
    same && kept && before.columns[old] === column ? kept : gather(new Int32Array(covers.length), column, covers);
  const times = (): Float64Array => gather(new Float64Array(leads.length), columns.createdAt, leads);
  // Which image leads a stack does not hang on the cover alone.
  const timed = same && before.columns.createdAt === columns.createdAt && equalNumbers(before.leads, leads);
  return {
    ids: same ? before.ids : gatherItems(columns.ids, covers),
    widths: ints(columns.widths, 'widths', before?.widths),
    heights: ints(columns.heights, 'heights', before?.heights),
    stacks: ints(columns.stacks, 'stacks', before?.stacks),
    createdAt: timed ? before.createdAt : times(),
    cells: same ? before.cells : covers,
    leads: timed ? before.leads : leads,
  };
}

const inverses = new WeakMap<Shown, Int32Array>();

/** Where the grid shows the image: its own cell, or that of the closed stack it is in; -1 when it does not. */
export function placeIn(shown: Shown, id: string): number {
  const at = shown.columns.places.ofId(id);
  if (at < 0) return -1;
  let inverse = inverses.get(shown);
  if (!inverse) {
    inverse = inverseOf(shown);
    inverses.set(shown, inverse);
  }
  return inverse[at] ?? -1;
}

function inverseOf({ columns, cells, positions, stacks, stackSizes }: Shown): Int32Array {
  const inverse = new Int32Array(columns.length).fill(-1);
  const covers = new Map<number, number>();
  for (let place = 0; place < cells.length; place += 1) {
    inverse[cells[place] ?? 0] = place;
    if ((stackSizes[place] ?? 1) > 1) covers.set(stacks[place] ?? 0, place);
  }
  if (covers.size === 0) return inverse;
  for (const at of positions) {
    if (inverse[at] === -1) inverse[at] = covers.get(columns.stacks[at] ?? 0) ?? -1;
  }
  return inverse;
}

/** All images that these cells stand for, in the order of the grid: a closed stack for all of its own. */
export function imagesOf(shown: Shown, ids: Iterable<string>): readonly ImageId[] {
  const wanted = new Set<number>();
  for (const id of ids) {
    const place = placeIn(shown, id);
    if (place >= 0) wanted.add(place);
  }
  if (wanted.size === 0) return [];
  const { columns, cells, stackSizes } = shown;
  const places = Int32Array.from(wanted).sort();
  const closed = places.some((place) => (stackSizes[place] ?? 1) > 1);
  if (!closed) return gatherItems(columns.ids, gather(new Int32Array(places.length), cells, places));
  const positions = shown.positions.filter((at) => wanted.has(placeIn(shown, columns.ids[at] ?? '')));
  return gatherItems(columns.ids, positions);
}
