import type { FixedView } from '../../shared/image';
import { useEffect, useState } from 'react';
import { useStudio } from '../store/studio';
import { startOfDay } from '../ui/format';
import { isFixedView } from '../store/view';
import { EmptyLibrary } from './EmptyLibrary';
import { Grid } from './Grid';
import styles from './Library.module.css';
import { LibraryHeader } from './LibraryHeader';
import { jobsShown } from './use-cells';

const TITLES = { all: 'Library', edits: 'Edits', imported: 'Imported' } as const satisfies Record<FixedView, string>;

/** The grid with its header, or what to do when there is nothing to show. */
export function Library({ covered, hidden }: Readonly<{ covered: number; hidden: boolean }>) {
  const { view, search } = useStudio((state) => state.indexQuery);
  const images = useStudio((state) => state.index?.ids.length);
  const unavailable = useStudio((state) => state.libraryState.status === 'unavailable');
  const title = useStudio(({ index }) =>
    isFixedView(view) ? TITLES[view] : (index?.collections.find(({ id }) => id === view)?.name ?? ''),
  );
  const jobs = useStudio((state) => jobsShown(state.jobs, { view, search }).length);
  const today = useToday();
  const empty = images === 0 && jobs === 0;
  return (
    <div className={styles.library}>
      <LibraryHeader title={title} />
      <div className={styles.body}>
        {empty || (unavailable && jobs === 0) ? (
          <EmptyLibrary view={view} search={search} />
        ) : (
          images !== undefined && <Grid key={`${view} ${search}`} today={today} covered={covered} hidden={hidden} />
        )}
      </div>
    </div>
  );
}

/** A moment of the present day; changes when the day does. */
function useToday(): number {
  const [today, setToday] = useState(() => Date.now());
  useEffect(() => {
    const tomorrow = startOfDay(startOfDay(today) + 36 * 3_600_000);
    const timer = setTimeout(() => setToday(Date.now()), Math.min(Math.max(tomorrow - Date.now(), 1000), 3_600_000));
    return () => clearTimeout(timer);
  }, [today]);
  return today;
}
