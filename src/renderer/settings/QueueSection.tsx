import { settingsCommands, useStudio } from '../store/studio';
import { Stepper } from '../ui/Stepper';
import { Section } from './Section';
import styles from './Settings.module.css';

const LIMITS = { min: 1, max: 8 };

/** How many requests are sent at one time. */
export function QueueSection() {
  const concurrency = useStudio((state) => state.settings.concurrency);
  const change = (value: number): void => {
    if (value >= LIMITS.min && value <= LIMITS.max) void settingsCommands.change({ concurrency: value });
  };
  return (
    <Section title="Queue">
      <div className={styles.line}>
        <Stepper label="Requests sent at one time" value={concurrency} {...LIMITS} onChange={change} />
        <p className={styles.hint}>requests sent at one time; the others wait their turn</p>
      </div>
    </Section>
  );
}
