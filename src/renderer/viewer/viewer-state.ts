import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Size } from '../../shared/model';
import type { View } from './zoom';

/** How the large view is arranged; its own, and forgotten when the window closes. */
interface ViewerState {
  /** The large view takes the whole window: no rail, composer or inspector. */
  readonly immersed: boolean;
  /** What the next image is shown at, while the zoom is kept; null while each one starts whole. */
  readonly kept: { readonly view: View; readonly image: Size } | null;
}

/** The one of this window. */
export const viewerState = createStore<ViewerState>(() => ({ immersed: false, kept: null }));

/** Selects from it. */
export function useViewerState<T>(select: (state: ViewerState) => T): T {
  return useStore(viewerState, select);
}

/** The large view takes the whole window, or gives the rest of it back. */
export function toggleImmersed(): void {
  viewerState.setState(({ immersed }) => ({ immersed: !immersed }));
}
