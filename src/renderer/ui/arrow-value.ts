import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/**
 * The value that an arrow key chooses in a radio group, or undefined. The library moves the focus a moment later and
 * chooses only while the key is still down: a quick tap would move the focus and choose nothing.
 */
export function arrowValue<T extends string>(event: KeyboardEvent, values: readonly T[]): T | undefined {
  const step = STEPS[event.key];
  const radio =
    event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[role="radio"]') : null;
  const at = values.findIndex((value) => value === radio?.value);
  if (step === undefined || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  return values[(at + step + values.length) % values.length];
}
