import type { KeyboardEvent, PointerEvent } from 'react';
import { dragOut } from '../stage/drag-out';
import stage_ from '../stage/Stage.module.css';
import { compareState, PERCENT, useCompareState, within } from './compare-state';
import styles from './Compare.module.css';
import { Marks } from './Marks';
import { SliderOptions } from './ModeOptions';
import type { StageProps } from './Pane';
import { Pane } from './Pane';
import { Caption, SidePicture } from './SidePicture';
import type { Sides } from './sides';

/** Both pictures in one place: Before on one side of a divider, After on the other. */
export function SliderView({ sides, ...shared }: StageProps & Readonly<{ sides: Sides }>) {
  const at = useCompareState(({ divider }) => divider);
  const across = useCompareState(({ direction }) => direction === 'across');
  const { before, after } = sides;
  const rest = `${String(100 - at)}%`;
  return (
    <>
      <Pane
        {...shared}
        id={after.id}
        over={
          <>
            <div
              className={stage_.fill}
              style={{ clipPath: across ? `inset(0 ${rest} 0 0)` : `inset(0 0 ${rest} 0)` }}
              {...dragOut(shared.zoom.view, before.shown?.image.id)}
            >
              <div className={styles.ground} />
              <SidePicture side={before} view={shared.zoom.view} stage={shared.stage} />
            </div>
            <Divider at={at} across={across} />
            <Caption side={before} />
            <Caption side={after} right />
            <Marks sides={sides} {...shared} />
          </>
        }
      >
        <SidePicture side={after} view={shared.zoom.view} stage={shared.stage} />
      </Pane>
      <SliderOptions />
    </>
  );
}

function Divider({ at, across }: Readonly<{ at: number; across: boolean }>) {
  const moveTo = (divider: number): void => compareState.setState({ divider: within(divider, PERCENT) });
  const keyDown = (event: KeyboardEvent): void => {
    const { step } = PERCENT;
    const next = {
      ...{ ArrowLeft: at - step, ArrowRight: at + step, ArrowUp: at - step, ArrowDown: at + step },
      ...{ PageUp: at - 10, PageDown: at + 10, Home: 0, End: 100 },
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (event.type === 'pointerdown' && event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    moveTo((across ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height) * 100);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Divider"
      aria-orientation={across ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at)}
      aria-valuetext={`${String(Math.round(at))} % before`}
      className={styles.divider}
      data-across={across}
      style={across ? { left: `${String(at)}%` } : { top: `${String(at)}%` }}
      onKeyDown={keyDown}
      onPointerDown={drag}
      onPointerMove={drag}
      onMouseDown={(event) => {
        // Chromium asks for what lies where the press was, after the divider has moved away: the stage would hand its file out.
        event.preventDefault();
        event.currentTarget.focus();
      }}
      onDoubleClick={(event) => {
        event.stopPropagation();
        moveTo(50);
      }}
    />
  );
}
