import type { ReactNode } from 'react';
import styles from './ExportPanel.module.css';

type FieldProps = Readonly<{ label: string; hint?: ReactNode; children: ReactNode }>;

/** A choice with its name before it. The control inside has an accessible name of its own. */
export function Field({ label, hint, children }: FieldProps) {
  return (
    <div className={styles.field}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <div className={styles.control}>
        {children}
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  );
}
