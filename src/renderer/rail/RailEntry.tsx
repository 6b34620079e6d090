import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '../ui/class-names';
import { Tip } from '../ui/Tip';
import styles from './Rail.module.css';

type RailEntryProps = Readonly<
  Omit<ComponentProps<'button'>, 'children'> & {
    label: string;
    /** Drawn at the left; alone, when the rail is narrow. */
    icon: ReactNode;
    wide: boolean;
    here: boolean;
    count?: number | undefined;
    /** Drawn at the right, beside or instead of the count. */
    children?: ReactNode;
  }
>;

/** One place of the rail. Narrow, its name is a tip. */
export function RailEntry({ label, icon, wide, here, count, children, className, ...rest }: RailEntryProps) {
  const number = count?.toLocaleString('en');
  return (
    <Tip text={number === undefined ? label : `${label} · ${number}`} side="right" off={wide}>
      <button
        type="button"
        className={classNames(styles.entry, className)}
        aria-current={here ? 'page' : undefined}
        {...rest}
      >
        {icon}
        <span className={styles.name} title={wide ? label : undefined}>
          {label}
        </span>{' '}
        {number !== undefined && <span className={styles.count}>{number}</span>}
        {children}
      </button>
    </Tip>
  );
}
