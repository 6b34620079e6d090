import type { CollectionId, ImageId, SmartId } from './ids';
import type { Flag, ImageFormat, LibraryImage } from './image';
import type { ImageCharge, SavedQuery } from './library-query';

/** A collection: images that the person put together under a name. An image may be in several. */
export interface Collection {
  readonly id: CollectionId;
  readonly name: string;
  /** Images that are not in the trash. */
  readonly count: number;
}

/** A query under a name. */
export interface SmartCollection {
  readonly id: SmartId;
  readonly name: string;
  readonly query: SavedQuery;
}

/** All that the window shows of the library beside its images. */
export interface LibraryLists {
  /** By name. */
  readonly collections: readonly Collection[];
  /** By name. */
  readonly smart: readonly SmartCollection[];
  /** The most used first; images in the trash don't count. */
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
  /** What undo and redo would do now, in words such as "Star 12 images"; null when there is nothing. */
  readonly undo: string | null;
  readonly redo: string | null;
}

/** What of an image can be filtered, counted and drawn without its details. */
export interface Facets {
  readonly stars: number;
  readonly flag: Flag | null;
  readonly favourite: boolean;
  readonly kind: LibraryImage['kind'];
  readonly format: ImageFormat;
  readonly displayable: boolean;
  readonly missing: boolean;
  readonly trashed: boolean;
  readonly charge: ImageCharge;
}

/** What the window knows of every image, always: enough to lay out, filter, sort and count. */
export interface LibraryRow {
  /** The number of the record: never changes while the record lives, and comes back never. */
  readonly seq: number;
  readonly id: ImageId;
  readonly createdAt: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** `packFacets` of its facets. */
  readonly facets: number;
  /** The `seq` of the first image of the same job or batch; its own for an imported one: images with the same make a stack. */
  readonly stack: number;
  /** Of its recipe; empty without one. */
  readonly model: string;
  readonly resolution: string;
}

/**
 * Every row as columns of equal length, newest first (time, then `seq`): small enough to cross to the window whole at
 * 100,000 images, since text and typed arrays cross as blocks.
 */
export interface LibraryColumns {
  readonly revision: number;
  readonly seqs: Int32Array;
  /** The ids one after the other, 24 characters each. */
  readonly ids: string;
  readonly createdAt: Float64Array;
  readonly widths: Int32Array;
  readonly heights: Int32Array;
  readonly bytes: Float64Array;
  readonly facets: Int32Array;
  readonly stacks: Int32Array;
  /** Places in `words`. */
  readonly models: Uint16Array;
  readonly resolutions: Uint16Array;
  readonly words: readonly string[];
  readonly lists: LibraryLists;
}

/** What changed in the library. */
export interface LibraryChange {
  readonly revision: number;
  /** Everything may have changed: the columns are to be asked for again. The rest is empty then. */
  readonly all: boolean;
  /** New or changed rows. */
  readonly rows: readonly LibraryRow[];
  /** Gone for good. */
  readonly removed: readonly ImageId[];
  /** Images whose picture is new: their addresses are to be fetched again. */
  readonly pixels: readonly ImageId[];
  /** Null when they are as they were. */
  readonly lists: LibraryLists | null;
  /** Collections whose members changed. */
  readonly members: readonly CollectionId[];
}

const FLAGS = [null, 'pick', 'reject'] as const;
const KINDS = ['generation', 'edit', 'imported'] as const;
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'avif'] as const;
const CHARGES = ['none', 'charged', 'free', 'unknown'] as const;

/**
 * Facets as one number: bits 0–2 stars, 3–4 flag (1 pick, 2 reject), 5 favourite, 6–7 kind (generation, edit, imported),
 * 8–10 format (jpeg, png, webp, gif, avif), 11 displayable, 12 missing, 13 trashed, 14–15 charge (none, charged, free,
 * unknown). The database packs them the same way.
 */
export function packFacets(facets: Facets): number {
  return (
    facets.stars |
    (FLAGS.indexOf(facets.flag) << 3) |
    (Number(facets.favourite) << 5) |
    (KINDS.indexOf(facets.kind) << 6) |
    (FORMATS.indexOf(facets.format) << 8) |
    (Number(facets.displayable) << 11) |
    (Number(facets.missing) << 12) |
    (Number(facets.trashed) << 13) |
    (CHARGES.indexOf(facets.charge) << 14)
  );
}

/** The other way round; what no bits stand for reads as the first of its list. */
export function readFacets(packed: number): Facets {
  return {
    stars: packed & 7,
    flag: FLAGS[(packed >> 3) & 3] ?? null,
    favourite: (packed & 32) !== 0,
    kind: KINDS[(packed >> 6) & 3] ?? 'generation',
    format: FORMATS[(packed >> 8) & 7] ?? 'jpeg',
    displayable: (packed & 2048) !== 0,
    missing: (packed & 4096) !== 0,
    trashed: (packed & 8192) !== 0,
    charge: CHARGES[(packed >> 14) & 3] ?? 'none',
  };
}
