import { Switch as Root } from 'radix-ui';
import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './controls.module.css';

type SwitchProps = Readonly<{
  label: string;
  /** A quiet line below the label. */
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}>;

/** Something that is on or off, with its words at the left. */
export function Switch({ label, hint, checked, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles.switchLine}>
      <label htmlFor={id}>
        {label}
        {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      </label>
      <Root.Root
        id={id}
        className={styles.switch}
        aria-label={label}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        checked={checked}
        onCheckedChange={onChange}
      >
        <Root.Thumb />
      </Root.Root>
    </div>
  );
}
