import type { DragEvent } from 'react';
import { useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { droppedImages, isImageDrag } from '../ui/drag';

/** Handlers of a place that takes images of the library, and whether such a drag is over it. */
export interface DropTarget {
  readonly over: boolean;
  readonly handlers: Readonly<
    Record<'onDragEnter' | 'onDragOver' | 'onDragLeave' | 'onDrop', (event: DragEvent<HTMLElement>) => void>
  >;
}

/** Takes dragged images here instead of leaving them to the window. Null takes nothing. */
export function useDropTarget(take: ((ids: readonly ImageId[]) => void) | null): DropTarget {
  const [over, setOver] = useState(false);
  const enter = (event: DragEvent<HTMLElement>): void => {
    if (!take || !isImageDrag(event.dataTransfer)) return;
    event.preventDefault();
    // The window would say that nothing can be dropped here.
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return {
    over,
    handlers: {
      onDragEnter: enter,
      onDragOver: enter,
      onDragLeave: (event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
      },
      onDrop: (event) => {
        setOver(false);
        if (!take || !isImageDrag(event.dataTransfer)) return;
        event.preventDefault();
        event.stopPropagation();
        take(droppedImages(event.dataTransfer));
      },
    },
  };
}
