import type { KeyboardEvent, MouseEvent } from 'react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { queueEntries } from '../store/job-batches';
import type { QueueEntryId, QueueFilter } from '../store/jobs';
import { store, useStudio } from '../store/studio';
import { FOCUS_ID } from '../ui/focus';
import { useSize } from '../ui/use-size';
import { BatchItem } from './BatchItem';
import { foldBatch } from './fold-batch';
import { QueueHeader } from './QueueHeader';
import { QueueItem } from './QueueItem';
import { isEntryId, useItemWindow } from './use-item-window';
import { useKeptFocus } from './use-kept-focus';
import styles from './Queue.module.css';

/** What is said where a filter shows nothing. */
const NOTHING: Readonly<Record<QueueFilter, string>> = {
  all: 'Nothing is on its way. Jobs appear here from the moment you press Generate.',
  waiting: 'Nothing waits to be sent.',
  running: 'Nothing is on its way.',
  'needs-you': 'Nothing needs a decision.',
  finished: 'Nothing that is finished is listed.',
};

/** The listed jobs, newest first and by batches, with what can be done about them and about all of them. */
export function Queue({ covered }: Readonly<{ covered: number }>) {
  const all = useStudio((state) => state.jobs);
  const filter = useStudio((state) => state.queueFilter);
  const active = useStudio((state) => state.queueActive);
  const folds = useStudio((state) => state.queueFolds);
  const entries = useMemo(() => queueEntries(all, filter, folds), [all, filter, folds]);
  const ids = useMemo(() => entries.map(({ id }) => id), [entries]);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [list, setList] = useState<HTMLUListElement | null>(null);
  const [measureScroller, { height }] = useSize();
  const items = useItemWindow(scroller, ids, height);
  const focus = useKeptFocus(list, ids);
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      setScroller(element);
      return measureScroller(element);
    },
    [measureScroller],
  );
  useEffect(() => {
    // A question about what waits belongs to this visit of the queue.
    return () => store.setState({ askingCancelQueued: false });
  }, []);

  // Tab reaches one item; where none was chosen, or the chosen one is out of the page, it is the first in it.
  const [first, last] = items.range;
  const at = active === null ? -1 : ids.indexOf(active);
  const reached = at >= first && at < last ? active : (ids[first] ?? null);
  const keyDown = (event: KeyboardEvent): void => {
    // From where the focus is: the active one may have left the list.
    const focused = entryOf(event.target);
    const entry = entries[focused === null ? at : ids.indexOf(focused)];
    if (entry?.kind === 'batch' && foldBatch(event, entry)) return;
    const next = moveTo(event, focused === null ? at : ids.indexOf(focused), ids.length);
    const id = next === null ? undefined : ids[next];
    if (next === null || id === undefined) return;
    event.preventDefault();
    // At once: the key right behind this one must not mean the item that the keyboard has left.
    flushSync(() => items.reveal(next));
    activate(id, scroller);
  };
  return (
    <div className={styles.queue}>
      <QueueHeader scrollToTop={() => scroller?.scrollTo({ top: 0 })} />
      <div ref={attach} className={styles.body} style={{ paddingBottom: covered }} onScroll={items.onScroll}>
        {entries.length === 0 ? (
          <p id={FOCUS_ID.queue} className={styles.empty} tabIndex={-1}>
            {NOTHING[filter]}
          </p>
        ) : (
          <>
            <div style={{ height: items.room[0] }} />
            <ul
              ref={setList}
              id={FOCUS_ID.queue}
              className={styles.list}
              aria-label="Queue"
              tabIndex={-1}
              onClick={select}
              onKeyDown={keyDown}
              {...focus}
            >
              {entries.slice(first, last).map((entry, index) => {
                const { id } = entry;
                const line = { active: id === active, reachable: id === reached, measure: items.measure };
                const place = { place: first + index + 1, of: entries.length };
                return entry.kind === 'batch' ? (
                  <BatchItem key={id} batch={entry.batch} folded={entry.isFolded} {...line} {...place} />
                ) : (
                  <QueueItem key={id} job={entry.job} inBatch={entry.isInBatch} {...line} {...place} />
                );
              })}
            </ul>
            <div style={{ height: items.room[1] }} />
          </>
        )}
      </div>
    </div>
  );
}

/** The item that a key goes to, or null when the key means something else. */
function moveTo(event: KeyboardEvent, at: number, count: number): number | null {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  if (target instanceof HTMLInputElement) return null;
  switch (event.key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Makes it the active item and gives it the focus, at the next frame when scrolling has only just put it in the page. */
function activate(id: QueueEntryId, scroller: HTMLElement | null): void {
  store.setState({ queueActive: id });
  const focusItem = (): boolean => {
    const item = scroller?.querySelector<HTMLElement>(`[data-job="${id}"]`);
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: 'nearest' });
    return item !== null && item !== undefined;
  };
  if (!focusItem()) requestAnimationFrame(() => void focusItem());
}

function select({ target }: MouseEvent): void {
  const id = entryOf(target);
  if (id !== null) store.setState({ queueActive: id });
}

/** The item in which something happened. */
function entryOf(target: EventTarget): QueueEntryId | null {
  const id = target instanceof Element ? target.closest('[data-job]')?.getAttribute('data-job') : null;
  return isEntryId(id) ? id : null;
}
