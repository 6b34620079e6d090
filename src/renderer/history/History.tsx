import { useEffect, useState } from 'react';
import type { HistoryEntry } from '../../shared/organise';
import { commands, store, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { dayName, timeOfDay } from '../ui/format';
import { Modal } from '../ui/Modal';
import styles from './History.module.css';

/** What was done to the library, newest first, and the ways back and forth. It lasts over restarts. */
export function History() {
  const open = useStudio((state) => state.dialog === 'history');
  return (
    <Modal title="History" width={480} filled open={open} onClose={() => store.getState().setDialog(null)}>
      <Page />
    </Modal>
  );
}

function Page() {
  const lists = useStudio((state) => state.lists);
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const { undo, redo } = lists;
  useEffect(() => {
    let stale = false;
    void commands.history().then((found) => {
      if (!stale && found) setEntries(found);
    });
    return () => {
      stale = true;
    };
    // Each step sends new lists.
  }, [lists]);
  return (
    <div className={styles.page}>
      <div className={styles.ways}>
        <Button size="small" disabled={undo === null} title={undo ?? undefined} onClick={() => void commands.undo()}>
          Undo
        </Button>
        <Button size="small" disabled={redo === null} title={redo ?? undefined} onClick={() => void commands.redo()}>
          Redo
        </Button>
        <p>{undo === null ? 'Nothing to undo.' : `Undo takes back: ${undo}`}</p>
      </div>
      {entries?.length === 0 ? (
        <p className={styles.none}>
          Stars, flags, tags, notes, collections and deletes are listed here as you make them.
        </p>
      ) : (
        <ol className={styles.list} aria-label="History" tabIndex={0}>
          {entries?.map((entry, at) => (
            <Entry key={`${String(entry.at)} ${String(at)}`} entry={entry} day={dayBefore(entries, at)} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Entry({ entry, day }: Readonly<{ entry: HistoryEntry; day: string | null }>) {
  return (
    <>
      {day !== null && (
        <li className={styles.day} aria-hidden>
          {day}
        </li>
      )}
      <li className={styles.entry} data-undone={entry.undone ? '' : undefined}>
        <time dateTime={new Date(entry.at).toISOString()}>{timeOfDay(entry.at)}</time>
        <span>{entry.label}</span>
        {entry.undone && <small>undone</small>}
      </li>
    </>
  );
}

/** The day that begins at this entry; null when it is still that of the one before. */
function dayBefore(entries: readonly HistoryEntry[], at: number): string | null {
  const name = (entry: HistoryEntry | undefined): string | null => (entry ? dayName(entry.at, Date.now()) : null);
  const day = name(entries[at]);
  return at > 0 && name(entries[at - 1]) === day ? null : day;
}
