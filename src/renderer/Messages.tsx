import { useEffect, useState } from 'react';
import styles from './Messages.module.css';
import { commands, templateCommands, useStudio } from './store/studio';
import { classNames } from './ui/class-names';

/** How long a sentence stays to be read, in milliseconds; one with a button stays longer. */
const SHOWN_MS = { short: 3500, long: 8000 };

/**
 * The line in which the window says what it did: seen for a moment at the foot, below the composer, where it covers nothing
 * that can be pressed, and said by screen readers.
 */
export function Messages() {
  const line = useStudio((state) => state.statusLine);
  const [hidden, setHidden] = useState(0);
  useEffect(() => {
    const lasting = line.undo !== null || line.tone === 'alert';
    const timer = setTimeout(() => setHidden(line.serial), lasting ? SHOWN_MS.long : SHOWN_MS.short);
    return () => clearTimeout(timer);
  }, [line]);
  const shown = line.serial > hidden;
  return (
    <div className={styles.place}>
      <div className={classNames(styles.line, shown && styles.shown, line.tone === 'alert' && styles.alert)}>
        <span role="status">{line.tone === 'status' && shown ? line.text : ''}</span>
        <span role="alert">{line.tone === 'alert' && shown ? line.text : ''}</span>
        {shown && line.undo !== null && (
          <button
            type="button"
            onClick={() => {
              void (line.undo === 'template' ? templateCommands.bringBack() : commands.takeBack());
              setHidden(line.serial);
            }}
          >
            Undo
          </button>
        )}
      </div>
    </div>
  );
}
