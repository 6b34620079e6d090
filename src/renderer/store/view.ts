import type { StateCreator } from 'zustand';
import type { CollectionId, ImageId, JobId, SmartId } from '../../shared/ids';
import type { Notice } from '../../shared/app-state';
import type { Kin } from '../../shared/lineage';
import type { FixedView, LibraryView } from '../../shared/library-query';
import { askingIn } from './asking';
import type { SettingsSection } from './settings-sections';
import type { Studio } from './store';

/** What the centre shows. */
export type Place = LibraryView | 'queue' | 'ledger' | 'prompts';
/** How an edit is shown beside its source. */
export type CompareMode = 'side-by-side' | 'slider' | 'onion-skin' | 'difference' | 'blink';
/** What the large view shows: one image, two of them beside each other, several to choose from, or their family. */
export type Look = 'image' | 'compare' | 'survey' | 'lineage';
/** The most images that are looked at side by side. */
export const MOST_COMPARED = 4;
/** Which dialog is open. */
export type OpenDialog = 'settings' | 'shortcuts' | 'palette' | 'collect' | 'export' | 'history' | null;

/** A quiet sentence about something just done, and what can be taken back beside it. */
export interface StatusLine {
  /** Rises with each sentence, so that the same one said twice is heard twice. */
  readonly serial: number;
  readonly text: string;
  readonly tone: 'status' | 'alert';
  /** The draft that was closed last, or the last step of the library's history, or the template that was removed. */
  readonly undo: 'draft' | 'step' | 'template' | null;
}

/** Images shown one after the other. */
export interface Slideshow {
  readonly playing: boolean;
  /** How long each one stays. */
  readonly seconds: number;
}

/** The place in the grid: its first visible image and how many pixels of it are above the edge. */
export interface ScrollAnchor {
  readonly id: ImageId;
  readonly offset: number;
}

/** True for the places that show the grid; the others lie over it and leave it as it is. */
export function isLibraryPlace(place: Place): place is LibraryView {
  return place !== 'queue' && place !== 'ledger' && place !== 'prompts';
}

/** True for the view of a collection. */
export function isCollection(place: Place): place is CollectionId {
  return place.startsWith('col_');
}

/** True for the view of a smart collection. */
export function isSmart(place: Place): place is SmartId {
  return place.startsWith('smt_');
}

/** True for the parts of the library that are always there. */
export function isFixedView(place: Place): place is FixedView {
  return isLibraryPlace(place) && !isCollection(place) && !isSmart(place);
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
  readonly tileHeight: number;
  /** Null follows the width of the window. */
  readonly railOpen: boolean | null;
  /** Null follows the width of the window. */
  readonly inspectorOpen: boolean | null;
  /** The inspector beside the large view, which has it closed at first. */
  readonly viewerInspector: boolean;
  /** The image shown large. */
  readonly opened: ImageId | null;
  /** The image of the quick look from the grid. */
  readonly preview: ImageId | null;
  readonly slideshow: Slideshow | null;
  /** Kept for the next slideshow. */
  readonly slideSeconds: number;
  /** A star or a flag for one image moves on to the next. */
  readonly culling: boolean;
  /** Comparing is for what has a source or was chosen for it; all else is shown alone. */
  readonly look: Look;
  /** Chosen to be compared: before and after, or up to four of a survey. Empty is the opened edit and its source. */
  readonly compared: readonly ImageId[];
  readonly compareMode: CompareMode;
  /** What is kept of a removed image, with the keys in the family of that opened image; see `stoodOn`. */
  readonly standing: { readonly by: ImageId; readonly on: Kin } | null;
  readonly dialog: OpenDialog;
  /** The section that the settings open at; null is their top. */
  readonly settingsSection: SettingsSection | null;
  /** The images that the dialog "collect" puts into a collection; none when it only makes one. */
  readonly collecting: readonly ImageId[];
  /** The images that the dialog "export" is about. */
  readonly exporting: readonly ImageId[];
  /** Of the view on show; null at its top. */
  readonly scrollAnchor: ScrollAnchor | null;
  /** Of the other views, the one left last at the end. */
  readonly scrollAnchors: ReadonlyMap<LibraryView, ScrollAnchor>;
  readonly statusLine: StatusLine;
  /** Standing sentences of the window's own, such as files that could not be added. */
  readonly ownNotices: readonly Notice[];
  /** Edits started here whose result opens by itself when it arrives, with the image that was open when they were. */
  readonly awaitedEdits: ReadonlyMap<JobId, ImageId | null>;
  readonly goTo: (place: Place) => void;
  readonly setTileHeight: (height: number) => void;
  readonly open: (id: ImageId) => void;
  readonly close: () => void;
  /** Shows two images before and after, or up to four as a survey; further ones are left out, and one alone is opened. */
  readonly compare: (ids: readonly ImageId[]) => void;
  /** Opens the image, if it is not open, in that look. In the lineage it has the keys. */
  readonly lookAt: (id: ImageId, look: Look) => void;
  /** Gives the keys in the lineage to what is kept of a removed image; null gives them back to the opened image. */
  readonly stand: (on: Kin | null) => void;
  readonly setPreview: (id: ImageId | null) => void;
  /** Shows the images of the view one after the other, from this one on. */
  readonly startSlideshow: (from: ImageId) => void;
  readonly setSlideshow: (change: Partial<Slideshow>) => void;
  readonly stopSlideshow: () => void;
  readonly toggleCulling: () => void;
  readonly toggleRail: (windowWidth: number) => void;
  /** The inspector of the grid, or of the large view when that is open. */
  readonly toggleInspector: (windowWidth: number) => void;
  readonly setDialog: (dialog: OpenDialog) => void;
  readonly openSettings: (section: SettingsSection) => void;
  /** Asks for the collection that these images go into. */
  readonly collect: (ids: readonly ImageId[]) => void;
  /** Opens the panel that hands these images out. */
  readonly askExport: (ids: readonly ImageId[]) => void;
  /** Says something in the live region; alerts interrupt. */
  readonly say: (text: string, tone?: StatusLine['tone'], undo?: StatusLine['undo']) => void;
}

