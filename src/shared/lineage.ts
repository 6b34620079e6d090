import type { ImageId } from './ids';
import type { LibraryImage } from './image';

/** The most images of one family that are looked up. */
export const MOST_KIN = 5000;
/** The longest beginning of a prompt that a family carries, in characters. */
export const MOST_KIN_PROMPT = 4000;

/** One image of a family, or what is kept of it. */
export interface Kin {
  readonly id: ImageId;
  readonly kind: LibraryImage['kind'];
  /** Sources of the recipe, in their order; those that nothing is known of are left out. */
  readonly parents: readonly ImageId[];
  /** `gone` is a tombstone: its file was purged, words and thumbnail are kept. Of a `forgotten` one nothing is left but its ties. */
  readonly state: 'here' | 'trashed' | 'gone' | 'forgotten';
  readonly title: string;
  /** At most `MOST_KIN_PROMPT` characters; empty for what was imported. */
  readonly prompt: string;
  readonly createdAt: number;
  /** Pixels as shown; zero when unknown. */
  readonly width: number;
  readonly height: number;
  readonly stars: number;
  readonly flag: LibraryImage['flag'];
}

/** True for what has no file any more: it can't be opened, compared, edited or organised. */
export function isTombstone({ state }: Pick<Kin, 'state'>): boolean {
  return state === 'gone' || state === 'forgotten';
}

/** Everything that an image is related to: what it was made from, what was made from it, and so on. */
export interface Family {
  /** Oldest first: parents before their children. */
  readonly members: readonly Kin[];
  /** How many more there are than `MOST_KIN`, at least; those next to the image come first. */
  readonly more: boolean;
}
