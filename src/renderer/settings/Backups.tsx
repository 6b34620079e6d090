import { useEffect, useState } from 'react';
import type { Backup } from '../../shared/app-state';
import { commands } from '../store/studio';
import { Button } from '../ui/Button';
import { bytes, dateAndTime, imageCount } from '../ui/format';
import styles from './Settings.module.css';

/** So many are listed until all are asked for. */
const FIRST = 5;

/** Copies of the records: made each night, by hand, and gone back to. */
export function Backups() {
  const [backups, setBackups] = useState<readonly Backup[] | null>(null);
  const [all, setAll] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const load = (): Promise<void> =>
    commands.listBackups().then((result) => {
      if (result.ok) setBackups(result.data);
      else setFault(result.error.message);
    });
  useEffect(() => {
    void load();
  }, []);
  const backUp = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const result = await commands.backUpLibrary();
    setBusy(false);
    setFault(result.ok || result.error.code === 'cancelled' ? null : result.error.message);
    await load();
  };
  const restore = async (name: string): Promise<void> => {
    setFault(await commands.restoreBackup(name));
    await load();
  };
  const shown = all ? backups : backups?.slice(0, FIRST);
  return (
    <div className={styles.block} role="group" aria-label="Backups">
      <p className={styles.label}>Backups of the records</p>
      <div className={styles.line}>
        <p className={styles.hintBeside}>
          Made each night into the library’s folder. The images themselves are plain files: back them up with yours.
        </p>
        <Button size="small" aria-disabled={busy} onClick={() => void backUp()}>
          {busy ? 'Backing up…' : 'Back up now'}
        </Button>
      </div>
      {shown && shown.length > 0 && (
        <ul className={styles.backups} aria-label="Backups">
          {shown.map((backup) => (
            <li key={backup.name}>
              <span title={backup.name}>{dateAndTime(backup.at)}</span>
              <small>{`${imageCount(backup.images)} · ${bytes(backup.bytes)}`}</small>
              <Button
                size="small"
                variant="quiet"
                aria-label={`Restore the backup of ${dateAndTime(backup.at)}`}
                onClick={() => void restore(backup.name)}
              >
                Restore…
              </Button>
            </li>
          ))}
        </ul>
      )}
      {backups?.length === 0 && <p className={styles.hint}>None yet.</p>}
      {backups && backups.length > FIRST && (
        <div>
          <Button size="small" variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show the newest' : `Show all ${String(backups.length)}`}
          </Button>
        </div>
      )}
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
