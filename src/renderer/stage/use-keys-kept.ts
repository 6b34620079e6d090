import { useEffect } from 'react';
import { focusOn } from '../ui/focus';

/** Gives the keys to the large view when what had them has gone or can't have them any more; looked at when `after` changes. */
export function useKeysKept(after: string): void {
  useEffect(() => {
    const held = document.activeElement;
    if (held === null || held === document.body || held.matches(':disabled')) focusOn('viewer');
  }, [after]);
}
