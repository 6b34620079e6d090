import { useId, useRef, useState } from 'react';
import { settingsCommands, useStudio } from '../store/studio';
import { Stepper } from '../ui/Stepper';
import styles from './Settings.module.css';

const LIMITS = { min: 1, max: 8 };

/** How many requests are sent at one time. */
export function QueueSection() {
  const id = useId();
  const concurrency = useStudio((state) => state.settings.concurrency);
  const [fault, setFault] = useState<string | null>(null);
  /** What held when the typing began: "12" is no wish for 1. */
  const before = useRef(concurrency);
  const change = (value: number): void => {
    const fits = value >= LIMITS.min && value <= LIMITS.max;
    const wanted = fits ? value : before.current;
    setFault(
      fits
        ? null
        : `Easel sends ${String(LIMITS.min)} to ${String(LIMITS.max)} at one time. It stays at ${String(wanted)}.`,
    );
    if (wanted !== concurrency)
      void settingsCommands.change({ concurrency: wanted }).then((failed) => failed !== null && setFault(failed));
  };
  return (
    <div className={styles.block}>
      <div className={styles.line} onFocus={() => (before.current = concurrency)}>
        <Stepper
          label="Requests sent at one time"
          value={concurrency}
          {...LIMITS}
          invalid={fault !== null}
          describedBy={fault === null ? undefined : id}
          onChange={change}
        />
        <p className={styles.hint}>requests sent at one time; the others wait their turn</p>
      </div>
      {fault !== null && (
        <p id={id} role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
