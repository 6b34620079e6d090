import { useEffect } from 'react';
import { store } from '../store/studio';
import type { CompareMode } from '../store/view';
import { compareState, flip, turn } from './compare-state';
import { modeAfter } from './modes';
import { pointedNow, pointTo } from './pointer-state';
import type { Sides } from './sides';

/** The keys of a comparison of two; those of the large view come after them. */
export function useCompareKeys(sides: Sides, mode: CompareMode, swap: () => void): void {
  useEffect(() => {
    const keyDown = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented || isHeld(event)) return;
      if (!isOurs(event) || !act(event, sides, mode, swap)) return;
      event.preventDefault();
      // The arrows of the readout must not move a zoomed picture as well.
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', keyDown, true);
    return () => window.removeEventListener('keydown', keyDown, true);
  }, [sides, mode, swap]);
}

/** True for keys pressed together with others. Many keyboards have the brackets only with AltGr, which is Ctrl and Alt. */
function isHeld({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return metaKey || (key === '[' || key === ']' ? ctrlKey && !altKey : ctrlKey || altKey);
}

function isOurs({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || target.closest('[data-images="viewer"]') === null) return false;
  if (key === ' ' && target.closest('button') !== null) return false;
  if (target.closest('input:not([type="range"]), textarea') !== null) return false;
  // Arrows belong to what they set.
  return !key.startsWith('Arrow') || target.closest('[role="radiogroup"], [role="slider"], input') === null;
}

const STEPS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Does what the key means for the comparison; false for a key that means nothing here. */
function act({ key, shiftKey }: KeyboardEvent, sides: Sides, mode: CompareMode, swap: () => void): boolean {
  const { readout, loupe, direction, blinking } = compareState.getState();
  const step = STEPS[key];
  if (step && readout) movePoint(sides, step, shiftKey ? 10 : 1);
  else if (key === '[' || key === ']') store.setState({ compareMode: modeAfter(mode, key === ']' ? 1 : -1) });
  else if (key === ',' || key === '.') return turn(mode, key === '.' ? 1 : -1);
  else if (key === 'v' && mode === 'slider') {
    compareState.setState({ direction: direction === 'across' ? 'down' : 'across' });
  } else if (key === ' ' && mode === 'blink') compareState.setState({ blinking: !blinking });
  else if (key === 'b' && mode === 'blink') flip();
  else if (key === 's') swap();
  else if (key === 'm') compareState.setState({ loupe: !loupe });
  else if (key === 'i') compareState.setState({ readout: !readout });
  else return false;
  return true;
}

function movePoint({ frame }: Sides, [x, y]: readonly [x: number, y: number], by: number): void {
  const { point } = pointedNow();
  const from = point ?? { x: frame.width / 2, y: frame.height / 2 };
  const to = { x: Math.floor(from.x) + x * by, y: Math.floor(from.y) + y * by };
  pointTo(
    { x: Math.min(Math.max(to.x, 0), frame.width - 1), y: Math.min(Math.max(to.y, 0), frame.height - 1) },
    'keys',
  );
}
