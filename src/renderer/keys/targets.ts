import type { ImageId } from '../../shared/ids';
import { isImageCell } from '../store/selection';
import { store } from '../store/studio';

/** The images that an action means: the one shown large, else the selected ones in the order of the grid. */
export function targets(): readonly ImageId[] {
  const { opened, selected, index } = store.getState();
  if (opened !== null) return [opened];
  const chosen = [...selected].filter(isImageCell);
  if (chosen.length < 2) return chosen;
  const present = new Set(chosen);
  return index?.ids.filter((id) => present.has(id)) ?? chosen;
}
