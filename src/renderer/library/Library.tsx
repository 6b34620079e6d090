import { useEffect, useState } from 'react';
import type { FixedView, LibraryView } from '../../shared/library-query';
import { filterCount } from '../store/asking';
import type { LibraryLists } from '../../shared/library';
import { useStudio } from '../store/studio';
import { gridView, isFixedView } from '../store/view';
import { focusOn } from '../ui/focus';
import { startOfDay } from '../ui/format';
import { EmptyLibrary } from './EmptyLibrary';
import { Grid } from './Grid';
import styles from './Library.module.css';
import { LibraryHeader } from './LibraryHeader';
import { TrashLine } from './TrashLine';
import { tilesShown } from './use-cells';

const TITLES = {
  all: 'Library',
  favourites: 'Favourites',
  edits: 'Edits',
  imported: 'Imported',
  trash: 'Trash',
} as const satisfies Record<FixedView, string>;

function titleOf(view: LibraryView, { collections, smart }: LibraryLists): string {
  if (isFixedView(view)) return TITLES[view];
  return [...collections, ...smart].find(({ id }) => id === view)?.name ?? '';
}

/** The grid with its header, or what to do when there is nothing to show. */
export function Library({ covered, hidden }: Readonly<{ covered: number; hidden: boolean }>) {
  const shown = useStudio((state) => state.index);
  const unreachable = useStudio(({ libraryState: { status }, columns }) => status === 'unavailable' && !columns);
  const asked = useStudio(gridView);
  const view = shown?.query.view ?? asked;
  const title = useStudio((state) => titleOf(view, state.lists));
  const jobs = useStudio((state) => (shown ? tilesShown(state.jobs, shown.query).length : 0));
  const today = useToday();
  const empty = shown?.ids.length === 0 && jobs === 0;
  const drawn = shown !== null && !empty && !unreachable && !hidden;
  useKeysBack(drawn);
  return (
    <div className={styles.library}>
      <LibraryHeader title={title} shown={shown} today={today} />
      {view === 'trash' && shown && shown.total > 0 && <TrashLine />}
      <div className={styles.body}>
        {empty || unreachable ? (
          <EmptyLibrary
            view={view}
            search={shown?.query.search ?? ''}
            filtered={shown !== null && filterCount(shown.query.filter) > 0}
          />
        ) : (
          shown && <Grid key={view} shown={shown} today={today} covered={covered} hidden={hidden} />
        )}
      </div>
    </div>
  );
}

/** A grid that comes, at the start or by an undo that brings the last image back, has the keys when nothing else has them. */
function useKeysBack(drawn: boolean): void {
  useEffect(() => {
    if (drawn && document.activeElement === document.body) focusOn('grid');
  }, [drawn]);
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
