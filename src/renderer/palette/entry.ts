import type { ImageId } from '../../shared/ids';
import type { Named } from './rank';

/** Headings of the palette, in their order. Prompts come last: they come a little later, and move nothing then. */
export const ENTRY_GROUPS = ['Recent', 'Actions', 'Templates', 'Go to', 'Settings', 'Search', 'Prompts'] as const;
/** See the list of the same meaning. */
export type EntryGroup = (typeof ENTRY_GROUPS)[number];

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
