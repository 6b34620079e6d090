import { useRef } from 'react';
import type { Draft } from '../../shared/draft';
import { standsForItself } from '../store/draft-orders';
import { recall, store } from '../store/studio';
import { writeInPrompt } from '../ui/focus';

/** Where in the history the field stands, and what it showed there. */
interface Walk {
  readonly id: Draft['id'];
  readonly back: number;
  readonly text: string;
  /** As it was before. */
  readonly literal: boolean;
}

/**
 * Up and Down through the prompts that were sent: from an empty field, and on while what was found is left as it is. Returns
 * a function that takes the step (1 is further back) and says whether the key is used up.
 */
export function useWalk({ id, literal, perLine }: Draft): (step: 1 | -1) => boolean {
  const walk = useRef<Walk | null>(null);
  /** Steps that are being taken, one after the other: a press before main has answered the last one counts. */
  const steps = useRef<Promise<void> | null>(null);

  const prompt = (): string | undefined => store.getState().drafts.find((draft) => draft.id === id)?.recipe.prompt;
  /** Null where the words are the person's own. */
  const placeFor = (step: 1 | -1): Walk | null => {
    const text = prompt();
    if (walk.current?.id === id && walk.current.text === text) return walk.current;
    return text === '' && step === 1 ? { id, back: -1, text, literal } : null;
  };

  async function go(step: 1 | -1): Promise<void> {
    const from = placeFor(step);
    if (!from) return;
    const back = from.back + step;
    const found = back < 0 ? { id: null, text: '' } : await recall.back(back);
    // Whatever was typed meanwhile stays.
    if (!found || prompt() !== from.text || store.getState().activeDraft !== id) return;
    walk.current = back < 0 ? null : { ...from, back, text: found.text };
    writeInPrompt(found.text, 0, from.text.length);
    store.getState().editDraft({ basedOn: found.id, literal: from.literal || !standsForItself(found.text) });
  }

  return (step) => {
    // In a list of prompts Up and Down move from line to line.
    if (perLine || !(steps.current ?? placeFor(step))) return false;
    const last = (steps.current ?? Promise.resolve()).then(() => go(step));
    steps.current = last;
    void last.finally(() => {
      if (steps.current === last) steps.current = null;
    });
    return true;
  };
}
