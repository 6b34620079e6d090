import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** How the large view is arranged; its own, and forgotten when the window closes. */
interface ViewerState {
  /** The large view takes the whole window: no rail, composer or inspector. */
  readonly immersed: boolean;
}

/** The one of this window. */
export const viewerState = createStore<ViewerState>(() => ({ immersed: false }));

/** Selects from it. */
export function useViewerState<T>(select: (state: ViewerState) => T): T {
  return useStore(viewerState, select);
}

/** The large view takes the whole window, or gives the rest of it back. */
export function toggleImmersed(): void {
  viewerState.setState(({ immersed }) => ({ immersed: !immersed }));
}
