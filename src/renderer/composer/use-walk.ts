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
export function useWalk(draft: Draft): (step: 1 | -1) => boolean {
  const walk = useRef<Walk | null>(null);
  const asking = useRef(false);
  const { id, literal, perLine } = draft;
  const { prompt } = draft.recipe;

  async function go(from: Walk, step: 1 | -1): Promise<void> {
    const back = from.back + step;
    asking.current = true;
    const found = back < 0 ? { id: null, text: '' } : await recall.back(back);
    asking.current = false;
    // Whatever was typed meanwhile stays.
    const now = store.getState().drafts.find((other) => other.id === id)?.recipe.prompt;
    if (!found || now !== from.text || store.getState().activeDraft !== id) return;
    walk.current = back < 0 ? null : { ...from, back, text: found.text };
    writeInPrompt(found.text, 0, from.text.length);
    store.getState().editDraft({ basedOn: found.id, literal: from.literal || !standsForItself(found.text) });
  }

  return (step) => {
    const held = walk.current?.id === id && walk.current.text === prompt ? walk.current : null;
    const from = held ?? (prompt === '' && step === 1 ? { id, back: -1, text: '', literal } : null);
    // In a list of prompts Up and Down move from line to line.
    if (!from || perLine) return false;
    if (!asking.current) void go(from, step);
    return true;
  };
}
