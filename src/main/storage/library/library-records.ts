import type { CollectionId, ImageId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import type { SmartCollection } from '../../../shared/library';
import type { NewImage } from '../../core/ports';
import type { StoredFile } from '../images/image-files';

/** The file of a record, as far as a scan of the folder needs it. */
export interface FileRecord {
  readonly seq: number;
  readonly id: ImageId;
  /** Below the library folder, with forward slashes; in `originals/` or, for an image in the trash, in `trash/`. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly missing: boolean;
  /** Of the file when its bytes were last known to be these, in milliseconds since 1970; null when that was not noted. */
  readonly modifiedAt: number | null;
}

/** A record whose file or sidecar may be behind what a person did. */
export interface UntidyRecord {
  readonly image: LibraryImage;
  /** Rises with each change of the record. */
  readonly ticket: number;
  readonly collections: readonly { readonly id: CollectionId; readonly name: string }[];
  /** See `library.found`. */
  readonly found: string | null;
}

/** What a sidecar keeps beside the image itself. */
export interface RebuiltRecord {
  readonly image: LibraryImage;
  readonly collections: readonly CollectionId[];
  readonly found: string | null;
  readonly modifiedAt: number | null;
  /** File and sidecar agree with it already: it need not be written again. */
  readonly tidy?: boolean;
  /** A thumbnail of these bytes is on disk. */
  readonly hasThumbnail?: boolean;
}

/**
 * What is kept of an image that was purged and has relatives: enough to show it, and to be it again when its bytes come back.
 * One that was forgotten has an empty `sha256` and no words: it is a nameless place between its relatives.
 */
export interface Tombstone extends NewImage, Pick<LibraryImage, 'width' | 'height' | 'sha256' | 'stars' | 'flag'> {
  /** What it was made from; undefined means those of the recipe. */
  readonly sources?: readonly ImageId[] | undefined;
  readonly hasThumbnail: boolean;
}

/** An image whose tombstone has a file that is to be written, or to be removed. */
export interface TombstoneChore {
  readonly id: ImageId;
  /** Rises with each change, as that of records. */
  readonly ticket: number;
  /** Null when there is none any more. */
  readonly tombstone: Tombstone | null;
  /** It is an image of the library, whose thumbnail stays. */
  readonly isImage: boolean;
}

/** What is kept of purged images. Each write is committed when its call returns. */
export interface TombstoneRecords {
  /** Whether an image was made from another one that is known, or another one from it: purging leaves a tombstone then. */
  isRelated(id: ImageId): boolean;
  /** True for an id that a tombstone has, or that something says to have been made from: what gets it is taken for that. */
  isMeant(id: ImageId): boolean;
  /** That of an image with exactly these bytes; null when there is none. */
  withSha256(sha256: string): Tombstone | null;
  /**
   * Forgets the words of one for good. A nameless place stays where it has children and joins two relatives or more; else it
   * goes, with nameless ones next to it that join nobody then. Returns the images whose ties changed; null when there are no such words.
   */
  forget(id: ImageId): readonly ImageId[] | null;
  chores(limit: number): readonly TombstoneChore[];
  /** The file of each agrees with its record as it was at that ticket. */
  done(chores: readonly Pick<TombstoneChore, 'id' | 'ticket'>[]): void;
  /** Takes in those that files tell of. Images that are here, and what is known already, are passed over. Returns how many are new. */
  lay(tombstones: readonly Tombstone[]): number;
}

/**
 * The records of one library as upkeep, scans, imports and rebuilding use them. Synchronous; each write is committed when
 * its call returns. Nothing here is a step of the person's history.
 */
export interface LibraryRecords {
  get(id: ImageId): LibraryImage | undefined;
  /** Records whose place or sidecar is behind, those that waited longest first. */
  untidy(limit: number): readonly UntidyRecord[];
  /** File and sidecar agree with the record as it was at that ticket; a change since keeps it untidy. */
  tidied(id: ImageId, ticket: number, file: string): void;
  /** The same for several, in one commit. */
  tidiedAll(done: readonly { readonly id: ImageId; readonly ticket: number; readonly file: string }[]): void;
  /** Every file record with a greater `seq`, in the order of `seq`. */
  files(after: number, limit: number): readonly FileRecord[];
  /** Images with exactly these bytes, in the trash or not. */
  withSha256(sha256: string): readonly LibraryImage[];
  setMissing(ids: readonly ImageId[], missing: boolean): void;
  /** The same bytes were found at another place, which makes them not missing. */
  relocate(id: ImageId, file: string, modifiedAt: number): void;
  /** Another program changed the bytes: size and thumbnail are made anew. */
  alter(id: ImageId, stored: StoredFile, modifiedAt: number): void;
  /** Notes when the bytes of files were last seen to be those of the record. */
  seen(files: readonly { readonly id: ImageId; readonly modifiedAt: number }[]): void;
  /** What another program wrote into the file of how it was made. */
  setFound(id: ImageId, madeWith: string, text: string): void;
  /** Writes whole records, in one commit; those that exist are replaced. Collections that don't exist are passed over. */
  rebuild(records: readonly RebuiltRecord[]): void;
  /** Makes collections and smart collections that are missing. */
  rebuildLists(lists: {
    readonly collections: readonly { readonly id: CollectionId; readonly name: string }[];
    readonly smart: readonly SmartCollection[];
  }): void;
  /** Images that went into the trash before that time, oldest first; null is all. */
  trashed(before: number | null): readonly ImageId[];
  /**
   * Forgets images for good: records, tags, places in collections and their steps in the history. Of those that are related
   * a tombstone stays, as long as an image of their family is here.
   */
  purge(ids: readonly ImageId[]): void;
  readonly tombstones: TombstoneRecords;
}
