import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { LibraryView } from '../../shared/library-query';
import type { OrganiseChange } from '../../shared/organise';
import type { Columns } from './columns';
import { withFacets } from './columns';
import { changedImages } from './details';
import { changeFacets, changeImage } from './organise';

/** A change that is shown before main has made it. */
export interface Expected {
  readonly ids: readonly ImageId[];
  readonly change: OrganiseChange;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** All changes that main has not answered yet, in the order in which they were made, laid over what main has said. */
export interface Expectations {
  readonly add: (ids: readonly ImageId[], change: OrganiseChange) => Expected;
  readonly drop: (one: Expected) => void;
  /** The same columns each time while neither they nor the expectations are others. */
  readonly columns: (from: Columns) => Columns;
  readonly details: (known: ReadonlyMap<ImageId, LibraryImage>) => ReadonlyMap<ImageId, LibraryImage>;
  /** The members of the collection in view; the same array while nothing is expected of it. */
  readonly members: (seqs: Int32Array | null, view: LibraryView, columns: Columns) => Int32Array | null;
}

/** Starts with none. */
export function createExpectations(): Expectations {
  let all: readonly Expected[] = [];
  let drawn: { readonly from: Columns; readonly by: readonly Expected[]; readonly columns: Columns } | null = null;
  return {
    add: (ids, change) => {
      const one: Expected = { ids, change, at: Date.now() };
      all = [...all, one];
      return one;
    },
    drop: (one) => {
      all = all.filter((other) => other !== one);
    },
    columns: (from) => {
      if (drawn?.from !== from || drawn.by !== all)
        drawn = { from, by: all, columns: all.reduce(changedColumns, from) };
      return drawn.columns;
    },
    details: (known) => all.reduce<ReadonlyMap<ImageId, LibraryImage>>(changedDetails, known),
    members: (seqs, view, columns) =>
      all.reduce(
        (members, one) => (members && collectionOf(one) === view ? changedMembers(members, one, columns) : members),
        seqs,
      ),
  };
}

/** The columns after the change. */
export function changedColumns(columns: Columns, { ids, change }: Expected): Columns {
  return withFacets(columns, ids, (packed) => changeFacets(packed, change));
}

/** The details after the change; only those that are known. */
export function changedDetails(
  details: ReadonlyMap<ImageId, LibraryImage>,
  { ids, change, at }: Expected,
): ReadonlyMap<ImageId, LibraryImage> {
  return changedImages(details, ids, (image) => changeImage(image, change, at));
}

/** The collection whose members change; null for other changes. */
export function collectionOf({ change }: Expected) {
  return change.kind === 'collect' || change.kind === 'take-out' ? change.collection : null;
}

/** Members of the collection after the change. */
export function changedMembers(seqs: Int32Array, { ids, change }: Expected, columns: Columns): Int32Array {
  const meant = new Set<number>();
  for (const id of ids) {
    const at = columns.places.ofId(id);
    if (at >= 0) meant.add(columns.seqs[at] ?? -1);
  }
  const rest = seqs.filter((seq) => !meant.has(seq));
  return change.kind === 'take-out' ? rest : Int32Array.from([...rest, ...meant]);
}
