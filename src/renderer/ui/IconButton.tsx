import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import styles from './controls.module.css';
import { Tip } from './Tip';

type IconButtonProps = Readonly<
  Omit<ComponentProps<'button'>, 'children'> & {
    /** Its accessible name, also shown as a tip. */
    label: string;
    icon: LucideIcon;
    keys?: string | undefined;
    tipSide?: 'top' | 'bottom' | 'left' | 'right';
  }
>;

/** A button that shows an icon alone. */
export function IconButton({ label, icon: Icon, keys, tipSide = 'bottom', className, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} keys={keys} side={tipSide}>
      <button type="button" aria-label={label} className={classNames(styles.icon, className)} {...rest}>
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </Tip>
  );
}
