/** A key press as far as matching goes. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** True when the press is the key that the text describes. `mac` says whether Mod is ⌘ or Ctrl; Ctrl is Ctrl everywhere. */
export function matchesKey(text: string, press: KeyPress, mac: boolean): boolean {
  const parts = text.split(/(?<=.)\+(?=.)/u);
  const key = parts.at(-1) ?? '';
  const mod = parts.includes('Mod');
  if (press.altKey || press.metaKey !== (mac && mod)) return false;
  if (press.ctrlKey !== (parts.includes('Ctrl') || (!mac && mod))) return false;
  // Where a sign such as "?" lies, and whether it needs Shift, is the keyboard layout's affair.
  const isSign = key.length === 1 && !/[a-z ]/i.test(key);
  if (!isSign && press.shiftKey !== parts.includes('Shift')) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}
