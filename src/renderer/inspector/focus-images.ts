import { store } from '../store/studio';
import { focusOn } from '../ui/focus';

/** Back from a field of the inspector to the images it is about, whose keys then act again. */
export function focusOnImages(): void {
  focusOn(store.getState().opened === null ? 'grid' : 'viewer');
}
