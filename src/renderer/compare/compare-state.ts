import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { CompareMode } from '../store/view';
import type { DifferenceLook } from './difference';
import type { Alignment } from './mapping';

/** How comparisons are arranged; of this window, and forgotten when it closes. */
export interface CompareState {
  /** Where the divider stands, in percent of the stage from its left or top. */
  readonly divider: number;
  /** Which way the divider is moved. */
  readonly direction: 'across' | 'down';
  /** How much of After is seen over Before, in percent. */
  readonly opacity: number;
  readonly difference: DifferenceLook;
  /** How long each picture stays while they blink, in milliseconds. */
  readonly blinkEvery: number;
  readonly blinking: boolean;
  /** Which one is seen while they don't. */
  readonly seen: 'before' | 'after';
  readonly alignment: Alignment;
  readonly loupe: boolean;
  readonly readout: boolean;
}

/** What can be set in steps: from, to, and by how much a key changes it. */
export interface Span {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}
/** In percent. */
export const PERCENT: Span = { min: 0, max: 100, step: 2 };
/** How many times as strong a difference is drawn. */
export const GAIN: Span = { min: 1, max: 16, step: 1 };
/** Up to what difference of a channel, of 255, two pixels pass for the same. */
export const THRESHOLD: Span = { min: 0, max: 64, step: 1 };
/** In milliseconds. No faster: more than three flashes a second can bring on a seizure. */
export const BLINK: Span = { min: 350, max: 2000, step: 50 };

/** The one of this window. */
export const compareState = createStore<CompareState>(() => ({
  divider: 50,
  direction: 'across',
  opacity: 50,
  // Below it lies what JPEG alone changes from one saving to the next.
  difference: { gain: 4, threshold: 8, palette: 'colour' },
  blinkEvery: 700,
  blinking: true,
  seen: 'after',
  alignment: 'fit',
  loupe: false,
  readout: false,
}));

/** Selects from it. */
export function useCompareState<T>(select: (state: CompareState) => T): T {
  return useStore(compareState, select);
}

/** The value within its span. */
export function within(value: number, { min, max }: Span): number {
  return Math.min(Math.max(value, min), max);
}

/** Turns what the mode is mainly set by one step up or down; false for a mode that has no such thing. */
export function turn(mode: CompareMode, by: 1 | -1): boolean {
  const { divider, opacity, difference, blinkEvery } = compareState.getState();
  switch (mode) {
    case 'slider':
      compareState.setState({ divider: within(divider + by * PERCENT.step, PERCENT) });
      return true;
    case 'onion-skin':
      compareState.setState({ opacity: within(opacity + by * 5, PERCENT) });
      return true;
    case 'difference':
      compareState.setState({ difference: { ...difference, gain: within(difference.gain + by, GAIN) } });
      return true;
    case 'blink':
      // More is faster.
      compareState.setState({ blinkEvery: within(blinkEvery - by * BLINK.step, BLINK) });
      return true;
    case 'side-by-side':
      return false;
  }
}

/** Shows the other picture, and leaves it there. */
export function flip(): void {
  compareState.setState(({ seen }) => ({ seen: seen === 'after' ? 'before' : 'after', blinking: false }));
}
