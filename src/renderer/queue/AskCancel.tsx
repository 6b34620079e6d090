import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button';
import styles from './Queue.module.css';

type AskCancelProps = Readonly<{
  waiting: number;
  /** Whether this is about the whole queue or about one batch. */
  of: 'all' | 'batch';
  onYes: () => void;
  onNo: () => void;
}>;

/** Asked back: the prompts stay in the history, but five hundred of them are quickly taken back by mistake. */
export function AskCancel({ waiting, of, onYes, onNo }: AskCancelProps) {
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    no.current?.focus();
  }, []);
  const many =
    of === 'all' ? `Take back all ${String(waiting)} that wait?` : `Take back the ${String(waiting)} that wait?`;
  const name = of === 'all' ? 'Cancel all that waits?' : 'Cancel what waits of this batch?';
  return (
    <div className={styles.ask} role="group" aria-label={name}>
      <p>{waiting === 1 ? 'Take back the one request that waits?' : many}</p>
      <Button size="small" variant="primary" onClick={onYes}>
        {`Cancel ${String(waiting)}`}
      </Button>
      <Button ref={no} size="small" variant="quiet" onClick={onNo}>
        No
      </Button>
    </div>
  );
}
