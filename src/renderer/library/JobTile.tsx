import { TriangleAlert } from 'lucide-react';
import type { Job } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import { usualFor } from '../store/durations';
import { queuedBefore } from '../store/jobs';
import { runJobAction } from '../store/run-job-action';
import { useStudio } from '../store/studio';
import { isLibraryPlace } from '../store/view';
import { classNames } from '../ui/class-names';
import { firstLine } from '../ui/format';
import { JobActions } from '../ui/JobActions';
import { chargeWords, jobWords } from '../ui/job-words';
import { useNow } from '../ui/use-now';
import styles from './Grid.module.css';
import type { CellPlace } from './GridCell';

type JobTileProps = CellPlace & Readonly<{ job: Job; selected: boolean }>;

/** A job on its way, or one that ended with a problem and waits to be decided on. */
export function JobTile({ job, selected, active, left, width, height }: JobTileProps) {
  const before = useStudio((state) => queuedBefore(state.jobs, job));
  const usual = useStudio((state) => usualFor(state.past, state.jobs, job));
  // Behind the queue or a large image nobody sees it tick.
  const inSight = useStudio((state) => state.opened === null && isLibraryPlace(state.place));
  const now = useNow(inSight && !isFinished(job) && job.status !== 'queued');
  const { title, detail, tone } = jobWords(job, before, now, usual);
  const problem = tone === 'problem';
  const prompt = firstLine(job.recipe.prompt);
  // Not behind a sentence, as when a download fails and is tried again.
  const count = job.recipe.count > 1 && !detail.endsWith('.') ? ` · ${String(job.recipe.count)} images` : '';
  return (
    <div
      role="gridcell"
      data-cell={job.id}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      className={classNames(styles.live, problem && styles.problem)}
      style={{ left, width, height }}
    >
      {/* First in the page, so that the cell's name starts with it; drawn last. */}
      <small className={problem ? 'visually-hidden' : styles.jobPrompt}>{prompt}</small>
      {problem ? (
        <>
          <strong>
            <TriangleAlert size={14} aria-hidden /> {title}
          </strong>
          <p className={styles.detail} title={detail}>
            {detail}
          </p>
          <small>{chargeWords(job)}</small>
          <JobActions job={job} reachable={active} run={runJobAction} />
        </>
      ) : (
        <>
          <strong>{title}</strong>
          <small>
            {detail}
            {count}
          </small>
          <span className={classNames(styles.bar, job.status === 'queued' && styles.still)} />
        </>
      )}
    </div>
  );
}
