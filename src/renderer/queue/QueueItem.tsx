import { PanelRight, TriangleAlert } from 'lucide-react';
import type { RefCallback } from 'react';
import { memo } from 'react';
import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { modelOf } from '../store/draft';
import { runJobAction } from '../store/run-job-action';
import { commands, store } from '../store/studio';
import { inspectorShown } from '../store/view';
import { classNames } from '../ui/class-names';
import controls from '../ui/controls.module.css';
import { firstLine } from '../ui/format';
import { thumbnailUrl } from '../ui/image-url';
import { JobActions } from '../ui/JobActions';
import { jobAdvice, jobFacts, jobNote, jobWords } from '../ui/job-words';
import { sentLines } from '../ui/sent-words';
import { JobOutputs, OutputLines } from './JobOutputs';
import { JobStatus } from './JobStatus';
import styles from './Queue.module.css';

/** What every line of the queue is told. */
export type QueueLineProps = Readonly<{
  /** The one that the inspector shows. */
  active: boolean;
  /** The one that Tab reaches. */
  reachable: boolean;
  /** From 1, among so many. */
  place: number;
  of: number;
  measure: RefCallback<HTMLElement>;
}>;

type QueueItemProps = QueueLineProps & Readonly<{ job: Job; inBatch: boolean }>;

/** One job of the queue. Drawn anew when the job changes; only its status line follows the clock. */
export const QueueItem = memo(function QueueItem(props: QueueItemProps) {
  const { job, inBatch, active, reachable, place, of, measure } = props;
  const { recipe } = job;
  const note = jobNote(job);
  const advice = jobAdvice(job);
  const sent = sentLines(job);
  return (
    <li
      ref={measure}
      className={styles.item}
      data-tone={jobWords(job, 0, 0).tone}
      data-job={job.id}
      data-in-batch={inBatch ? '' : undefined}
      tabIndex={reachable ? 0 : -1}
      aria-current={active ? 'true' : undefined}
      aria-label={firstLine(recipe.prompt)}
      aria-posinset={place}
      aria-setsize={of}
    >
      <div className={styles.text}>
        <p className={styles.prompt}>{recipe.prompt}</p>
        <JobStatus job={job} />
        {note !== '' && (
          <p className={styles.note}>
            <TriangleAlert size={12} aria-hidden /> {note}
          </p>
        )}
        {advice !== '' && <p className={styles.lines}>{advice}</p>}
        <OutputLines job={job} />
        <p className={styles.facts} title={modelOf(recipe).name}>
          {jobFacts(job).join(' · ')}
        </p>
        {sent.length > 0 && <p className={styles.facts}>Sent {sent.join(' · ')}</p>}
      </div>
      <div className={styles.pictures}>
        {recipe.sourceIds.length > 0 && (
          <div className={styles.thumbs} role="group" aria-label="Sources">
            {recipe.sourceIds.map((id) => (
              <img key={id} src={thumbnailUrl(id)} alt="Source" loading="lazy" />
            ))}
          </div>
        )}
        <JobOutputs job={job} />
      </div>
      <div className={styles.actions}>
        <JobActions job={job} run={runJobAction} identify={commands.identifyJob} />
      </div>
      {/* Without a tip of its own: hundreds of items would each carry one. */}
      <button
        type="button"
        className={classNames(controls.icon, styles.details)}
        aria-label="Details"
        title="Details"
        onClick={() => showDetails(job.id)}
      >
        <PanelRight size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </li>
  );
});

function showDetails(id: JobId): void {
  const { inspectorOpen, toggleInspector } = store.getState();
  store.setState({ queueActive: id });
  if (!inspectorShown(inspectorOpen, window.innerWidth)) toggleInspector(window.innerWidth);
}
