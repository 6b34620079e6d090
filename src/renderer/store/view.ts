import type { StateCreator } from 'zustand';
import type { CollectionId, ImageId, JobId } from '../../shared/ids';
import type { FixedView, LibraryView } from '../../shared/image';
import type { Notice } from '../../shared/ipc';

/** What the centre shows. */
export type Place = LibraryView | 'queue' | 'ledger';
/** How an edit is shown beside its source. */
export type CompareMode = 'side-by-side' | 'slider';
/** Which dialog is open. */
export type OpenDialog = 'settings' | 'shortcuts' | 'collect' | null;

/** A quiet sentence about something just done. `undo` offers to bring the former draft back. */
export interface StatusLine {
  /** Rises with each sentence, so that the same one said twice is heard twice. */
  readonly serial: number;
  readonly text: string;
  readonly tone: 'status' | 'alert';
  readonly undo: boolean;
}

/** The place in the grid: its first visible image and how many pixels of it are above the edge. */
export interface ScrollAnchor {
  readonly id: ImageId;
  readonly offset: number;
}

/** True for the places that show the grid; the others lie over it and leave it as it is. */
export function isLibraryPlace(place: Place): place is LibraryView {
  return place !== 'queue' && place !== 'ledger';
}

/** True for the view of a collection. */
export function isCollection(place: Place): place is CollectionId {
  return place.startsWith('col_');
}

/** True for the parts of the library that are always there. */
export function isFixedView(place: Place): place is FixedView {
  return isLibraryPlace(place) && !isCollection(place);
}

/** Tile heights in CSS pixels that the slider reaches. */
export const TILE_HEIGHT = { min: 96, max: 420, step: 12, default: 168 } as const;

/** Whether the rail shows words: as chosen, else by the width of the window in CSS pixels. */
export function railShown(choice: boolean | null, windowWidth: number): boolean {
  return choice ?? windowWidth >= 1000;
}

/** Whether the inspector shows: as chosen, else by the width of the window in CSS pixels. */
export function inspectorShown(choice: boolean | null, windowWidth: number): boolean {
  return choice ?? windowWidth >= 1100;
}

/** How the window is arranged. */
export interface ViewSlice {
  readonly place: Place;
  readonly search: string;
  readonly tileHeight: number;
  /** Null follows the width of the window. */
  readonly railOpen: boolean | null;
  /** Null follows the width of the window. */
  readonly inspectorOpen: boolean | null;
  /** The inspector beside the large view, which has it closed at first. */
  readonly viewerInspector: boolean;
  /** The image shown large. */
  readonly opened: ImageId | null;
  /** False shows an edit alone, without its source. */
  readonly comparing: boolean;
  readonly compareMode: CompareMode;
  readonly dialog: OpenDialog;
  /** The images that the dialog "collect" puts into a collection; none when it only makes one. */
  readonly collecting: readonly ImageId[];
  readonly scrollAnchor: ScrollAnchor | null;
  readonly statusLine: StatusLine;
  /** Standing sentences of the window's own, such as files that could not be added. */
  readonly ownNotices: readonly Notice[];
  /** Edits started here whose result opens by itself when it arrives. */
  readonly awaitedEdits: ReadonlySet<JobId>;
  readonly goTo: (place: Place) => void;
  readonly setSearch: (search: string) => void;
  readonly setTileHeight: (height: number) => void;
  readonly open: (id: ImageId) => void;
  readonly close: () => void;
  readonly toggleRail: (windowWidth: number) => void;
  /** The inspector of the grid, or of the large view when that is open. */
  readonly toggleInspector: (windowWidth: number) => void;
  readonly setDialog: (dialog: OpenDialog) => void;
  /** Asks for the collection that these images go into. */
  readonly collect: (ids: readonly ImageId[]) => void;
  /** Says something in the live region; alerts interrupt. */
  readonly say: (text: string, tone?: StatusLine['tone'], undo?: boolean) => void;
}

/** Starts in the library. */
export const createViewSlice: StateCreator<ViewSlice> = (set) => ({
  place: 'all',
  search: '',
  tileHeight: TILE_HEIGHT.default,
  railOpen: null,
  inspectorOpen: null,
  viewerInspector: false,
  opened: null,
  comparing: true,
  compareMode: 'side-by-side',
  dialog: null,
  collecting: [],
  scrollAnchor: null,
  statusLine: { serial: 0, text: '', tone: 'status', undo: false },
  ownNotices: [],
  awaitedEdits: new Set(),
  goTo: (place) => {
    set((state) => {
      // Queue and ledger hide the grid and leave it where it is; another view of the library starts at its top.
      const sameGrid = place === state.place || !isLibraryPlace(place) || !isLibraryPlace(state.place);
      return { place, opened: null, scrollAnchor: sameGrid ? state.scrollAnchor : null };
    });
  },
  setSearch: (search) => {
    set({ search });
  },
  setTileHeight: (height) => {
    set({ tileHeight: Math.min(Math.max(height, TILE_HEIGHT.min), TILE_HEIGHT.max) });
  },
  open: (id) => {
    set({ opened: id, comparing: true });
  },
  close: () => {
    set({ opened: null });
  },
  toggleRail: (windowWidth) => {
    set(({ railOpen }) => ({ railOpen: chosen(!railShown(railOpen, windowWidth), railShown(null, windowWidth)) }));
  },
  toggleInspector: (windowWidth) => {
    set(({ opened, viewerInspector, inspectorOpen }) => {
      if (opened !== null) return { viewerInspector: !viewerInspector };
      const next = !inspectorShown(inspectorOpen, windowWidth);
      return { inspectorOpen: chosen(next, inspectorShown(null, windowWidth)) };
    });
  },
  setDialog: (dialog) => {
    set({ dialog });
  },
  collect: (ids) => {
    set({ dialog: 'collect', collecting: ids });
  },
  say: (text, tone = 'status', undo = false) => {
    set((state) => ({ statusLine: { serial: state.statusLine.serial + 1, text, tone, undo } }));
  },
});

/** A choice that is what the width would give anyway is none, so that the panel goes on following the width. */
function chosen(next: boolean, byWidth: boolean): boolean | null {
  return next === byWidth ? null : next;
}
