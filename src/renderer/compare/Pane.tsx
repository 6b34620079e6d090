import type { PointerEvent, ReactNode } from 'react';
import type { ImageId } from '../../shared/ids';
import type { Size } from '../../shared/model';
import { dragOut } from '../stage/drag-out';
import stage_ from '../stage/Stage.module.css';
import type { Zoom } from '../stage/use-zoom';
import { isZoomed } from '../stage/zoom';
import type { useSize } from '../ui/use-size';
import type { Point } from './pointer-state';
import { pointAway, pointTo } from './pointer-state';

/** A stage of a comparison and what moves all of them in step. */
export interface StageProps {
  readonly zoom: Zoom;
  /** The size of each stage, in CSS pixels. */
  readonly stage: Size;
  readonly measure: ReturnType<typeof useSize>[0];
  /** The point of the frame under a point of a stage. */
  readonly pointAt: (point: Point) => Point | null;
}

type PaneProps = Readonly<
  Pick<StageProps, 'zoom' | 'pointAt'> & {
    /** Null for all but the one stage whose size counts for the others. */
    measure: StageProps['measure'] | null;
    /** Whose file is dragged out of it. */
    id: ImageId | undefined;
    children: ReactNode;
    /** What lies over the pictures. */
    over?: ReactNode;
  }
>;

/** One stage: zooms, moves and tells where it is pointed at. */
export function Pane({ zoom, measure, pointAt, id, children, over }: PaneProps) {
  const { attach, view, handlers } = zoom;
  const move = (event: PointerEvent<HTMLElement>): void => {
    handlers.onPointerMove(event);
    // Chromium also tells of a pointer that stands still over something new: where keys led must not be lost to that.
    if (event.movementX === 0 && event.movementY === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    pointTo(pointAt({ x: event.clientX - box.left, y: event.clientY - box.top }), 'pointer');
  };
  return (
    <figure
      ref={attach}
      className={stage_.pane}
      data-zoomed={isZoomed(view)}
      {...dragOut(view, id)}
      {...handlers}
      onPointerMove={move}
      onPointerLeave={pointAway}
    >
      <div ref={measure} className={stage_.fill}>
        {children}
      </div>
      {over}
    </figure>
  );
}
