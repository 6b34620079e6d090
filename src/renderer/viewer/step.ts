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

/**
 * Goes where such a key leads, in the way that the image is looked at now: to the next of a survey, else to the next of the
 * set, which stays beside what was chosen to be compared with it. False for other keys and at the ends.
 */
export function stepTo(id: ImageId, key: string, survey: readonly ImageId[] | null): boolean {
  const { compared, look } = store.getState();
  const next = survey ? steppedIn(survey, id, key) : steppedTo(id, key);
  if (next === null) return false;
  const [before, after] = compared;
  const stays = before !== undefined && compared.length === 2 && after === id && look === 'compare' && next !== before;
  if (survey) store.setState({ opened: next });
  else if (stays) store.setState({ opened: next, compared: [before, next] });
  else store.getState().lookAt(next, look === 'survey' ? 'compare' : look);
  return true;
}

function steppedIn(ids: readonly ImageId[], id: ImageId, key: string): ImageId | null {
  const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[key];
  if (by !== undefined) return ids[ids.indexOf(id) + by] ?? null;
  return (key === 'Home' ? ids[0] : key === 'End' ? ids.at(-1) : null) ?? null;
}
