import type { RefObject } from 'react';
import { useEffect } from 'react';
import type { DraftId } from '../../shared/ids';
import { textHistory } from '../store/studio';
import { writeInPrompt } from '../ui/focus';

/** Takes back or brings back the last step in the prompt of that tab; true when there was one. */
export function stepBack(id: DraftId, which: 'undo' | 'redo'): boolean {
  return textHistory[which](id, ({ at, removed, inserted }) => writeInPrompt(inserted, at, at + removed.length));
}

/** Undo and redo that come from elsewhere than a key, such as from a context menu, and what input methods compose. */
export function useFieldHistory(field: RefObject<HTMLTextAreaElement | null>, id: DraftId): void {
  useEffect(() => {
    const element = field.current;
    if (!element) return undefined;
    const before = (event: InputEvent): void => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
      event.preventDefault();
      stepBack(id, event.inputType === 'historyUndo' ? 'undo' : 'redo');
    };
    const begin = (): void => textHistory.compose(true);
    const end = (): void => textHistory.compose(false);
    element.addEventListener('beforeinput', before);
    element.addEventListener('compositionstart', begin);
    element.addEventListener('compositionend', end);
    return () => {
      element.removeEventListener('beforeinput', before);
      element.removeEventListener('compositionstart', begin);
      element.removeEventListener('compositionend', end);
    };
  }, [field, id]);
}
