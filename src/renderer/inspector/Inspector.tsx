import { useEffect, useMemo } from 'react';
import type { BatchId, ImageId, JobId } from '../../shared/ids';
import { batchesOf, batchWords } from '../store/job-batches';
import type { Shown } from '../store/query';
import { imagesOf } from '../store/query';
import type { CellId } from '../store/selection';
import { isBatchCell, isImageCell } from '../store/selection';
import { sync, useStudio } from '../store/studio';
import { stoodOn } from '../store/view';
import { classNames } from '../ui/class-names';
import { ImageFacts } from './ImageFacts';
import styles from './Inspector.module.css';
import { JobFacts } from './JobFacts';
import { ManyFacts } from './ManyFacts';
import { TombstoneFacts } from './TombstoneFacts';

/** What is known of the selection. `over` lays it over the centre below its header, whose button closes it, in windows too narrow for it to be beside. */
export function Inspector({ over }: Readonly<{ over: boolean }>) {
  const opened = useStudio((state) => state.opened);
  const stood = useStudio(stoodOn);
  const selected = useStudio((state) => state.selected);
  const place = useStudio((state) => state.place);
  const queueActive = useStudio((state) => state.queueActive);
  const inQueue = opened === null && place === 'queue';
  const index = useStudio((state) => state.index);
  const cells = useMemo<readonly CellId[]>(() => {
    if (inQueue) return queueActive === null ? [] : [queueActive];
    return opened === null ? seenOf(selected, index) : [opened];
  }, [inQueue, queueActive, opened, selected, index]);
  const images = useMemo(() => cells.filter(isImageCell), [cells]);
  const [only] = cells;
  return (
    <aside className={classNames(styles.inspector, over && styles.over)} aria-label="Inspector">
      {stood ? (
        <TombstoneFacts kin={stood} />
      ) : cells.length === 0 || only === undefined ? (
        <Invitation inQueue={inQueue} />
      ) : cells.length > 1 ? (
        <ManyFacts ids={images} />
      ) : isImageCell(only) ? (
        <OneImage id={only} />
      ) : isBatchCell(only) ? (
        <OneBatch id={only} />
      ) : (
        <OneJob id={only} />
      )}
    </aside>
  );
}

/** What to do to see something here. What the last run left selected is known once the library is: until then nothing is asked for. */
function Invitation({ inQueue }: Readonly<{ inQueue: boolean }>) {
  const waits = useStudio((state) => state.index === null && state.libraryState.status !== 'unavailable');
  if (waits && !inQueue) return null;
  return (
    <p className={styles.nothing}>
      {inQueue
        ? 'Select a job to see what was sent and what came back.'
        : 'Select an image to see its prompt and how it was made.'}
    </p>
  );
}

/** What is selected stays so in another place, but there it is not what one looks at. A closed stack is all of its images. */
function seenOf(selected: ReadonlySet<CellId>, index: Shown | null): readonly CellId[] {
  const jobs = [...selected].filter((cell) => !isImageCell(cell));
  return index ? [...jobs, ...imagesOf(index, selected)] : jobs;
}

function OneImage({ id }: Readonly<{ id: ImageId }>) {
  const image = useStudio((state) => state.details.get(id));
  const version = useStudio((state) => state.versions.get(id) ?? 0);
  const platform = useStudio((state) => state.platform);
  useEffect(() => {
    sync.wantImages([id]);
  }, [id]);
  return image ? <ImageFacts image={image} version={version} platform={platform} /> : null;
}

function OneJob({ id }: Readonly<{ id: JobId }>) {
  const job = useStudio((state) => state.jobs.find((candidate) => candidate.id === id));
  return job ? <JobFacts job={job} /> : <p className={styles.nothing}>This job has left the list.</p>;
}

function OneBatch({ id }: Readonly<{ id: BatchId }>) {
  const batch = useStudio((state) => batchesOf(state.jobs).get(id));
  if (!batch) return <p className={styles.nothing}>This batch has left the list.</p>;
  return <p className={styles.nothing}>{`Batch “${batch.name}”: ${batchWords(batch).join(' · ')}.`}</p>;
}
