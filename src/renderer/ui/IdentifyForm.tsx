import type { KeyboardEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from './Button';
import controls from './controls.module.css';
import { isImeKey } from './ime';
import styles from './job-actions.module.css';

type IdentifyFormProps = Readonly<{
  /** Null when the id was right; else the sentence for the field. */
  identify: (typed: string) => Promise<string | null>;
  onDone: () => void;
}>;

/** Asks for the id of a request whose answer was lost. */
export function IdentifyForm({ identify, onDone }: IdentifyFormProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const message = await identify(typed);
    setBusy(false);
    if (message === null) onDone();
    else setFault(message);
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (isImeKey(event.nativeEvent)) return;
    if (event.key === 'Enter') void send();
    else if (event.key === 'Escape') onDone();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.identify}>
      <input
        className={controls.input}
        aria-label="Request id"
        aria-invalid={fault !== null}
        aria-describedby={`${id}-about`}
        placeholder="Request id"
        spellCheck={false}
        autoComplete="off"
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setFault(null);
        }}
        onKeyDown={keyDown}
      />
      <Button size="small" variant="primary" aria-disabled={busy} onClick={() => void send()}>
        Fetch its images
      </Button>
      <Button size="small" variant="quiet" onClick={onDone}>
        Not now
      </Button>
      {fault === null ? (
        <p id={`${id}-about`} className={styles.hint}>
          The console lists it with the time of the request. This costs nothing.
        </p>
      ) : (
        <p id={`${id}-about`} className={controls.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
