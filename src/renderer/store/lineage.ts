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
  /** Asks again after each change of the library, until the answered function is called. */
  readonly watch: () => () => void;
  /** Fetches the family of that image, unless it is the one on show and that is up to date. */
  readonly look: (id: ImageId) => void;
}

/** A lineage that asks over that bridge. Questions go one at a time; what changed meanwhile is asked once more. */
export function createLineage(bridge: Bridge): Lineage {
  const store = createStore<LineageState>(() => ({ family: null, status: 'loading', problem: '' }));
  let looked: ImageId | null = null;
  let isAsking = false;
  let isStale = true;

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    while (isStale && looked !== null) {
      isStale = false;
      const id = looked;
      const answer = await bridge.request('library.family', { id });
      if (!answer.ok) store.setState({ family: null, status: 'failed', problem: answer.error.message });
      // Another image may be looked at by now: the answer is its family, too, or it is asked for next.
      else if (looked === id || has(answer.data, looked)) store.setState(found(answer.data));
      else isStale = true;
    }
    isAsking = false;
  }

  return {
    store,
    watch: () => {
      isStale = true;
      return bridge.on('library.changed', () => {
        isStale = true;
        void ask();
      });
    },
    look: (id) => {
      looked = id;
      const { family } = store.getState();
      if (!has(family, id)) {
        store.setState({ family: null, status: 'loading', problem: '' });
        isStale = true;
      }
      // One that is at the edge of what was looked up has more relatives than are on show.
      if (family?.more === true) isStale = true;
      void ask();
    },
  };
}

function has(family: Family | null, id: ImageId | null): boolean {
  return family?.members.some((kin) => kin.id === id) ?? false;
}

function found(family: Family | null): LineageState {
  return { family, status: 'ready', problem: '' };
}
