import type { ImageId } from '../../shared/ids';
import type { StudioStore } from './store';

/** A row that does not come in this time is not waited for any longer. Milliseconds. */
const PATIENCE = 2000;

/** Resolves when the rows of images that main has just taken in are here: before that they would seem to have vanished. */
export function arrived(store: StudioStore, ids: readonly ImageId[]): Promise<void> {
  const areHere = (): boolean => {
    const { columns } = store.getState();
    return !columns || ids.every((id) => columns.places.ofId(id) >= 0);
  };
  if (areHere()) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, PATIENCE);
    const stop = store.subscribe(() => {
      if (areHere()) end();
    });
  });
}
