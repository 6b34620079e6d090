import type { StateCreator } from 'zustand';
import type { ImageId } from '../../shared/ids';
import type { DropPurpose } from './import-commands';

/** A picture of the web that was dropped or pasted as a link. Nothing is fetched before the person says so. */
export interface OfferedLink {
  readonly url: string;
  readonly purpose: DropPurpose;
  /** It was pasted as text, which may also be what was meant. */
  readonly asText: boolean;
  readonly state: 'asked' | 'fetching';
  /** Why it could not be had; the person may try again. */
  readonly fault: string | null;
}

/** What is open over the composer about one of its sources. */
export interface SourcePanel {
  readonly kind: 'crop' | 'link';
  readonly id: ImageId;
}

/** What the composer has open about sources. */
export interface SourcesSlice {
  readonly offered: OfferedLink | null;
  readonly sourcePanel: SourcePanel | null;
  /** Whether images move, of those that were sources in this window. */
  readonly animated: ReadonlyMap<ImageId, boolean>;
  readonly setOffered: (offered: OfferedLink | null) => void;
  readonly setSourcePanel: (panel: SourcePanel | null) => void;
}

/** Starts with nothing open. */
export const createSourcesSlice: StateCreator<SourcesSlice> = (set) => ({
  offered: null,
  sourcePanel: null,
  animated: new Map(),
  setOffered: (offered) => {
    set({ offered });
  },
  setSourcePanel: (sourcePanel) => {
    set({ sourcePanel });
  },
});
