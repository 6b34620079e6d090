import { CirclePause } from 'lucide-react';
import type { QueueBlock } from '../shared/ipc';
import styles from './Notices.module.css';
import { commands, store, useStudio } from './store/studio';
import { Button } from './ui/Button';
import { seconds } from './ui/format';
import { useNow } from './ui/use-now';

/** Why nothing is submitted at the moment, and the way on. Shown over every place: it concerns all new jobs. */
export function Blocked() {
  const block = useStudio((state) => state.blocked);
  const place = useStudio((state) => state.place);
  const now = useNow(block?.until !== null && block !== null);
  if (!block) return null;
  return (
    <div className={styles.notice} data-tone="warning" role="status">
      <CirclePause size={15} aria-hidden />
      <p>
        {block.message}
        {block.until !== null && block.until > now && ` Again in ${seconds(block.until - now)}.`}
      </p>
      {block.by === 'key' && (
        <Button size="small" onClick={() => store.getState().setDialog('settings')}>
          Open settings
        </Button>
      )}
      {block.by === 'funds' && (
        <Button size="small" onClick={() => void commands.openConsole()}>
          Open console
        </Button>
      )}
      {block.by === 'unknown' && place !== 'queue' && (
        <Button size="small" onClick={() => store.getState().goTo('queue')}>
          Show queue
        </Button>
      )}
      {RESUMABLE[block.by] && (
        <Button size="small" variant="primary" onClick={() => void commands.resumeQueue()}>
          {block.by === 'confirm' ? 'Send now' : 'Resume'}
        </Button>
      )}
    </div>
  );
}

/** Which blocks a person can lift; the others end by themselves or with a restart. */
const RESUMABLE: Readonly<Record<QueueBlock['by'], boolean>> = {
  key: true,
  funds: true,
  unknown: true,
  confirm: true,
  rate: false,
  disk: false,
};
