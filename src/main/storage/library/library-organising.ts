import type { CollectionId, ImageId, SmartId } from '../../../shared/ids';
import type { Ledger } from '../../../shared/ledger';
import type { Collection, SmartCollection } from '../../../shared/library';
import type { SavedQuery } from '../../../shared/library-query';
import type { HistoryEntry, OrganiseChange, OrganiseStep } from '../../../shared/organise';
import { RequestError } from '../../../shared/result';
import type { ChangeNews } from './library-changes';
import type { Done } from './library-history';
import type { LibraryPlace } from './library-place';

/**
 * What a person does in the library. Each is one step of the history, committed and told to the window when its call
 * returns; each throws `unavailable` while nothing can be changed.
 */
export interface LibraryOrganising {
  /** Images that don't exist are passed over, and those that are so already: a step that changes nothing is none. */
  organise(ids: readonly ImageId[], change: OrganiseChange): OrganiseStep;
  /** Null when there is nothing to undo. What was purged meanwhile stays purged. */
  undo(): OrganiseStep | null;
  redo(): OrganiseStep | null;
  /** Newest first, the last 500. */
  history(): readonly HistoryEntry[];
  /** A new collection with those images. Throws `invalid` with field `name` when another has the name, whatever its case. */
  createCollection(name: string, images: readonly ImageId[]): Collection;
  /** Throws as `createCollection` does, and `not-found`. */
  renameCollection(id: CollectionId, name: string): void;
  /** Takes the collection away and none of its images. One that is gone already is no fault. */
  removeCollection(id: CollectionId): void;
  /** Throws `not-found`. */
  addToCollection(id: CollectionId, images: readonly ImageId[]): void;
  takeFromCollection(id: CollectionId, images: readonly ImageId[]): void;
  /** Null makes a new one. Throws as `createCollection` and `renameCollection` do. */
  saveSmart(id: SmartId | null, name: string, query: SavedQuery): SmartCollection;
  removeSmart(id: SmartId): void;
  /** To a tag that exists: the two become one. Throws `not-found`. */
  renameTag(from: string, to: string): OrganiseStep;
  removeTag(tag: string): OrganiseStep;
  /** What the images of each collection were estimated to cost. */
  ledger(): Ledger;
}

/** Ids for what a person makes. */
export interface OrganisingIds {
  readonly newCollectionId: () => CollectionId;
  readonly newSmartId: () => SmartId;
}

/**
 * Over the records of the moment: `writable` throws when nothing can be changed, `readable` when there are none. `news`
 * hears of each step before its call returns.
 */
export function createLibraryOrganising(
  { readable, writable }: Pick<LibraryPlace, 'readable' | 'writable'>,
  ids: OrganisingIds,
  news: ChangeNews,
): LibraryOrganising {
  const tell = <T extends Done>(done: T): T => {
    if (!done.changed) return done;
    const { images, members } = done;
    news.now({ lists: true, members, ...(images === 'many' ? { all: true } : { ids: images }) });
    return done;
  };
  return {
    organise: (images, change) => tell(writable().steps.organise(images, change)).step,
    undo: () => {
      const done = writable().steps.undo();
      return done && tell(done).step;
    },
    redo: () => {
      const done = writable().steps.redo();
      return done && tell(done).step;
    },
    history: () => readable().steps.history(500),
    createCollection: (name, images) => {
      const store = writable();
      const id = ids.newCollectionId();
      tell(store.steps.createCollection(id, name, images));
      return found(store.collections.find(id));
    },
    renameCollection: (id, name) => {
      tell(writable().steps.renameCollection(id, name));
    },
    removeCollection: (id) => {
      tell(writable().steps.removeCollection(id));
    },
    addToCollection: (id, images) => {
      tell(writable().steps.organise(images, { kind: 'collect', collection: id }));
    },
    takeFromCollection: (id, images) => {
      tell(writable().steps.organise(images, { kind: 'take-out', collection: id }));
    },
    saveSmart: (id, name, query) => {
      const smart = { id: id ?? ids.newSmartId(), name, query };
      tell(writable().steps.saveSmart(smart, id === null));
      return smart;
    },
    removeSmart: (id) => {
      tell(writable().steps.removeSmart(id));
    },
    renameTag: (from, to) => tell(writable().steps.renameTag(from, to)).step,
    removeTag: (tag) => tell(writable().steps.removeTag(tag)).step,
    ledger: () => readable().collections.ledger(),
  };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RequestError('internal', 'What was written can’t be read.');
  return value;
}
