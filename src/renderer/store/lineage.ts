import type { StoreApi } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ImageId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { Family } from '../../shared/lineage';

/** The family that is on show; its own store, since nothing else of the window reads it. */
export interface LineageState {
  /** Null until the first answer, and when nothing is known of the image. */
  readonly family: Family | null;
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why there is no answer; empty while there is one. */
  readonly problem: string;
}

/** Keeps the family of the image that is looked at up to date. */
export interface Lineage {
  readonly store: StoreApi<LineageState>;
  /**
   * Fetches the image's family, unless it is on show already, and again after each change of the library. Answers the way
   * to stop.
   */
  readonly follow: (id: ImageId) => () => void;
}

/** A lineage that asks over that bridge. Questions go one at a time; what changed meanwhile is asked once more. */
export function createLineage(bridge: Bridge): Lineage {
  const store = createStore<LineageState>(() => ({ family: null, status: 'loading', problem: '' }));
  let followed: ImageId | null = null;
  let isAsking = false;
  let isStale = false;

  async function ask(): Promise<void> {
    isStale = true;
    if (isAsking) return;
    isAsking = true;
    while (isStale && followed !== null) {
      isStale = false;
      const id = followed;
      const answer = await bridge.request('library.family', { id });
      // Another image may be looked at by now: its family is asked for next.
      if (followed !== id) continue;
      if (answer.ok) store.setState({ family: answer.data, status: 'ready', problem: '' });
      else store.setState({ family: null, status: 'failed', problem: answer.error.message });
    }
    isAsking = false;
  }

  return {
    store,
    follow: (id) => {
      followed = id;
      const { family, status } = store.getState();
      const isMember = status === 'ready' && (family?.members.some((kin) => kin.id === id) ?? false);
      if (!isMember) store.setState({ family: null, status: 'loading', problem: '' });
      // One that is at the edge of what was looked up has more relatives than are on show.
      if (!isMember || family?.more === true) void ask();
      const stop = bridge.on('library.changed', () => void ask());
      return () => {
        stop();
        if (followed === id) followed = null;
      };
    },
  };
}
