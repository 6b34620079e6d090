import type { FocusEvent, RefObject } from 'react';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { focusOn } from '../ui/focus';

/**
 * Buttons of the queue's head come and go with what there is to do. When the one that had the focus goes, the focus moves
 * to the next one beside it, else to the list: never to nowhere. Gives the handler that follows the focus.
 */
export function useHeaderFocus(header: RefObject<HTMLElement | null>): (event: FocusEvent) => void {
  const held = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (held.current?.isConnected !== false) return;
    held.current = null;
    if (document.activeElement !== document.body) return;
    const next = header.current?.querySelector<HTMLElement>('[data-whole] button');
    if (next) next.focus();
    else focusOn('queue');
  });
  return useCallback((event: FocusEvent) => {
    held.current = event.target;
  }, []);
}
