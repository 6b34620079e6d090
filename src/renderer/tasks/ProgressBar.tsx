import type { Task } from '../../shared/task';
import { progressPart, progressWords } from './task-words';
import styles from './Tasks.module.css';

/** How far a task is, drawn; a moving piece while it is not known how much there is. */
export function ProgressBar({ task }: Readonly<{ task: Task }>) {
  const part = progressPart(task);
  return (
    <span
      role="progressbar"
      aria-label={task.title}
      aria-valuenow={part === null ? undefined : Math.round(part * 100)}
      aria-valuetext={progressWords(task) || undefined}
      className={styles.bar}
    >
      <span
        className={part === null ? styles.unknown : undefined}
        style={part === null ? undefined : { width: `${String(part * 100)}%` }}
      />
    </span>
  );
}
