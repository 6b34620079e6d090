import type { RefObject } from 'react';
import { useEffect, useState } from 'react';
import type { Draft } from '../../shared/draft';
import { MOST_TEXT } from '../store/list-commands';

/** A text that was kept out of the field because it is far too long for a prompt. */
export interface TooMuch {
  readonly length: number;
  /** Its lines, where they could be sent as a list of prompts. */
  readonly list: readonly string[] | null;
}

/** As many times as long as a prompt can be: what is less may be cut to length by hand. */
const FAR_TOO_LONG = 4;

/** Keeps pasted and dropped texts of absurd length out of the field, which keeps what it has. Null when there was none. */
export function usePasteLimit(
  field: RefObject<HTMLTextAreaElement | null>,
  { recipe, perLine }: Draft,
  limit: number,
): TooMuch | null {
  const [refused, setRefused] = useState<(TooMuch & { readonly prompt: string }) | null>(null);
  const { prompt } = recipe;
  useEffect(() => {
    const element = field.current;
    const before = (event: InputEvent): void => {
      if (event.inputType !== 'insertFromPaste' && event.inputType !== 'insertFromDrop') return;
      const text = event.data ?? '';
      const most = perLine ? MOST_TEXT : FAR_TOO_LONG * limit;
      if (text.length <= most && text.length + prompt.length <= MOST_TEXT) return;
      event.preventDefault();
      setRefused({ length: text.length, list: listOf(text, limit), prompt });
    };
    element?.addEventListener('beforeinput', before);
    return () => element?.removeEventListener('beforeinput', before);
  }, [field, prompt, perLine, limit]);
  return refused?.prompt === prompt ? refused : null;
}

/** The lines of a text that could be a list of prompts, or null. */
export function listOf(text: string, limit: number): readonly string[] | null {
  if (text.length > MOST_TEXT) return null;
  const lines = text.split(/\r\n?|\n/u).map((line) => line.trim());
  const prompts = lines.filter((line) => line !== '');
  return prompts.length > 1 && prompts.every((line) => line.length <= limit) ? prompts : null;
}
