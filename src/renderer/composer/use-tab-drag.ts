import type { PointerEvent as ReactPointerEvent, RefObject } from 'react';
import { useCallback } from 'react';
import type { Draft } from '../../shared/draft';
import { store } from '../store/studio';

/** A hand that presses moves a little; that is no drag yet. Pixels. */
const SLACK = 5;

/** Moves a tab with the pointer: it takes the place of the tab that the pointer is over. Returns what begins the drag. */
export function useTabDrag(list: RefObject<HTMLElement | null>) {
  return useCallback(
    (id: Draft['id'], { button, clientX: from }: ReactPointerEvent) => {
      if (button !== 0) return;
      let moved = false;
      const move = (event: PointerEvent): void => {
        moved ||= Math.abs(event.clientX - from) > SLACK;
        const places = Array.from(list.current?.children ?? [], (tab) => tab.getBoundingClientRect());
        const over = places.findIndex(({ left, right }) => event.clientX >= left && event.clientX < right);
        const { drafts, moveDraft } = store.getState();
        const at = drafts.findIndex((draft) => draft.id === id);
        if (!moved || over < 0 || over === at) return;
        // Past the middle: else a long tab and a short one would change places at each step of the pointer.
        const { left = 0, width = 0 } = places[over] ?? {};
        const middle = left + width / 2;
        if (over > at ? event.clientX > middle : event.clientX < middle) moveDraft(id, over);
      };
      const end = (): void => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', end);
        window.removeEventListener('pointercancel', end);
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', end);
      window.addEventListener('pointercancel', end);
    },
    [list],
  );
}
