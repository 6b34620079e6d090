import type { DragEvent } from 'react';
import type { ImageId } from '../../shared/ids';
import { beginOwnDrag } from '../ui/drag';
import type { View } from './zoom';
import { isZoomed } from './zoom';

/** Properties of a stage whose file is taken out by dragging, while the picture is whole: zoomed, the drag moves it. */
export function dragOut(
  view: View,
  id: ImageId | undefined,
): { readonly draggable: boolean; readonly onDragStart: (event: DragEvent) => void } {
  return {
    draggable: id !== undefined && !isZoomed(view),
    onDragStart: (event) => {
      event.preventDefault();
      // One stage may hold the pictures of two: what is dragged is the inner one.
      event.stopPropagation();
      if (id !== undefined) beginOwnDrag([id]);
    },
  };
}
