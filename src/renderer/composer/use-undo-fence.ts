import { useEffect } from 'react';
import { FOCUS_ID } from '../ui/focus';
import { historyStep } from './undo-keys';

/**
 * Keeps undo within the field in which it is pressed. Chromium has one history for the page: pressed once more than there
 * was typed in a search field, it would take words out of the prompt.
 */
export function useUndoFence(mac: boolean): void {
  useEffect(() => {
    let entered: string | null = null;
    const enter = ({ target }: FocusEvent): void => {
      entered = isField(target) ? target.value : null;
    };
    const stop = (event: Event): void => {
      const { target } = event;
      if (isField(target) && target.id !== FOCUS_ID.prompt && target.value === entered) event.preventDefault();
    };
    const press = (event: KeyboardEvent): void => {
      if (historyStep(event, mac) === 'undo') stop(event);
    };
    // The menu asks in this way, see `stepsItself`.
    const before = (event: InputEvent): void => {
      if (event.inputType === 'historyUndo') stop(event);
    };
    document.addEventListener('focusin', enter);
    document.addEventListener('keydown', press);
    document.addEventListener('beforeinput', before);
    return () => {
      document.removeEventListener('focusin', enter);
      document.removeEventListener('keydown', press);
      document.removeEventListener('beforeinput', before);
    };
  }, [mac]);
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
