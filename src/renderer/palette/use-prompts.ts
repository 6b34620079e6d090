import { useEffect, useState } from 'react';
import type { PromptSummary } from '../../shared/prompts';
import { findPrompts, promptCommands } from '../store/studio';
import { firstLine } from '../ui/format';
import type { Entry } from './entry';
import { isActionsOnly } from './listing';

const MOST_IMAGES = 3;

function promptEntry({ id, text, images, favourite }: PromptSummary): Entry {
  return {
    id: `prompt:${String(id)}`,
    group: 'Prompts',
    label: firstLine(text),
    alias: '',
    detail: favourite ? 'Favourite' : '',
    images: images.slice(0, MOST_IMAGES),
    why: null,
    run: () => void promptCommands.restore(id),
  };
}

/** Prompts of the history in which the typed words are; those found before stay until the new ones are here. */
export function usePrompts(typed: string): readonly Entry[] {
  const [found, setFound] = useState<readonly Entry[]>([]);
  const search = isActionsOnly(typed) ? '' : typed.trim();
  useEffect(() => {
    let isWanted = true;
    if (search !== '') {
      findPrompts(search, (prompts) => {
        if (isWanted) setFound(prompts.map(promptEntry));
      });
    }
    return () => {
      isWanted = false;
    };
  }, [search]);
  return search === '' ? NONE : found;
}

const NONE: readonly Entry[] = [];
