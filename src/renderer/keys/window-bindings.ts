import type { Studio } from '../store/store';
import { promptCommands, store } from '../store/studio';
import type { Place } from '../store/view';
import { gridView, inspectorShown, isLibraryPlace, MOST_COMPARED, stoodOn, TILE_HEIGHT } from '../store/view';
import type { FocusPlace } from '../ui/focus';
import { focusOn, isTyping } from '../ui/focus';
import { GONE } from '../ui/kin-words';
import type { Bindings } from './binding';
import { target, targets } from './targets';

function back(): void {
  const state = store.getState();
  // An image that was opened from the queue leads back there.
  const backTo = state.opened !== null && state.place === 'queue' ? 'queue' : 'grid';
  if (state.slideshow) state.stopSlideshow();
  else if (state.opened !== null) state.close();
  else if (state.preview !== null) state.setPreview(null);
  else if (inspectorCovers(state)) {
    state.toggleInspector(window.innerWidth);
    focusOn(isLibraryPlace(state.place) ? 'grid' : state.place);
    return;
  } else if (!isLibraryPlace(state.place)) state.goTo(gridView(state));
  else state.clearSelection();
  focusOn(backTo);
}

/** In a narrow window the inspector lies over the place. */
function inspectorCovers({ inspectorOpen, place, promptPart }: Studio): boolean {
  const width = window.innerWidth;
  const hasOne = place === 'prompts' ? promptPart === 'history' : place !== 'ledger';
  return hasOne && inspectorShown(inspectorOpen, width) && !inspectorShown(null, width);
}

/** A place that is gone to has the keys, too, except from who is writing. */
function show(place: Place, keys: FocusPlace): void {
  store.getState().goTo(place);
  if (!isTyping(document.activeElement)) focusOn(keys);
}

function search(): void {
  const state = store.getState();
  if (state.place === 'prompts' && state.opened === null) {
    promptCommands.search();
    return;
  }
  if (state.opened !== null) state.close();
  state.setPreview(null);
  if (!isLibraryPlace(state.place)) state.goTo(gridView(state));
  focusOn('search');
}

function open(): void {
  const id = target();
  if (id !== null) store.getState().open(id);
}

/** In the large view beside its source and alone in turn; in the grid what is selected, against each other. */
function compare(): void {
  const { opened, look, active, lookAt, compare: compareThese, say } = store.getState();
  const chosen = targets();
  // Of two the one chosen last, which the keyboard stands on, comes after.
  const ids = chosen.length === 2 && chosen[0] === active ? chosen.toReversed() : chosen;
  if (opened !== null) lookAt(opened, look === 'compare' || look === 'survey' ? 'image' : 'compare');
  else if (ids.length > MOST_COMPARED) say(`Select two to ${String(MOST_COMPARED)} images to compare them.`);
  else compareThese(ids);
}

function showLineage(): void {
  const { opened, look, lookAt } = store.getState();
  const id = opened ?? target();
  // A look outlives its large view: only what is open goes back.
  if (id !== null) lookAt(id, opened !== null && look === 'lineage' ? 'compare' : 'lineage');
}

function startSlideshow(): void {
  const { index, place, query, goTo, startSlideshow: start, slideshow, stopSlideshow } = store.getState();
  if (slideshow) {
    stopSlideshow();
    return;
  }
  const from = target() ?? index?.ids[0];
  if (from === undefined) return;
  if (!isLibraryPlace(place)) goTo(query?.view ?? 'all');
  start(from);
}

function resizeTiles(by: number): void {
  const { tileHeight, setTileHeight } = store.getState();
  setTileHeight(tileHeight + by * TILE_HEIGHT.step * 2);
}

/** Places and parts of the window, and what shows images in it. */
export const WINDOW_BINDINGS = {
  search: { run: search },
  palette: { run: () => store.getState().setDialog('palette') },
  back: { run: back },
  open: { run: open },
  // A quick look at the image that the keyboard stands on.
  preview: { run: () => store.getState().setPreview(target()) },
  compare: { run: compare },
  lineage: { run: showLineage },
  slideshow: {
    run: startSlideshow,
    whyNot: (state) => {
      if (stoodOn(state) !== null) return GONE;
      return state.index && state.index.ids.length > 0 ? null : 'There is no image to show.';
    },
  },
  library: { run: () => show('all', 'grid') },
  queue: { run: () => show('queue', 'queue') },
  ledger: { run: () => show('ledger', 'ledger') },
  rail: { run: () => store.getState().toggleRail(window.innerWidth) },
  inspector: { run: () => store.getState().toggleInspector(window.innerWidth) },
  larger: { run: () => resizeTiles(1) },
  smaller: { run: () => resizeTiles(-1) },
  settings: { run: () => store.getState().setDialog('settings') },
  shortcuts: { run: () => store.getState().setDialog('shortcuts') },
} satisfies Partial<Bindings>;
