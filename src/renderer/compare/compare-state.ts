import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { CompareMode } from '../store/view';
import type { DifferenceLook } from './difference';
import type { Span } from './gain';
import { GAIN } from './gain';
import type { Alignment } from './mapping';

/** What of the differences is seen. Null is the gain that suits them. */
export type ChosenLook = Omit<DifferenceLook, 'gain'> & { readonly gain: number | null };

/** How comparisons are arranged; of this window, and forgotten when it closes. */
export interface CompareState {
  /** Where the divider stands, in percent of the stage from its left or top. */
  readonly divider: number;
  /** Which way the divider is moved. */
  readonly direction: 'across' | 'down';
  /** How much of After is seen over Before, in percent. */
  readonly opacity: number;
  readonly difference: ChosenLook;
  /** What the differences on show are drawn with; it is measured while none is chosen. */
  readonly gain: number;
  /** How long each picture stays while they blink, in milliseconds. */
  readonly blinkEvery: number;
  readonly blinking: boolean;
  /** Which one is seen while they don't. */
  readonly seen: 'before' | 'after';
  readonly alignment: Alignment;
  readonly loupe: boolean;
  readonly readout: boolean;
}

/** In percent. */
export const PERCENT: Span = { min: 0, max: 100, step: 2 };
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
  difference: { gain: null, threshold: 8, palette: 'colour' },
  gain: GAIN.min,
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
  const { divider, opacity, gain, blinkEvery } = compareState.getState();
  switch (mode) {
    case 'slider':
      compareState.setState({ divider: within(divider + by * PERCENT.step, PERCENT) });
      return true;
    case 'onion-skin':
      compareState.setState({ opacity: within(opacity + by * 5, PERCENT) });
      return true;
    case 'difference':
      setGain(within(gain + by, GAIN));
      return true;
    case 'blink':
      // More is faster.
      compareState.setState({ blinkEvery: within(blinkEvery - by * BLINK.step, BLINK) });
      return true;
    case 'side-by-side':
      return false;
  }
}

/** Changes what of the differences is seen. */
export function setDifference(change: Partial<ChosenLook>): void {
  compareState.setState(({ difference }) => ({ difference: { ...difference, ...change } }));
}

/** Draws differences that many times as strong, whatever they are. */
export function setGain(gain: number): void {
  // Said at once, so that the next press of a key starts from it.
  compareState.setState({ gain });
  setDifference({ gain });
}

/** Shows the other picture, and leaves it there. */
export function flip(): void {
  compareState.setState(({ seen }) => ({ seen: seen === 'after' ? 'before' : 'after', blinking: false }));
}
