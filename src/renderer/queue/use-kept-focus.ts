import type { FocusEvent } from 'react';
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { QueueEntryId } from '../store/jobs';
import { isEntryId } from './use-item-window';

/** Focus handlers of the queue's list. */
export interface FocusHandlers {
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/**
 * The focus stays in the list when what had it is taken out of the page: it goes to the same job, else to the one that
 * took its place, else to the list itself.
 */
export function useKeptFocus(list: HTMLElement | null, ids: readonly QueueEntryId[]): FocusHandlers {
  const held = useRef<{ readonly element: Element; readonly id: QueueEntryId; readonly at: number } | null>(null);
  const latest = useRef(ids);

  useLayoutEffect(() => {
    latest.current = ids;
    const was = held.current;
    if (!list || was === null) return;
    if (was.element.isConnected) {
      const at = ids.indexOf(was.id);
      if (at >= 0) held.current = { ...was, at };
      return;
    }
    held.current = null;
    if (document.activeElement !== document.body) return;
    const id = ids.includes(was.id) ? was.id : ids[Math.min(was.at, ids.length - 1)];
    const item = id === undefined ? null : list.querySelector<HTMLElement>(`[data-job="${id}"]`);
    (item ?? list).focus({ preventScroll: true });
  });

  const onFocus = useCallback((event: FocusEvent) => {
    const id = event.target.closest('[data-job]')?.getAttribute('data-job');
    held.current = isEntryId(id) ? { element: event.target, id, at: latest.current.indexOf(id) } : null;
  }, []);
  const onBlur = useCallback((event: FocusEvent) => {
    const { target } = event;
    // An element that is taken out of the page loses the focus too: only one that stays was left on purpose.
    queueMicrotask(() => {
      if (target.isConnected && held.current?.element === target) held.current = null;
    });
  }, []);
  return { onFocus, onBlur };
}
