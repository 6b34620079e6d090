import { useEffect } from 'react';
import type { MenuCommand } from '../../shared/ipc';
import { onMenuCommand, store } from '../store/studio';
import { isTyping } from '../ui/focus';
import { isImeKey } from '../ui/ime';
import type { Action, KeyScope } from './action';
import { matchesKey } from './action';
import { ACTIONS } from './actions';
import { followClipboard } from './paste';

/** Serves the table of actions to the keyboard and to the application menu. Used once, by the window. */
export function useKeys(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    const stopClipboard = followClipboard();
    const stop = onMenuCommand((command) => {
      if (editsText(command)) return;
      if (store.getState().dialog === null) ACTIONS.find((action) => action.menu === command)?.run?.();
    });
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      stopClipboard();
      stop();
    };
  }, []);
}

/** While the person types, these of the menu are about the text. */
const TEXT_COMMANDS: Partial<Record<MenuCommand, string>> = { undo: 'undo', redo: 'redo', 'select-all': 'selectAll' };

function editsText(command: MenuCommand): boolean {
  const edit = TEXT_COMMANDS[command];
  if (edit === undefined || !isTyping(document.activeElement)) return false;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- a field's own history can be reached in no other way
  document.execCommand(edit);
  return true;
}

function onKeyDown(event: KeyboardEvent): void {
  if (isImeKey(event) || event.defaultPrevented) return;
  const target = event.target instanceof Element ? event.target : null;
  if (store.getState().dialog !== null || target?.closest('[role="menu"], [role="dialog"]')) return;
  const mac = store.getState().platform === 'darwin';
  const action = ACTIONS.find((candidate) => acts(candidate, event, target, mac));
  if (!action?.run) return;
  event.preventDefault();
  if (!event.repeat) action.run();
}

function acts(action: Action, event: KeyboardEvent, target: Element | null, mac: boolean): boolean {
  return (
    action.run !== null &&
    action.keys.some((key) => matchesKey(key, event, mac)) &&
    inScope(action.scope, target, event)
  );
}

function inScope(scope: KeyScope, target: Element | null, event: KeyboardEvent): boolean {
  if (scope === 'always') return true;
  if (isTyping(target)) return false;
  if (scope === 'not-typing') return true;
  const place = target?.closest('[data-images]')?.getAttribute('data-images');
  if (place === null || place === undefined) return false;
  // Enter and Space press a button that has the focus; marked text is copied as text.
  if ((event.key === 'Enter' || event.key === ' ') && target?.closest('button') !== null) return false;
  if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && getSelection()?.isCollapsed === false) {
    return false;
  }
  return scope === 'images' || scope === place;
}
