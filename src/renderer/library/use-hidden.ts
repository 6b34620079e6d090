import { useLayoutEffect, useRef, useState } from 'react';
import type { Size } from '../../shared/model';
import type { CellId } from '../store/selection';

/** The room of the grid; while it is hidden, the one from before, so that nothing is laid out anew behind the scenes. */
export function useHeld<T extends { readonly size: Size; readonly covered: number }>(value: T, hold: boolean): T {
  const [held, setHeld] = useState(value);
  if (hold || (held.size === value.size && held.covered === value.covered)) return held;
  setHeld(value);
  return value;
}

/** Brings the active cell into sight when the grid comes back and another image was looked at meanwhile. */
export function useReturn(hidden: boolean, active: CellId | null, reveal: () => void): void {
  const was = useRef({ hidden, active });
  useLayoutEffect(() => {
    if (hidden && !was.current.hidden) was.current = { hidden, active };
    if (hidden || !was.current.hidden) return;
    if (was.current.active !== active) reveal();
    was.current = { hidden, active };
  });
}
