import { CirclePause } from 'lucide-react';
import type { QueueBlock } from '../shared/app-state';
import styles from './Notices.module.css';
import { commands, store, useStudio } from './store/studio';
import { Button } from './ui/Button';
import { seconds } from './ui/format';
import { useNow } from './ui/use-now';

/** Why nothing is submitted at the moment, and the way on. Shown over every place: it concerns all new jobs. */
export function Blocked() {
  const block = useStudio((state) => state.blocked);
  const place = useStudio((state) => state.place);
  const demo = useStudio(({ settings }) => settings.gateway === 'demo');
  // Without a key there is nothing to go on with; the demo needs none, and has no console.
  const noKey = useStudio(({ key }) => !demo && (key.status === 'none' || key.status === 'unavailable'));
  const now = useNow(block?.until !== null && block !== null);
  if (!block) return null;
  return (
    <div className={styles.notice} data-tone="warning" role="status">
      <CirclePause size={15} aria-hidden />
      <p>
        {block.message}
        {block.until !== null && block.until > now && ` Again in ${seconds(block.until - now)}.`}
      </p>
      {block.by === 'key' && !demo && (
        <Button
          size="small"
          variant={noKey ? 'primary' : 'plain'}
          onClick={() => store.getState().setDialog('settings')}
        >
          Open settings
        </Button>
      )}
      {block.by === 'funds' && !demo && (
        <Button size="small" onClick={() => void commands.openConsole()}>
          Open console
        </Button>
      )}
      {block.by === 'unknown' && place !== 'queue' && (
        <Button size="small" onClick={() => store.getState().goTo('queue')}>
          Show queue
        </Button>
      )}
      {RESUME_WORDS[block.by] !== null && !(block.by === 'key' && noKey) && (
        <Button size="small" variant="primary" onClick={() => void commands.resumeQueue()}>
          {RESUME_WORDS[block.by]}
        </Button>
      )}
    </div>
  );
}

/** What a person says to lift a block; null where it ends by itself or with a restart. */
const RESUME_WORDS: Readonly<Record<QueueBlock['by'], string | null>> = {
  key: 'Resume',
  funds: 'Resume',
  unknown: 'Resume',
  user: 'Resume',
  confirm: 'Send now',
  network: 'Try anyway',
  rate: null,
  disk: null,
};
