import { useStudio } from '../store/studio';
import { QueueItem } from './QueueItem';
import styles from './Queue.module.css';

/** Every listed job, newest first, with what can be done about it. */
export function Queue({ covered }: Readonly<{ covered: number }>) {
  const jobs = useStudio((state) => state.jobs);
  return (
    <div className={styles.queue}>
      <header className={styles.header}>
        <h1>Queue</h1>
      </header>
      <div className={styles.body} style={{ paddingBottom: covered }} tabIndex={-1}>
        {jobs.length === 0 ? (
          <p className={styles.empty}>Nothing is on its way. Jobs appear here from the moment you press Generate.</p>
        ) : (
          <ul className={styles.list} aria-label="Queue">
            {jobs.map((job) => (
              <QueueItem key={job.id} job={job} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
