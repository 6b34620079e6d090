import type { Job } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import { usualFor } from '../store/durations';
import { queuedBefore } from '../store/jobs';
import { useStudio } from '../store/studio';
import { jobWords, savedImages } from '../ui/job-words';
import { useNow } from '../ui/use-now';
import styles from './Queue.module.css';

/** Phase, elapsed and typical time of a job: the one part of an item that is drawn anew each second. */
export function JobStatus({ job }: Readonly<{ job: Job }>) {
  const before = useStudio((state) => queuedBefore(state.jobs, job));
  const usual = useStudio((state) => usualFor(state.past, state.jobs, job));
  const { title, detail } = jobWords(job, before, useNow(!isFinished(job)), usual);
  // Several outputs say below what is the matter with each.
  const told = (job.status === 'saving' || job.status === 'done') && job.outputs.length > 1 && detail.endsWith('.');
  const saved = job.status === 'saving' ? `${String(savedImages(job).length)} of ${String(job.outputs.length)}` : '';
  const shown = told ? saved : detail;
  return (
    <p className={styles.status}>
      <span className={styles.phase}>{title}</span>
      {shown !== '' && <span className={styles.detail}>{shown}</span>}
    </p>
  );
}
