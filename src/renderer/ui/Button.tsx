import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import styles from './controls.module.css';

type ButtonProps = Readonly<
  ComponentProps<'button'> & {
    /** primary is the one main action of a panel; quiet recedes until pointed at. */
    variant?: 'primary' | 'plain' | 'quiet';
    size?: 'medium' | 'small';
  }
>;

/** A push button. Never submits a form by accident. */
export function Button({ variant = 'plain', size = 'medium', className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames(
        styles.button,
        variant === 'primary' && styles.primary,
        variant === 'quiet' && styles.quiet,
        size === 'small' && styles.small,
        className,
      )}
      {...rest}
    />
  );
}