/** Starts in the library. */
export const createViewSlice: StateCreator<Studio, [], [], ViewSlice> = (set) => ({
  place: 'all',
  tileHeight: TILE_HEIGHT.default,
  railOpen: null,
  inspectorOpen: null,
  viewerInspector: false,
  opened: null,
  preview: null,
  slideshow: null,
  slideSeconds: 4,
  culling: false,
  look: 'compare',
  compared: [],
  compareMode: 'side-by-side',
  standing: null,
  dialog: null,
  settingsSection: null,
  collecting: [],
  exporting: [],
  scrollAnchor: null,
  scrollAnchors: new Map(),
  statusLine: { serial: 0, text: '', tone: 'status', undo: null },
  ownNotices: [],
  awaitedEdits: new Map(),
  goTo: (place) => {
    set((state) => {
      const leave = { place, opened: null, preview: null, slideshow: null };
      const from = gridView(state);
      // Queue and ledger hide the grid and leave it where it is.
      if (!isLibraryPlace(place) || place === from) return leave;
      return { ...leave, ...askingIn(state, place), ...anchorsIn(state, from, place) };
    });
  },
  setTileHeight: (height) => {
    set({ tileHeight: Math.min(Math.max(height, TILE_HEIGHT.min), TILE_HEIGHT.max) });
  },
  open: (id) => {
    set({ opened: id, look: 'compare', compared: [], preview: null });
  },
  close: () => {
    set({ opened: null, slideshow: null });
  },
  compare: (ids) => {
    const compared = ids.slice(0, MOST_COMPARED);
    const after = compared[compared.length === 2 ? 1 : 0];
    if (after === undefined) return;
    const look = compared.length > 2 ? 'survey' : 'compare';
    set({ opened: after, look, compared: compared.length === 1 ? [] : compared, preview: null });
  },
  lookAt: (id, look) => {
    set(({ opened, compared }) => ({
      ...{ opened: id, look, preview: null, standing: null },
      compared: opened === id ? compared : [],
    }));
  },
  stand: (on) => {
    set(({ opened }) => ({ standing: on && opened !== null ? { by: opened, on } : null }));
  },
  setPreview: (id) => {
    set({ preview: id });
  },
  startSlideshow: (from) => {
    set(({ slideSeconds }) => ({
      ...{ opened: from, look: 'image', compared: [], preview: null },
      slideshow: { playing: true, seconds: slideSeconds },
    }));
  },
  setSlideshow: (change) => {
    set(({ slideshow }) => {
      if (slideshow === null) return {};
      const next = { ...slideshow, ...change };
      return { slideshow: next, slideSeconds: next.seconds };
    });
  },
  stopSlideshow: () => {
    set({ slideshow: null });
  },
  toggleCulling: () => {
    set(({ culling }) => ({ culling: !culling }));
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
    set({ dialog, settingsSection: null });
  },
  openSettings: (section) => {
    set({ dialog: 'settings', settingsSection: section });
  },
  collect: (ids) => {
    set({ dialog: 'collect', collecting: ids });
  },
  askExport: (ids) => {
    set({ dialog: 'export', exporting: ids });
  },
  say: (text, tone = 'status', undo = null) => {
    set((state) => ({ statusLine: { serial: state.statusLine.serial + 1, text, tone, undo } }));
  },
});

/** What has the keys in the lineage in the place of the opened image, since nobody can open it; null when that image has them. */
export function stoodOn({ opened, look, standing }: Pick<ViewSlice, 'opened' | 'look' | 'standing'>): Kin | null {
  return look === 'lineage' && standing !== null && standing.by === opened ? standing.on : null;
}

/** The view that the grid shows, also behind queue and ledger. */
export function gridView({ place, query }: Pick<Studio, 'place' | 'query'>): LibraryView {
  return isLibraryPlace(place) ? place : (query?.view ?? 'all');
}

/** Views whose place is kept; beyond that the one left longest ago is forgotten. */
const ANCHORS_KEPT = 50;

/** The place of the view that is left is kept, that of the one that is entered found again. */
function anchorsIn(
  { scrollAnchor, scrollAnchors }: ViewSlice,
  from: LibraryView,
  to: LibraryView,
): Pick<ViewSlice, 'scrollAnchor' | 'scrollAnchors'> {
  const others = [...scrollAnchors].filter(([view]) => view !== from && view !== to);
  if (scrollAnchor) others.push([from, scrollAnchor]);
  return { scrollAnchor: scrollAnchors.get(to) ?? null, scrollAnchors: new Map(others.slice(-ANCHORS_KEPT)) };
}

/** A choice that is what the width would give anyway is none, so that the panel goes on following the width. */
function chosen(next: boolean, byWidth: boolean): boolean | null {
  return next === byWidth ? null : next;
}
