import { CircleAlert, Lock } from 'lucide-react';
import styles from './Notices.module.css';
import { commands, useStudio } from './store/studio';
import { Button } from './ui/Button';

/** Why nothing in the library can be changed, or that what is shown is only remembered, and the way on. Over every place. */
export function LibraryBanner() {
  const library = useStudio((state) => state.libraryState);
  const ready = useStudio((state) => state.start.status === 'ready');
  if (!ready) return null;
  if (library.status === 'open') {
    if (library.readOnly === null) return null;
    return (
      <div className={styles.notice} data-tone="info" role="status">
        <Lock size={15} aria-hidden />
        <p>{library.readOnly}</p>
        <Button size="small" onClick={() => void commands.retryLibrary()}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.notice} data-tone="warning" role="status">
      <CircleAlert size={15} aria-hidden />
      <p>
        {library.message}
        {library.remembered && ' What you see is remembered; nothing in it can be changed.'}
      </p>
      {library.mayTakeOver && (
        <Button size="small" onClick={() => void commands.takeOverLibrary()}>
          Use it here…
        </Button>
      )}
      <Button size="small" variant="primary" onClick={() => void commands.retryLibrary()}>
        Try again
      </Button>
    </div>
  );
}
