import type { ReactNode } from 'react';
import styles from './Compare.module.css';

/** What a mode has to set, on a panel over its stage: where the picture stands does not depend on it. */
export function Hud({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  return (
    <div role="group" aria-label={label} className={styles.hud}>
      {children}
    </div>
  );
}
