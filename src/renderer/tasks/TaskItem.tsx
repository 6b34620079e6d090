import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { Task } from '../../shared/task';
import { commands } from '../store/studio';
import { Button } from '../ui/Button';
import { ProgressBar } from './ProgressBar';
import { progressWords } from './task-words';
import styles from './Tasks.module.css';

/** One piece of long work: how far it is or how it ended, and what could not be done. */
export function TaskItem({ task }: Readonly<{ task: Task }>) {
  const [open, setOpen] = useState(false);
  const running = task.state === 'running';
  const problems = task.problems.length;
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <strong>{task.title}</strong>
        {running ? (
          task.mayCancel && (
            <Button size="small" variant="quiet" onClick={() => void commands.cancelTask(task.id)}>
              Cancel
            </Button>
          )
        ) : (
          <Button size="small" variant="quiet" onClick={() => commands.dismissTask(task.id)}>
            Dismiss
          </Button>
        )}
      </div>
      {running && <ProgressBar task={task} />}
      <p className={task.state === 'failed' ? styles.failed : styles.detail}>
        {running ? [progressWords(task), task.detail].filter((words) => words !== '').join(' · ') : task.outcome}
      </p>
      {problems > 0 && (
        <>
          <Button size="small" variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {problems === 1 ? '1 problem' : `${problems === 100 ? 'The first 100' : String(problems)} problems`}
            <ChevronDown size={13} aria-hidden className={open ? styles.up : undefined} />
          </Button>
          {open && (
            <ul className={styles.problems} tabIndex={0} aria-label="Problems">
              {task.problems.map((problem, at) => (
                <li key={at}>{problem}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </li>
  );
}
