import { useEffect } from 'react';
import type { Job } from '../../shared/job';
import type { OutputWords } from '../ui/job-words';
import { outputWords, savedImages } from '../ui/job-words';
import { sync, useStudio } from './studio';

/** The words for each output of the job; whether a kept image can be shown is asked for. `now` is milliseconds since 1970. */
export function useOutputs(job: Job, now: number): readonly OutputWords[] {
  const details = useStudio((state) => state.details);
  useEffect(() => {
    // Known ones are not asked for twice.
    sync.wantImages(savedImages(job));
  }, [job]);
  return outputWords(job, (id) => details.get(id)?.displayable !== false, now);
}
