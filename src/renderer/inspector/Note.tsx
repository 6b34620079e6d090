import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { FOCUS_ID } from '../ui/focus';
import { isImeKey } from '../ui/ime';
import { focusOnImages } from './focus-images';
import styles from './Note.module.css';

/** What was written is kept after so many milliseconds without a key, and when the field is left. */
const PAUSE_MS = 1200;
const LONGEST = 20_000;

type NoteProps = Readonly<{
  /** Null where several images have different notes. */
  note: string | null;
  locked: string | null;
  /** Called once for each edit, with the whole note; false when it could not be kept. */
  onChange: (note: string) => Promise<boolean>;
}>;

/** What the person wrote about an image. To be keyed by the images it belongs to: what is unsaved goes to those it was written for. */
export function Note({ note, locked, onChange }: NoteProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const unsaved = useRef<string | null>(null);
  const stored = note ?? '';

  const save = (): void => {
    const text = unsaved.current;
    unsaved.current = null;
    if (text === null || text === note) return;
    void onChange(text).then((kept) => {
      // What could not be kept stays to be read and copied.
      if (!kept && unsaved.current === null) setTyped(text);
    });
  };
  const saveLater = useEffectEvent(save);
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => saveLater(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => () => saveLater(), []);

  return (
    <section>
      <h2>
        <label htmlFor={FOCUS_ID.note}>Note</label>
      </h2>
      <textarea
        id={FOCUS_ID.note}
        className={styles.note}
        rows={2}
        maxLength={LONGEST}
        aria-describedby={note === null ? id : undefined}
        placeholder={note === null ? 'Various notes' : 'Write something down…'}
        disabled={locked !== null}
        title={locked ?? undefined}
        value={typed ?? stored}
        onChange={(event) => {
          unsaved.current = event.target.value;
          setTyped(event.target.value);
        }}
        // A command that comes here does not scroll.
        onFocus={(event) => event.currentTarget.scrollIntoView({ block: 'nearest' })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isImeKey(event.nativeEvent)) return;
          event.preventDefault();
          focusOnImages();
        }}
        onBlur={() => {
          save();
          setTyped(null);
        }}
      />
      {note === null && (
        <p id={id} className={styles.hint}>
          Their notes differ. What you write takes the place of all of them.
        </p>
      )}
    </section>
  );
}
