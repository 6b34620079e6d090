import { useEffect, useState } from 'react';
import type { Draft } from '../../shared/draft';
import type { PromptId } from '../../shared/ids';
import { standsForItself } from '../store/draft-orders';
import { recall } from '../store/studio';

/** An earlier prompt that begins as the field does. */
interface Found {
  readonly id: PromptId;
  readonly text: string;
}

/** The rest of an earlier prompt that begins with what is typed. */
export interface Completion {
  readonly id: PromptId;
  readonly rest: string;
}

/** How long no key is pressed before the history is asked. Milliseconds. */
const PAUSE = 80;
/** Shorter beginnings fit too much. */
const LEAST = 3;
/** What the history takes. */
const MOST = 2000;

/** How an earlier prompt of the person's own would go on, while the cursor stands at the end of the text; else null. */
export function useCompletion({ recipe, perLine, literal }: Draft, wanted: boolean): Completion | null {
  const { prompt } = recipe;
  const [found, setFound] = useState<Found | null>(null);
  const asks = wanted && !perLine && prompt.trim().length >= LEAST && prompt.length <= MOST;
  const rest = found && asks ? restOf(found.text, prompt) : '';
  const known = rest !== '';
  useEffect(() => {
    // As long as what is typed is what was proposed nothing new is asked.
    if (!asks || known) return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      void recall.complete(prompt).then((answer) => {
        if (!stale) setFound(answer && (literal || standsForItself(answer.text)) ? answer : null);
      });
    }, PAUSE);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [asks, known, prompt, literal]);
  return found && known ? { id: found.id, rest } : null;
}

/** What of a text follows its beginning; empty when it begins otherwise. Case counts for nothing. */
function restOf(text: string, beginning: string): string {
  const same = text.slice(0, beginning.length).toLowerCase() === beginning.toLowerCase();
  return same ? text.slice(beginning.length) : '';
}
