import { TriangleAlert } from 'lucide-react';
import type { Batch } from '../store/job-batches';
import { batchWords } from '../store/job-batches';
import { commands } from '../store/studio';
import { Button } from '../ui/Button';
import { classNames } from '../ui/class-names';
import type { CellPlace } from './GridCell';
import styles from './Grid.module.css';

type BatchTileProps = CellPlace & Readonly<{ batch: Batch; selected: boolean }>;

/** All that a batch still has to bring, or that a person has to decide on; the queue shows it job by job. */
export function BatchTile({ batch, selected, active, left, width, height }: BatchTileProps) {
  const { id, name, waiting, running, failed, unknown } = batch;
  const [progress, ...rest] = batchWords(batch);
  const isRunning = waiting + running > 0;
  return (
    <div
      role="gridcell"
      data-cell={id}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      className={styles.live}
      style={{ left, width, height }}
    >
      {/* First in the page, so that the cell's name starts with it; drawn last. */}
      <small className={styles.jobPrompt}>{name}</small>
      <strong>
        {failed + unknown > 0 && <TriangleAlert size={14} aria-hidden />} {progress}
      </strong>
      <small>{rest.join(' · ')}</small>
      <Button size="small" variant="quiet" tabIndex={active ? 0 : -1} onClick={() => commands.showBatch(id)}>
        Show in queue
      </Button>
      {isRunning && <span className={classNames(styles.bar, running === 0 && styles.still)} />}
    </div>
  );
}
