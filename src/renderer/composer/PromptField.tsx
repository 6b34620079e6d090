import type { KeyboardEvent } from 'react';
import { FOCUS_ID } from '../ui/focus';
import { isImeKey } from '../ui/ime';
import styles from './Composer.module.css';

type PromptFieldProps = Readonly<{
  value: string;
  placeholder: string;
  invalid: boolean;
  describedBy?: string | undefined;
  onChange: (value: string) => void;
  onLeave: () => void;
}>;

/** The prompt. Grows with its text; Escape gives the focus back to the images. */
export function PromptField({ value, placeholder, invalid, describedBy, ...on }: PromptFieldProps) {
  const keyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Escape' || isImeKey(event.nativeEvent)) return;
    event.preventDefault();
    on.onLeave();
  };
  return (
    <textarea
      id={FOCUS_ID.prompt}
      className={styles.prompt}
      aria-label="Prompt"
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder}
      rows={2}
      value={value}
      onChange={(event) => on.onChange(event.target.value)}
      onKeyDown={keyDown}
    />
  );
}
