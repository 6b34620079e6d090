import type { ImageId } from '../../shared/ids';
import type { Named } from './rank';

/** Headings of the palette. */
export type EntryGroup = 'Recent' | 'Actions' | 'Templates' | 'Go to' | 'Settings' | 'Search' | 'Prompts';

/** One line of the palette. */
export interface Entry extends Named {
  /** The same at each start, so that what was used last can be told. */
  readonly id: string;
  readonly group: EntryGroup;
  /** Said behind the label, quietly. */
  readonly detail?: string;
  readonly keys?: readonly string[];
  /** Shown before the label, at most three. */
  readonly images?: readonly ImageId[];
  /** Why it can do nothing now, in one sentence; null when it can. */
  readonly why: string | null;
  readonly run: () => void;
}
