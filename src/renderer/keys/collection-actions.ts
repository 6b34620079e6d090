import { collectionCommands, store } from '../store/studio';
import type { Action } from './action';
import { targets } from './targets';

function collect(): void {
  const ids = targets();
  if (ids.length > 0) store.getState().collect(ids);
}

/** What can be done with images and collections. */
export const COLLECTION_ACTIONS: readonly Action[] = [
  {
    id: 'collect',
    label: 'Add to collection…',
    group: 'Images',
    keys: ['a'],
    scope: 'images',
    run: collect,
  },
  {
    id: 'take-out',
    label: 'Take out of this collection',
    group: 'Images',
    keys: ['Shift+a'],
    scope: 'images',
    run: () => void collectionCommands.takeOut(targets()),
  },
];
