import type { ImageId } from '../../shared/ids';
import { imagesOf, placeIn } from '../store/query';
import type { Studio } from '../store/store';
import { store } from '../store/studio';
import { isLibraryPlace } from '../store/view';

/**
 * The images that an action means, in the order of the grid: the one that is looked at, else the selected ones that are on
 * show; a closed stack means all of its images.
 */
export function targets(): readonly ImageId[] {
  const { opened, preview, place, selected, index } = store.getState();
  const looked = opened ?? preview;
  if (looked !== null) return [looked];
  // Behind queue and ledger the selection stays, but nobody sees what would become of it.
  return index && isLibraryPlace(place) ? imagesOf(index, selected) : [];
}

/** True when `targets` has any; cheap however many are selected. */
export function hasTargets({ opened, preview, place, selected, index }: Studio): boolean {
  if (opened !== null || preview !== null) return true;
  if (!index || !isLibraryPlace(place)) return false;
  for (const id of selected) if (placeIn(index, id) >= 0) return true;
  return false;
}

/** The one image that an action for one image means: of a stack its cover. */
export function target(): ImageId | null {
  const { opened, preview, active, selected, index } = store.getState();
  const looked = opened ?? preview;
  if (looked !== null) return looked;
  const [first] = targets();
  if (!index || first === undefined) return null;
  const at = active !== null && selected.has(active) ? placeIn(index, active) : -1;
  return index.ids[at] ?? index.ids[placeIn(index, first)] ?? null;
}
