import type { FocusEvent } from 'react';
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { CellId } from '../store/selection';

/** Focus handlers of the grid's scroller. */
export interface FocusHandlers {
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/**
 * While the grid has the focus it is on the active cell, also when a new layout gives that cell another row and with it
 * another element. `drawn` changes with everything that may have moved it.
 */
export function useFocusFollows(scroller: HTMLElement | null, active: CellId | null, drawn: unknown): FocusHandlers {
  const held = useRef<Element | null>(null);

  useLayoutEffect(() => {
    if (!scroller) return;
    const focused = document.activeElement;
    const lost = focused === document.body && held.current?.isConnected === false;
    const elsewhere =
      active !== null &&
      scroller.contains(focused) &&
      focused?.closest('[data-cell]')?.getAttribute('data-cell') !== active;
    if (!lost && !elsewhere) return;
    const own = active === null ? null : scroller.querySelector<HTMLElement>(`[data-cell="${active}"]`);
    // At first none is active, and the tile of a job goes with it: then it is the cell that Tab would enter.
    const cell = own ?? (lost ? scroller.querySelector<HTMLElement>('[data-cell][tabindex="0"]') : null);
    cell?.focus({ preventScroll: true });
  }, [scroller, active, drawn]);

  const onFocus = useCallback((event: FocusEvent) => {
    held.current = event.target;
  }, []);
  const onBlur = useCallback((event: FocusEvent) => {
    const { target } = event;
    // An element that is taken out of the page loses the focus too: only one that stays was left on purpose.
    queueMicrotask(() => {
      if (target.isConnected && held.current === target) held.current = null;
    });
  }, []);
  return { onFocus, onBlur };
}
