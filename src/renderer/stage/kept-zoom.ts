import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Framing, View } from './zoom';

/** What the next image is shown at. */
export interface KeptZoom {
  readonly view: View;
  /** What it was a view of. */
  readonly of: Framing;
}

/** The one of this window, forgotten when it closes: null while each image starts whole. */
export const keptZoom = createStore<{ readonly kept: KeptZoom | null }>(() => ({ kept: null }));

/** What is kept now. */
export function useKeptZoom(): KeptZoom | null {
  return useStore(keptZoom, ({ kept }) => kept);
}
