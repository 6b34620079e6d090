import { ChevronDown, ChevronRight } from 'lucide-react';
import type { RefObject } from 'react';
import { memo, useEffect, useRef, useState } from 'react';
import type { Batch } from '../store/job-batches';
import { batchWords } from '../store/job-batches';
import { commands } from '../store/studio';
import { Button } from '../ui/Button';
import { classNames } from '../ui/class-names';
import controls from '../ui/controls.module.css';
import { AskCancel } from './AskCancel';
import { setFolded } from './fold-batch';
import styles from './Queue.module.css';
import type { QueueLineProps } from './QueueItem';

type BatchItemProps = QueueLineProps & Readonly<{ batch: Batch; folded: boolean }>;

/** The heading of a batch: what its jobs have in common and how far they are. */
export const BatchItem = memo(function BatchItem(props: BatchItemProps) {
  const { batch, folded, active, reachable, place, of, measure } = props;
  const { id, name, jobs, waiting, running, failed, unknown } = batch;
  const [asking, setAsking] = useState(false);
  const actions = useRef<HTMLDivElement>(null);
  useFocusBack(actions, asking);
  const ended = jobs.length - waiting - running;
  const Sign = folded ? ChevronRight : ChevronDown;
  return (
    <li
      ref={measure}
      className={classNames(styles.item, styles.batch)}
      data-tone={failed + unknown > 0 ? 'problem' : ended < jobs.length ? 'live' : 'quiet'}
      data-job={id}
      tabIndex={reachable ? 0 : -1}
      aria-current={active ? 'true' : undefined}
      aria-label={`Batch: ${name}`}
      aria-posinset={place}
      aria-setsize={of}
    >
      <button
        type="button"
        className={controls.icon}
        aria-expanded={!folded}
        aria-label={folded ? 'Show its jobs' : 'Hide its jobs'}
        onClick={() => setFolded(batch, !folded)}
      >
        <Sign size={16} strokeWidth={1.75} aria-hidden />
      </button>
      <div className={styles.text}>
        <p className={styles.prompt}>{name}</p>
        <p className={styles.status}>
          <span className={styles.phase}>Batch</span>
          <span className={styles.detail}>{batchWords(batch).join(' · ')}</span>
        </p>
        {waiting + running > 0 && (
          <span className={styles.progress} aria-hidden>
            <span style={{ width: `${String((ended / jobs.length) * 100)}%` }} />
          </span>
        )}
      </div>
      <div ref={actions} className={styles.actions}>
        {waiting === 0 ? null : asking ? (
          <AskCancel
            waiting={waiting}
            of="batch"
            onYes={() => {
              setAsking(false);
              void commands.cancelBatch(id);
            }}
            onNo={() => setAsking(false)}
          />
        ) : (
          <Button size="small" onClick={() => setAsking(true)}>
            Cancel waiting
          </Button>
        )}
      </div>
    </li>
  );
});

/** When the question goes, the focus goes back to its button, or to the line when nothing waits any more. */
function useFocusBack(actions: RefObject<HTMLDivElement | null>, asking: boolean): void {
  const asked = useRef(false);
  useEffect(() => {
    const goes = asked.current && !asking;
    asked.current = asking;
    if (!goes || document.activeElement !== document.body) return;
    const line = actions.current?.closest('li');
    (actions.current?.querySelector('button') ?? line)?.focus({ preventScroll: true });
  }, [actions, asking]);
}
