import { CircleAlert, CircleCheck, Loader } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { Task } from '../../shared/task';
import { commands, useStudio } from '../store/studio';
import { classNames } from '../ui/class-names';
import { ProgressBar } from './ProgressBar';
import { TaskItem } from './TaskItem';
import { foremost, needsLook, progressWords } from './task-words';
import styles from './Tasks.module.css';

/** How long a task that ended well stays to be read, in milliseconds. */
const SHOWN_MS = 8000;

/** Long work in one line that opens to all of it. Nothing while there is none. `wide` shows words beside the sign. */
export function Tasks({ wide }: Readonly<{ wide: boolean }>) {
  const tasks = useStudio((state) => state.tasks);
  const [open, setOpen] = useState(false);
  useLeaving(tasks, open);
  const main = foremost(tasks);
  return (
    <>
      <p role="status" className="visually-hidden">
        {main && (main.state === 'running' ? main.title : main.outcome)}
      </p>
      {main && (
        <Popover.Root open={open} onOpenChange={setOpen}>
          <Popover.Trigger className={classNames(styles.summary, wide && styles.wide)}>
            <Sign task={main} />
            <span className={wide ? styles.words : 'visually-hidden'}>
              <span className={styles.title}>
                <span className="visually-hidden">Tasks: </span>
                {main.state === 'running' ? main.title : main.outcome}
              </span>{' '}
              <small>
                {[progressWords(main), tasks.length > 1 ? `${String(tasks.length - 1)} more` : '']
                  .filter((words) => words !== '')
                  .join(' · ')}
              </small>
            </span>
            {main.state === 'running' && <ProgressBar task={main} />}
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              className={styles.panel}
              side="right"
              align="end"
              sideOffset={8}
              collisionPadding={8}
              aria-label="Tasks"
            >
              <ul className={styles.list}>
                {[...tasks].reverse().map((task) => (
                  <TaskItem key={task.id} task={task} />
                ))}
              </ul>
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
    </>
  );
}

/** What ended well leaves by itself, while nobody looks at the list. */
function useLeaving(tasks: readonly Task[], open: boolean): void {
  const ended = tasks.filter((task) => task.state !== 'running' && !needsLook(task)).map(({ id }) => id);
  const key = ended.join();
  useEffect(() => {
    if (open || key === '') return undefined;
    const timer = setTimeout(() => key.split(',').forEach(commands.dismissTask), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [key, open]);
}

function Sign({ task }: Readonly<{ task: Task }>) {
  const size = { size: 16, strokeWidth: 1.75 };
  if (task.state === 'running') return <Loader {...size} aria-hidden className={styles.turning} />;
  if (needsLook(task)) return <CircleAlert {...size} aria-hidden className={styles.bad} />;
  return <CircleCheck {...size} aria-hidden className={styles.good} />;
}
