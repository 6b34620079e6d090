import type { Lookups } from './lookups';
import type { StudioStore } from './store';

/**
 * Counts smart collections a moment after it is called, however often: nobody waits for them, and typing must not wait for
 * them. `later` does something in a moment.
 */
export function createSmartCounter(store: StudioStore, lookups: Lookups, later: (act: () => void) => void): () => void {
  let waiting = false;
  const count = (): void => {
    waiting = false;
    const { columns, lists, smartCounts } = store.getState();
    if (!columns) return;
    const counts = lookups.smartCounts(columns, lists.smart);
    const differs =
      counts.size !== smartCounts.size || [...counts].some(([id, found]) => smartCounts.get(id) !== found);
    if (differs) store.setState({ smartCounts: counts });
  };
  return () => {
    if (waiting || store.getState().lists.smart.length === 0) return;
    waiting = true;
    later(count);
  };
}
