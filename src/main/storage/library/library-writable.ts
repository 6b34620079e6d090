import type { LibraryState } from '../../../shared/app-state';
import type { LibraryFolder } from './library-folder';
import type { LibraryStore } from './library-store';

/** The records of the folder when they can be changed, else null. */
export function writableStore(place: LibraryFolder): LibraryStore | null {
  return refusal(place.state) === null ? place.store : null;
}

/** Why nothing in the library can be changed, as one sentence; null when everything can. */
export function refusal(state: LibraryState): string | null {
  return state.status === 'unavailable' ? state.message : state.readOnly;
}
