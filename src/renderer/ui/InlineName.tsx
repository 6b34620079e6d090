import { useId, useState } from 'react';
import { classNames } from './class-names';
import styles from './controls.module.css';
import { isImeKey } from './ime';

type InlineNameProps = Readonly<{
  /** Accessible name of the field. */
  label: string;
  value: string;
  placeholder?: string;
  className?: string | undefined;
  /** Returns what is wrong with the name, or null when it is taken. */
  onDone: (name: string) => Promise<string | null>;
  /** The person changed nothing, or gave up. */
  onCancel: () => void;
}>;

/** A name written where it stands: Enter or leaving takes it, Escape does not. A fault stays below until it is put right. */
export function InlineName({ label, value, placeholder, className, onDone, onCancel }: InlineNameProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const done = async (left: boolean): Promise<void> => {
    const name = text.trim();
    if (busy) return;
    // Leaving a field with a fault in it gives up: it must not stand there for ever.
    if (name === '' || name === value || (left && fault !== null)) {
      onCancel();
      return;
    }
    setBusy(true);
    setFault(await onDone(name));
    setBusy(false);
  };
  return (
    <div className={classNames(styles.inlineName, className)}>
      <input
        type="text"
        aria-label={label}
        placeholder={placeholder}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : id}
        className={styles.input}
        maxLength={100}
        spellCheck={false}
        autoComplete="off"
        autoFocus
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setText(event.target.value);
          setFault(null);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (isImeKey(event.nativeEvent)) return;
          if (event.key === 'Enter') void done(false);
          if (event.key === 'Escape') onCancel();
        }}
        onBlur={(event) => {
          // A window that loses the focus blurs its field too, and gives it back: only another place leaves it.
          if (document.activeElement !== event.target) void done(true);
        }}
      />
      {fault !== null && (
        <p id={id} className={styles.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
