import type { CompareMode } from '../store/view';

/** Every way to compare two pictures, in the order of the choice. */
export const MODES: readonly CompareMode[] = ['side-by-side', 'slider', 'onion-skin', 'difference', 'blink'];

/** What each is called. */
export const MODE_NAMES: Readonly<Record<CompareMode, string>> = {
  'side-by-side': 'Side by side',
  slider: 'Slider',
  'onion-skin': 'Onion skin',
  difference: 'Difference',
  blink: 'Blink',
};

/** The mode so many places on, round and round. */
export function modeAfter(mode: CompareMode, by: 1 | -1): CompareMode {
  return MODES[(MODES.indexOf(mode) + by + MODES.length) % MODES.length] ?? mode;
}
