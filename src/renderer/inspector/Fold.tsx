import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import styles from './Evidence.module.css';

type FoldProps = Readonly<{ title: string; children: ReactNode }>;

/** A part of the inspector that is closed until it is wanted; what is in it is not asked for before. */
export function Fold({ title, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <section className={styles.evidence}>
      <h2>
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChevronRight size={13} aria-hidden />
          {title}
        </button>
      </h2>
      {open && children}
    </section>
  );
}
