import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { compareState } from './compare-state';

/** A point, in the units of what it lies on. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The point of the frame that loupe and readout are about, and what led there. */
export interface Pointed {
  readonly point: Point | null;
  readonly by: 'pointer' | 'keys';
}

const pointed = createStore<Pointed>(() => ({ point: null, by: 'pointer' }));

/** What is pointed at in the comparison on show. */
export function usePointed(): Pointed {
  return useStore(pointed);
}

/** Points there. While neither loupe nor readout is on, nobody hears of it. */
export function pointTo(point: Point | null, by: Pointed['by']): void {
  const { loupe, readout } = compareState.getState();
  if (loupe || readout) pointed.setState({ point, by });
}

/** The pointer has left: the loupe goes with it, what is read out stays. */
export function pointAway(): void {
  if (pointed.getState().by === 'pointer' && !compareState.getState().readout) pointTo(null, 'pointer');
}

/** What is pointed at now. */
export function pointedNow(): Pointed {
  return pointed.getState();
}
