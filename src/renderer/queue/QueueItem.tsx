import type { Job } from '../../shared/job';
import { modelOf } from '../store/draft';
import { queuedBefore, typicalTook } from '../store/jobs';
import { runJobAction } from '../store/run-job-action';
import { store, useStudio } from '../store/studio';
import { dollars, formatName } from '../ui/format';
import { thumbnailUrl } from '../ui/image-url';
import { JobActions } from '../ui/JobActions';
import { chargeWords, jobWords, savedImages } from '../ui/job-words';
import { useNow } from '../ui/use-now';
import { isFinished } from '../../shared/job-status';
import styles from './Queue.module.css';

/** One job of the queue. */
export function QueueItem({ job }: Readonly<{ job: Job }>) {
  const before = useStudio((state) => queuedBefore(state.jobs, job));
  const typical = useStudio((state) => typicalTook(state.jobs, job));
  const now = useNow(!isFinished(job));
  const { title, detail, tone } = jobWords(job, before, now, typical);
  const { recipe } = job;
  const facts = [
    recipe.sourceIds.length > 0 ? 'edit' : '',
    recipe.count > 1 ? `${String(recipe.count)} images` : '',
    recipe.aspectRatio,
    recipe.resolution,
    formatName(recipe.format),
    `about ${dollars(job.estimate)}`,
    chargeWords(job),
  ].filter((fact) => fact !== '');
  const images = savedImages(job);
  return (
    <li className={styles.item} data-tone={tone}>
      <div className={styles.text}>
        <p className={styles.prompt}>{recipe.prompt}</p>
        <p className={styles.status}>
          <span className={styles.phase}>{title}</span>
          {detail !== '' && <span className={styles.detail}>{detail}</span>}
        </p>
        <p className={styles.facts} title={modelOf(recipe).name}>
          {facts.join(' · ')}
        </p>
      </div>
      {recipe.sourceIds.length > 0 && (
        <ul className={styles.thumbs} aria-label="Sources">
          {recipe.sourceIds.map((id) => (
            <li key={id}>
              <img src={thumbnailUrl(id)} alt="Source" />
            </li>
          ))}
        </ul>
      )}
      {images.length > 0 && (
        <ul className={styles.thumbs} aria-label="Images">
          {images.map((id, index) => (
            <li key={id}>
              <button
                type="button"
                aria-label={`Open image ${String(index + 1)}`}
                onClick={() => store.getState().open(id)}
              >
                <img src={thumbnailUrl(id)} alt="" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <JobActions job={job} run={runJobAction} />
      </div>
    </li>
  );
}
