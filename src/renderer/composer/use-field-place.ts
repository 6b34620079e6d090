import type { RefObject } from 'react';
import { useLayoutEffect, useRef } from 'react';
import type { DraftId } from '../../shared/ids';

interface FieldPlace {
  readonly from: number;
  readonly to: number;
  readonly top: number;
}

/** Finds cursor and scroll place of a tab again when it is shown again. Returns what is to be told of each move of them. */
export function useFieldPlace(field: RefObject<HTMLTextAreaElement | null>, id: DraftId): () => void {
  const places = useRef(new Map<DraftId, FieldPlace>());
  const shown = useRef<DraftId | null>(null);
  useLayoutEffect(() => {
    const element = field.current;
    shown.current = id;
    if (!element) return;
    const end = element.value.length;
    const { from, to, top } = places.current.get(id) ?? { from: end, to: end, top: element.scrollHeight };
    element.setSelectionRange(from, to);
    element.scrollTo(0, top);
  }, [field, id]);
  return () => {
    const element = field.current;
    // While the tabs change the field tells of the text that has just come.
    if (!element || shown.current !== id) return;
    places.current.set(id, { from: element.selectionStart, to: element.selectionEnd, top: element.scrollTop });
  };
}
