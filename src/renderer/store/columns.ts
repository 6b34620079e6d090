import type { ImageId } from '../../shared/ids';
import type { LibraryColumns, LibraryRow } from '../../shared/library';
import { inverse } from './typed';

/** Bits of packed facets that are looked at where unpacking each would take too long; see `packFacets`. */
export const FACET_BITS = {
  ...{ stars: 7, favourite: 1 << 5, missing: 1 << 12, trashed: 1 << 13 },
  ...{ flag: 3 << 3, pick: 1 << 3, kind: 3 << 6, edit: 1 << 6, imported: 2 << 6 },
} as const;

/**
 * Every image of the library as columns of equal length, newest first (time, then `seq`). Never changed: a change makes
 * new columns that share whatever stayed the same, so that what was computed from a column holds while it is the same one.
 */
export interface Columns {
  readonly length: number;
  readonly ids: readonly ImageId[];
  readonly seqs: Int32Array;
  readonly createdAt: Float64Array;
  readonly widths: Int32Array;
  readonly heights: Int32Array;
  readonly bytes: Float64Array;
  /** See `packFacets`. */
  readonly facets: Int32Array;
  readonly stacks: Int32Array;
  /** Places in `words`. */
  readonly models: Uint16Array;
  readonly resolutions: Uint16Array;
  readonly words: readonly string[];
  /** Finds rows; shared by all columns that hold the same images. */
  readonly places: Places;
}

/** Where rows are. */
export interface Places {
  /** Position of that image; -1 when there is none. */
  readonly ofId: (id: string) => number;
  /** Position of that record; -1 when there is none. */
  readonly ofSeq: (seq: number) => number;
  /** What the columns that follow these go on with. */
  readonly numbers: Numbers;
}

const ID_LENGTH = 24;

/** The columns as main sends them, made ready to be looked up. */
export function columnsFrom(sent: LibraryColumns): Columns {
  const ids: ImageId[] = [];
  // The schema of main made these ids.
  for (let at = 0; at < sent.ids.length; at += ID_LENGTH) ids.push(sent.ids.slice(at, at + ID_LENGTH) as ImageId);
  const { seqs, createdAt, widths, heights, bytes, facets, stacks, models, resolutions, words } = sent;
  const places = placesOf(numbersOf(ids, seqs), seqs);
  const rest = { createdAt, widths, heights, bytes, facets, stacks, models, resolutions, words };
  return { length: ids.length, ids, seqs, places, ...rest };
}

/** Numbers of records by the ids of their images. They are for ever, so that all columns of a library share them. */
interface Numbers {
  readonly ofId: (id: string) => number | undefined;
  readonly add: (rows: readonly LibraryRow[]) => void;
}

/** Built when first asked for: not every library that is opened is looked things up in. */
function numbersOf(ids: readonly ImageId[], seqs: Int32Array): Numbers {
  let byId: Map<string, number> | null = null;
  const added = new Map<string, number>();
  const build = (): Map<string, number> => {
    const built = new Map<string, number>();
    for (let at = 0; at < ids.length; at += 1) built.set(ids[at] ?? '', seqs[at] ?? -1);
    return built;
  };
  return {
    ofId: (id) => added.get(id) ?? (byId ??= build()).get(id),
    add: (rows) => {
      for (const { id, seq } of rows) added.set(id, seq);
    },
  };
}

function placesOf(numbers: Numbers, seqs: Int32Array): Places {
  let bySeq: Int32Array | null = null;
  const ofSeq = (seq: number): number => (bySeq ??= inverse(seqs))[seq] ?? -1;
  return {
    ofId: (id) => {
      const seq = numbers.ofId(id);
      return seq === undefined ? -1 : ofSeq(seq);
    },
    ofSeq,
    numbers,
  };
}

/** The columns with new and changed rows in their places and without the removed ones. */
export function patchColumns(columns: Columns, rows: readonly LibraryRow[], removed: readonly ImageId[]): Columns {
  const gone = new Set(removed.map((id) => columns.places.ofId(id)).filter((at) => at >= 0));
  const stay: [number, LibraryRow][] = [];
  const come: LibraryRow[] = [];
  for (const row of rows) {
    const at = columns.places.ofId(row.id);
    if (at >= 0 && columns.seqs[at] === row.seq && columns.createdAt[at] === row.createdAt) stay.push([at, row]);
    else {
      if (at >= 0) gone.add(at);
      come.push(row);
    }
  }
  const changed = changeRows(columns, stay);
  return gone.size === 0 && come.length === 0 ? changed : placeRows(changed, come, gone);
}

