import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './Settings.module.css';

type SectionProps = Readonly<{ title: string; children: ReactNode }>;

/** A part of the settings: its name, and its fields below. */
export function Section({ title, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} tabIndex={-1}>
        {title}
      </h3>
      <div className={styles.fields}>{children}</div>
    </section>
  );
}
