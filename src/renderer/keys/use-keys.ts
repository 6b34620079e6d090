import { useEffect } from 'react';
import type { Action, ActionId, KeyScope } from '../../shared/actions';
import { actionOf, ACTIONS } from '../../shared/actions';
import { onMenuCommand, store } from '../store/studio';
import { isLibraryPlace } from '../store/view';
import { focusOn, isTyping } from '../ui/focus';
import { isImeKey } from '../ui/ime';
import { runAction } from './actions';
import { matchesKey } from './match-key';
import { followEnablement } from './menu-state';
import { followClipboard } from './paste';

/** Serves the table of actions to the keyboard and to the application menu. Used once, by the window. */
export function useKeys(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    const stops = [followClipboard(), followEnablement(), onMenuCommand(onMenu)];
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      for (const stop of stops) stop();
    };
  }, []);
}

/** The menu bar takes a key of macOS only after the page left it alone; typing goes before it all the same. */
function onMenu(id: ActionId, byKey: boolean): void {
  if (store.getState().dialog !== null) return;
  const aboutText = id === 'undo' || id === 'redo' || id === 'all';
  if (byKey && !aboutText && actionOf(id).scope !== 'always' && isTyping(document.activeElement)) return;
  runAction(id);
}

function onKeyDown(event: KeyboardEvent): void {
  if (isImeKey(event) || event.defaultPrevented) return;
  const target = event.target instanceof Element ? event.target : null;
  if (store.getState().dialog !== null || target?.closest('[role="menu"], [role="dialog"]')) return;
  const mac = store.getState().platform === 'darwin';
  const action = ACTIONS.find((candidate) => acts(candidate, event, target, mac));
  if (!action) {
    if (event.key.startsWith('Arrow') && document.activeElement === document.body) focusOnPlace();
    return;
  }
  event.preventDefault();
  if (!event.repeat && !(action.id === 'generate' && isDouble(event))) runAction(action.id);
}

/** Two presses within so many milliseconds are one that was made twice: nobody can have seen what the second one pays for. */
const DOUBLE = 300;
let pressed = Number.NEGATIVE_INFINITY;

function isDouble({ timeStamp }: KeyboardEvent): boolean {
  const before = pressed;
  pressed = timeStamp;
  return timeStamp - before < DOUBLE;
}

/** Where nothing has the keys, as after a banner that went with its button, an arrow gives them to what is shown. */
function focusOnPlace(): void {
  const { opened, place } = store.getState();
  if (opened !== null) focusOn('viewer');
  else focusOn(isLibraryPlace(place) ? 'grid' : place);
}

function acts(action: Action, event: KeyboardEvent, target: Element | null, mac: boolean): boolean {
  return action.keys.some((key) => matchesKey(key, event, mac)) && inScope(action.scope, target, event);
}

function inScope(scope: KeyScope, target: Element | null, event: KeyboardEvent): boolean {
  if (scope === 'always') return true;
  if (isTyping(target)) return false;
  if (scope === 'not-typing') return true;
  // Enter and Space press a button that has the focus; marked text is copied as text.
  if ((event.key === 'Enter' || event.key === ' ') && target?.closest('button')) return false;
  if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && getSelection()?.isCollapsed === false) {
    return false;
  }
  if (scope === 'prompts') return Boolean(target?.closest('[data-prompts]'));
  const place = target?.closest('[data-images]')?.getAttribute('data-images') ?? null;
  return place !== null && (scope === 'images' || scope === place);
}
