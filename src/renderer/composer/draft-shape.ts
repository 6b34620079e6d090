import { useMemo } from 'react';
import type { Draft } from '../../shared/draft';
import { draftOf } from '../store/draft';
import { useStudioFields } from '../store/studio';

/** What is chosen for a draft: all of it but its words. */
export interface DraftShape extends Pick<Draft, 'moreRatios' | 'moreResolutions' | 'perLine' | 'literal'> {
  readonly recipe: Draft['recipe'];
}

/** The shape of the draft that is shown; the same object for as long as nothing of it changes, whatever is typed. */
export function useDraftShape(): DraftShape {
  const fields = useStudioFields((state) => {
    const { recipe, moreRatios, moreResolutions, perLine, literal } = draftOf(state);
    return { ...recipe, prompt: '', moreRatios, moreResolutions, perLine, literal };
  });
  return useMemo(() => {
    const { moreRatios, moreResolutions, perLine, literal, ...recipe } = fields;
    return { recipe, moreRatios, moreResolutions, perLine, literal };
  }, [fields]);
}
