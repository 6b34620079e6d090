import { useState } from 'react';
import { settingsCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import styles from './Settings.module.css';

/** Where the images lie. */
export function LibrarySection() {
  const library = useStudio((state) => state.libraryState);
  const fixed = useStudio((state) => state.fixed.library);
  const [fault, setFault] = useState<string | null>(null);
  const problem = fault ?? (library.status === 'unavailable' ? library.message : null);
  return (
    <>
      <div className={styles.line}>
        <p className={styles.path} title={library.folder}>
          {library.folder}
        </p>
        <Button size="small" disabled={fixed} onClick={() => void settingsCommands.chooseLibrary().then(setFault)}>
          Choose…
        </Button>
        <Button size="small" onClick={() => void settingsCommands.showLibrary().then(setFault)}>
          Show
        </Button>
      </div>
      {problem !== null ? (
        <p role="alert" className={styles.fault}>
          {problem}
        </p>
      ) : (
        <p className={styles.hint}>
          {fixed
            ? 'Set from outside for this run.'
            : 'Plain folders and files, with the bytes as the gateway sent them.'}
        </p>
      )}
    </>
  );
}
