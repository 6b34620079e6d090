import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from './class-names';
import styles from './controls.module.css';

type TextFieldProps = Readonly<
  ComponentProps<'input'> & {
    label: string;
    /** One sentence on what to do, said at the field. */
    fault?: string | null;
    /** A standing explanation below the field. */
    hint?: ReactNode;
  }
>;

/** A line of text with its label and, below it, its fault or hint, both tied to it for screen readers. */
export function TextField({ id: given, label, fault = null, hint, className, ...rest }: TextFieldProps) {
  const own = useId();
  const id = given ?? own;
  const about = fault !== null || hint !== undefined;
  return (
    <div className={classNames(styles.field, className)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={fault !== null}
        aria-describedby={about ? `${id}-about` : undefined}
        {...rest}
      />
      {fault !== null ? (
        <p id={`${id}-about`} className={styles.fault} role="alert">
          {fault}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-about`} className={styles.label}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}
