import type { ActionId } from '../../shared/actions';
import { actionOf } from '../../shared/actions';
import type { AppState } from '../../shared/app-state';

const MAC: Readonly<Record<string, string>> = {
  ...{ Mod: '⌘', Ctrl: '⌃', Shift: '⇧', Enter: '↩', Escape: 'esc', Delete: '⌦', Backspace: '⌫', Tab: '⇥' },
};
const OTHER: Readonly<Record<string, string>> = { Mod: 'Ctrl', Escape: 'Esc' };
const COMMON: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  ' ': 'Space',
};

/** A key as this platform writes it, from "Mod+Enter" and the like. */
export function keyText(key: string, platform: AppState['platform']): string {
  const names = platform === 'darwin' ? MAC : OTHER;
  const word = (part: string): string => names[part] ?? COMMON[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  return key
    .split(/(?<=.)\+(?=.)/u)
    .map(word)
    .join(platform === 'darwin' ? '' : '+');
}

/** The key of an action as this platform writes it; empty when it has none. */
export function actionKey(id: ActionId, platform: AppState['platform']): string {
  const [key] = actionOf(id).keys;
  return key === undefined ? '' : keyText(key, platform);
}
