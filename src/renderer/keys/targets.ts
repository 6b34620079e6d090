import type { ImageId } from '../../shared/ids';
import { imagesOf, placeIn } from '../store/query';
import type { Studio } from '../store/store';
import { store } from '../store/studio';
import { isLibraryPlace, stoodOn } from '../store/view';

/**
 * The images that an action means, in the order of the grid: the one that is looked at, else the selected ones that are on
 * show; a closed stack means all of its images. None while a removed image has the keys in its family.
 */
export function targets(): readonly ImageId[] {
  const state = store.getState();
  const { opened, preview, place, selected, index } = state;
  if (stoodOn(state) !== null) return [];
  const looked = opened ?? preview;
  if (looked !== null) return [looked];
  // Behind queue and ledger the selection stays, but nobody sees what would become of it.
  return index && isLibraryPlace(place) ? imagesOf(index, selected) : [];
}

/** True when `targets` has any; cheap however many are selected. */
export function hasTargets(state: Studio): boolean {
  const { opened, preview, place, selected, index } = state;
  if (stoodOn(state) !== null) return false;
  if (opened !== null || preview !== null) return true;
  if (!index || !isLibraryPlace(place)) return false;
  for (const id of selected) if (placeIn(index, id) >= 0) return true;
  return false;
}

/** The one image that an action for one image means: of a stack its cover. */
export function target(): ImageId | null {
  const state = store.getState();
  const { opened, preview, active, selected, index } = state;
  if (stoodOn(state) !== null) return null;
  const looked = opened ?? preview;
  if (looked !== null) return looked;
  const [first] = targets();
  if (!index || first === undefined) return null;
  const at = active !== null && selected.has(active) ? placeIn(index, active) : -1;
  return index.ids[at] ?? index.ids[placeIn(index, first)] ?? null;
}
