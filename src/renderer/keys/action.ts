import type { MenuCommand } from '../../shared/ipc';

/** Where the focus must be for a key to act: anywhere, anywhere but in a text field, where images are, or in one such place. */
export type KeyScope = 'always' | 'not-typing' | 'images' | 'grid' | 'viewer';

/** Headings of the shortcut sheet, in their order. */
export type ActionGroup =
  'Create' | 'Find your way' | 'Images' | 'Organise' | 'Hand out' | 'Large view' | 'Queue' | 'Window';

/** One thing the person can do by key, menu or shortcut sheet. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly group: ActionGroup;
  /** Such as "Mod+Enter", "e", "?". The first one is shown. */
  readonly keys: readonly string[];
  readonly scope: KeyScope;
  /** The command of the application menu that does the same. */
  readonly menu?: MenuCommand;
  /** It changes the library, which may not be possible now. */
  readonly changes?: true;
  /** Null when the view that has the focus does it by itself; the line is for the sheet. */
  readonly run: (() => void) | null;
}

/** A key press as far as matching goes. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** True when the press is the key that the text describes. `mac` says whether Mod is ⌘ or Ctrl. */
export function matchesKey(text: string, press: KeyPress, mac: boolean): boolean {
  const parts = text.split(/(?<=.)\+(?=.)/u);
  const key = parts.at(-1) ?? '';
  const mod = mac ? press.metaKey : press.ctrlKey;
  const otherMod = mac ? press.ctrlKey : press.metaKey;
  if (press.altKey || otherMod || mod !== parts.includes('Mod')) return false;
  // Where a sign such as "?" lies, and whether it needs Shift, is the keyboard layout's affair.
  const isSign = key.length === 1 && !/[a-z ]/i.test(key);
  if (!isSign && press.shiftKey !== parts.includes('Shift')) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}
