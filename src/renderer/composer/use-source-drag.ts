import type { PointerEvent as ReactPointerEvent, RefObject } from 'react';
import { useRef, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { commands } from '../store/studio';

/** A hand that presses moves a little; that is no drag yet. Pixels. */
const SLACK = 5;

/** Moves a source among the others with the pointer. */
export interface SourceDrag {
  /** The order that is shown; the draft has it when the pointer lets go, so that the prompt changes once. */
  readonly order: readonly ImageId[];
  readonly dragged: ImageId | null;
  /** Begins with the press on a source. Returns whether it had moved, to be asked at the click that ends it. */
  readonly begin: (id: ImageId, event: ReactPointerEvent) => () => boolean;
}

/** The drag over that list, whose children are the sources in their order. */
export function useSourceDrag(list: RefObject<HTMLElement | null>, ids: readonly ImageId[]): SourceDrag {
  const [drag, setDrag] = useState<{ readonly id: ImageId; readonly order: readonly ImageId[] } | null>(null);
  const latest = useRef(drag);
  const change = (next: typeof drag): void => {
    latest.current = next;
    setDrag(next);
  };

  function begin(id: ImageId, { button, clientX: from }: ReactPointerEvent): () => boolean {
    let moved = false;
    if (button !== 0) return () => moved;
    const move = (event: PointerEvent): void => {
      moved ||= Math.abs(event.clientX - from) > SLACK;
      const slots = Array.from(list.current?.children ?? [], (slot) => slot.getBoundingClientRect());
      const over = slots.findIndex(({ left, right }) => event.clientX >= left && event.clientX < right);
      if (!moved) return;
      const order = latest.current?.order ?? ids;
      const others = order.filter((other) => other !== id);
      const at = over < 0 ? order.indexOf(id) : over;
      change({ id, order: [...others.slice(0, at), id, ...others.slice(at)] });
    };
    const stop = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', cancel);
    };
    const end = (): void => {
      stop();
      const { order } = latest.current ?? {};
      change(null);
      if (order) commands.arrangeSources(order);
    };
    const cancel = (): void => {
      stop();
      change(null);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', cancel);
    return () => moved;
  }

  // A source that came or went meanwhile ends it.
  const holds = drag?.order.length === ids.length && drag.order.every((id) => ids.includes(id));
  return holds ? { order: drag.order, dragged: drag.id, begin } : { order: ids, dragged: null, begin };
}
