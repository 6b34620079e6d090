import type { ImageId } from '../../shared/ids';
import { placeIn } from '../store/query';
import { store } from '../store/studio';

/** The image so many places on in the set on show; null at its ends, and for an image that is not in it. */
export function neighbour(id: ImageId, by: number): ImageId | null {
  const { index } = store.getState();
  const at = index ? placeIn(index, id) : -1;
  return index && at >= 0 ? (index.ids[at + by] ?? null) : null;
}

/** The first image of the set, and the last. */
export function endOfSet(end: 'first' | 'last'): ImageId | null {
  return store.getState().index?.ids.at(end === 'first' ? 0 : -1) ?? null;
}

/** The image that a key of the arrows, Home or End goes to; null for other keys and at the ends. */
export function steppedTo(id: ImageId, key: string): ImageId | null {
  switch (key) {
    case 'ArrowLeft':
      return neighbour(id, -1);
    case 'ArrowRight':
      return neighbour(id, 1);
    case 'Home':
      return endOfSet('first');
    case 'End':
      return endOfSet('last');
    default:
      return null;
  }
}
