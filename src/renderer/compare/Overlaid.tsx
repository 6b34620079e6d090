import { useEffect } from 'react';
import stage_ from '../stage/Stage.module.css';
import { compareState, useCompareState } from './compare-state';
import { Marks } from './Marks';
import { BlinkOptions, OnionOptions } from './ModeOptions';
import type { StageProps } from './Pane';
import { Pane } from './Pane';
import { Caption, SidePicture } from './SidePicture';
import type { Sides } from './sides';
import { useReducedMotion } from './use-reduced-motion';

type OverlaidProps = StageProps & Readonly<{ sides: Sides }>;

/** Both pictures in one place, After as much as is chosen over Before. */
export function OnionSkin({ sides, ...shared }: OverlaidProps) {
  const opacity = useCompareState((state) => state.opacity);
  return (
    <>
      <Overlaid sides={sides} opacity={opacity / 100} both {...shared} />
      <OnionOptions />
    </>
  );
}

/** Both pictures in one place, one after the other. Nothing blinks for who has asked for less motion. */
export function Blink({ sides, ...shared }: OverlaidProps) {
  const every = useCompareState(({ blinkEvery }) => blinkEvery);
  const still = useReducedMotion();
  const blinking = useCompareState((state) => state.blinking) && !still;
  const seen = useCompareState((state) => state.seen);
  useEffect(() => {
    if (!blinking) return undefined;
    const timer = setInterval(() => {
      compareState.setState((state) => ({ seen: state.seen === 'after' ? 'before' : 'after' }));
    }, every);
    return () => clearInterval(timer);
  }, [blinking, every]);
  return (
    <>
      <Overlaid sides={sides} opacity={seen === 'after' ? 1 : 0} both={false} {...shared} />
      <BlinkOptions />
    </>
  );
}

/** `both` names both of them, else the one that is seen. */
function Overlaid({ sides, opacity, both, ...shared }: OverlaidProps & Readonly<{ opacity: number; both: boolean }>) {
  const { before, after } = sides;
  const { view } = shared.zoom;
  // Where the two don't cover each other the one below must not shine through as if it belonged to the other.
  const below = both ? 1 : 1 - opacity;
  return (
    <Pane
      {...shared}
      id={both || opacity === 1 ? after.id : before.shown?.image.id}
      over={
        <>
          {(both || opacity === 0) && <Caption side={before} />}
          {(both || opacity === 1) && <Caption side={after} right={both} />}
          <Marks sides={sides} {...shared} />
        </>
      }
    >
      <div className={stage_.fill} style={{ opacity: below }}>
        <SidePicture side={before} view={view} stage={shared.stage} />
      </div>
      <div className={stage_.fill} style={{ opacity }}>
        <SidePicture side={after} view={view} stage={shared.stage} />
      </div>
    </Pane>
  );
}