/** The same images with other values. Only columns in which something differs are copied. */
function changeRows(columns: Columns, rows: readonly (readonly [number, LibraryRow])[]): Columns {
  const words = wordsWith(
    columns.words,
    rows.map(([, row]) => row),
  );
  const set = <A extends Int32Array | Float64Array | Uint16Array>(column: A, value: (row: LibraryRow) => number): A => {
    let copy: A | null = null;
    for (const [at, row] of rows) {
      const next = value(row);
      if (column[at] === next) continue;
      // A typed array's slice is of its own kind; the type of the three together does not say so.
      copy ??= column.slice() as A;
      copy[at] = next;
    }
    return copy ?? column;
  };
  return {
    ...columns,
    widths: set(columns.widths, (row) => row.width),
    heights: set(columns.heights, (row) => row.height),
    bytes: set(columns.bytes, (row) => row.bytes),
    facets: set(columns.facets, (row) => row.facets),
    stacks: set(columns.stacks, (row) => row.stack),
    models: set(columns.models, (row) => words.indexOf(row.model)),
    resolutions: set(columns.resolutions, (row) => words.indexOf(row.resolution)),
    words,
  };
}

function wordsWith(words: readonly string[], rows: readonly LibraryRow[]): readonly string[] {
  const all = new Set(words);
  for (const { model, resolution } of rows) all.add(model).add(resolution);
  return all.size === words.length ? words : [...all];
}

/** Other images than before: every column is made anew, each row once. */
function placeRows(columns: Columns, come: readonly LibraryRow[], gone: ReadonlySet<number>): Columns {
  const fresh = [...come].sort((a, b) => b.createdAt - a.createdAt || b.seq - a.seq);
  const length = columns.length - gone.size + fresh.length;
  const words = wordsWith(columns.words, fresh);
  const from = mergeOrder(columns, fresh, gone, length);
  const fill = <A extends Int32Array | Float64Array | Uint16Array>(
    into: A,
    old: ArrayLike<number>,
    value: (row: LibraryRow) => number,
  ): A => {
    for (let at = 0; at < length; at += 1) {
      const source = from[at] ?? 0;
      const row = source < 0 ? fresh[-1 - source] : undefined;
      into[at] = row ? value(row) : (old[source] ?? 0);
    }
    return into;
  };
  const ids: ImageId[] = [];
  for (const source of from) {
    const id = source < 0 ? fresh[-1 - source]?.id : columns.ids[source];
    if (id !== undefined) ids.push(id);
  }
  columns.places.numbers.add(fresh);
  const seqs = fill(new Int32Array(length), columns.seqs, (row) => row.seq);
  return {
    length,
    ids,
    seqs,
    createdAt: fill(new Float64Array(length), columns.createdAt, (row) => row.createdAt),
    widths: fill(new Int32Array(length), columns.widths, (row) => row.width),
    heights: fill(new Int32Array(length), columns.heights, (row) => row.height),
    bytes: fill(new Float64Array(length), columns.bytes, (row) => row.bytes),
    facets: fill(new Int32Array(length), columns.facets, (row) => row.facets),
    stacks: fill(new Int32Array(length), columns.stacks, (row) => row.stack),
    models: fill(new Uint16Array(length), columns.models, (row) => words.indexOf(row.model)),
    resolutions: fill(new Uint16Array(length), columns.resolutions, (row) => words.indexOf(row.resolution)),
    words,
    places: placesOf(columns.places.numbers, seqs),
  };
}

/** For each place of the new order the old position, or `-1 - n` for the n-th of the fresh rows. */
function mergeOrder(
  columns: Columns,
  fresh: readonly LibraryRow[],
  gone: ReadonlySet<number>,
  length: number,
): Int32Array {
  const from = new Int32Array(length);
  let at = 0;
  let next = 0;
  for (let old = 0; old <= columns.length; old += 1) {
    for (let row = fresh[next]; row && (old === columns.length || isBefore(row, columns, old)); row = fresh[next]) {
      from[at++] = -1 - next++;
    }
    if (old < columns.length && !gone.has(old)) from[at++] = old;
  }
  return from;
}

function isBefore(row: LibraryRow, columns: Columns, at: number): boolean {
  const time = columns.createdAt[at] ?? 0;
  return row.createdAt > time || (row.createdAt === time && row.seq > (columns.seqs[at] ?? 0));
}

/** The columns with other facets for these images; those that are not in the library are passed over. */
export function withFacets(columns: Columns, ids: readonly ImageId[], change: (packed: number) => number): Columns {
  const facets = columns.facets.slice();
  for (const id of ids) {
    const at = columns.places.ofId(id);
    if (at >= 0) facets[at] = change(facets[at] ?? 0);
  }
  return { ...columns, facets };
}
