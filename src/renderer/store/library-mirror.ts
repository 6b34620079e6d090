import type { ImageId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { LibraryChange, LibraryColumns, LibraryLists } from '../../shared/library';
import type { Failure } from '../../shared/result';
import type { Columns } from './columns';
import { columnsFrom, patchColumns } from './columns';
import type { Details } from './details';
import type { Expected } from './expected';
import { changedColumns, changedMembers, collectionOf } from './expected';
import type { Lookups } from './lookups';
import { changeImage } from './organise';

/** The library as main has it. */
export interface Truth {
  readonly revision: number;
  readonly columns: Columns;
  readonly lists: LibraryLists;
}

/** What the mirror writes to and speaks through. */
export interface MirrorPorts {
  readonly bridge: Bridge;
  readonly details: Details;
  readonly lookups: Lookups;
  /** Something of it is another. */
  readonly changed: () => void;
  /** These images have a new picture. */
  readonly repainted: (ids: readonly ImageId[]) => void;
  /** The rows could not be had. */
  readonly failed: (error: Failure) => void;
}

/** Keeps what main has said of the library. */
export interface LibraryMirror {
  /** Null before the first answer, and while nothing can be had. */
  readonly truth: () => Truth | null;
  /** Asks for everything; what is known stays until the answer is there. */
  readonly load: () => Promise<void>;
  readonly hear: (event: LibraryChange) => void;
  /** Another library: nothing of this one holds. */
  readonly forget: () => void;
  /** Main has made this change, asked for at that revision: it holds until main's own word of it, which may be here already. */
  readonly keep: (one: Expected, asked: number | undefined) => void;
}

/** Follows main in the order of its revisions; a gap, or word that everything may be another, asks for all rows again. */
export function createLibraryMirror({ bridge, details, lookups, ...ports }: MirrorPorts): LibraryMirror {
  let truth: Truth | null = null;
  /** Changes since the rows were asked for: the answer may be from before them. */
  let since: LibraryChange[] = [];
  let loading: Promise<void> | null = null;
  let stale = false;

  async function load(): Promise<void> {
    stale = true;
    loading ??= loadAll().finally(() => {
      loading = null;
    });
    return loading;
  }

  async function loadAll(): Promise<void> {
    stale = false;
    since = [];
    const sent = await bridge.request('library.columns', undefined);
    if (sent.ok) take(sent.data);
    // Nothing of it can be had: what is still on show would be a library that is not there.
    else if (!isStale()) {
      forget();
      ports.failed(sent.error);
    }
    ports.changed();
    if (isStale()) await loadAll();
  }

  /** Set by whoever calls `load` meanwhile. */
  function isStale(): boolean {
    return stale;
  }

  function take(sent: LibraryColumns): void {
    // What was looked up along with the rows holds, unless something changed in between.
    if (truth || since.length > 0) lookups.outdate(true);
    const columns = columnsFrom(sent);
    truth = { revision: sent.revision, columns, lists: sent.lists };
    const known = [...details.known().keys()];
    details.remove(known.filter((id) => columns.places.ofId(id) === -1));
    details.refresh(known);
    for (const event of since) apply(event);
  }

  function forget(): void {
    truth = null;
    details.clear();
    lookups.clear();
  }

  function apply(event: LibraryChange): void {
    if (event.all) {
      if (truth) truth = { ...truth, revision: Math.max(truth.revision, event.revision) };
      void load();
      return;
    }
    if (!truth || event.revision <= truth.revision) return;
    const isGap = event.revision > truth.revision + 1;
    const columns = patchColumns(truth.columns, event.rows, event.removed);
    const others = columns.ids !== truth.columns.ids;
    truth = { revision: event.revision, columns, lists: event.lists ?? truth.lists };
    if (event.rows.length > 0 || event.removed.length > 0) lookups.outdate(others);
    for (const id of event.members) lookups.outdateMembers(id);
    details.remove(event.removed);
    details.refresh([...event.rows.map(({ id }) => id), ...event.pixels]);
    if (event.pixels.length > 0) ports.repainted(event.pixels);
    if (isGap) void load();
  }

  return {
    truth: () => truth,
    load,
    forget,
    hear: (event) => {
      if (loading) since.push(event);
      apply(event);
      ports.changed();
    },
    keep: (one, asked) => {
      details.change(one.ids, (image) => changeImage(image, one.change, one.at));
      if (!truth) return;
      const { columns } = truth;
      const collection = collectionOf(one);
      if (collection) lookups.changeMembers(collection, (seqs) => changedMembers(seqs, one, columns));
      if (truth.revision === asked) truth = { ...truth, columns: changedColumns(columns, one) };
    },
  };
}
