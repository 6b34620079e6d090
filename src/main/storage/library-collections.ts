import type { CollectionId, ImageId } from '../../shared/ids';
import type { Collection } from '../../shared/image';
import type { Ledger } from '../../shared/ledger';
import type { CollectionStore } from './collection-store';

/** What a person does with collections. Each throws as `CollectionStore` says, and `unavailable` without a library. */
export interface LibraryCollections {
  /** A new collection with those images. */
  createCollection(name: string, images: readonly ImageId[]): Collection;
  renameCollection(id: CollectionId, name: string): void;
  removeCollection(id: CollectionId): void;
  addToCollection(id: CollectionId, images: readonly ImageId[]): void;
  takeFromCollection(id: CollectionId, images: readonly ImageId[]): void;
  /** What the images of each collection were estimated to cost. */
  ledger(): Ledger;
}

/** Over the collections of the library of the moment; `changed` hears of each change, since views may show other images now. */
export function createLibraryCollections(
  collections: () => CollectionStore,
  newId: () => CollectionId,
  changed: () => void,
): LibraryCollections {
  return {
    createCollection: (name, images) => {
      const made = collections().create(newId(), name, images);
      changed();
      return made;
    },
    renameCollection: (id, name) => {
      collections().rename(id, name);
      changed();
    },
    removeCollection: (id) => {
      collections().remove(id);
      changed();
    },
    addToCollection: (id, images) => {
      collections().add(id, images);
      changed();
    },
    takeFromCollection: (id, images) => {
      collections().take(id, images);
      changed();
    },
    ledger: () => collections().ledger(),
  };
}
