import { Pause, PanelRight, Play } from 'lucide-react';
import { useRef } from 'react';
import type { QueueCounts, QueueFilter } from '../store/jobs';
import { QUEUE_FILTERS, queueCounts } from '../store/jobs';
import { commands, store, useStudioFields } from '../store/studio';
import { Button } from '../ui/Button';
import { dollars } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { actionKey } from '../ui/key-text';
import { Segmented } from '../ui/Segmented';
import { AskCancel } from './AskCancel';
import { QueueMenu } from './QueueMenu';
import { useHeaderFocus } from './use-header-focus';
import styles from './Queue.module.css';

const FILTER_WORDS: Readonly<Record<QueueFilter, string>> = {
  all: 'All',
  waiting: 'Waiting',
  running: 'Running',
  'needs-you': 'Needs you',
  finished: 'Finished',
};

type QueueHeaderProps = Readonly<{
  /** Another part of the queue starts at its top. */
  scrollToTop: () => void;
}>;

/** What the queue holds, which part of it is shown, and what can be done with all of it. */
export function QueueHeader({ scrollToTop }: QueueHeaderProps) {
  const { jobs, filter, paused, asking, platform } = useStudioFields((state) => ({
    jobs: state.jobs,
    filter: state.queueFilter,
    paused: state.settings.paused,
    asking: state.askingCancelQueued,
    platform: state.platform,
  }));
  const counts = queueCounts(jobs);
  const header = useRef<HTMLElement>(null);
  const onFocus = useHeaderFocus(header);
  return (
    <header ref={header} className={styles.header} onFocus={onFocus}>
      <div className={styles.line}>
        <h1>Queue</h1>
        <p className={styles.summary}>{summary(counts, paused)}</p>
        {counts.of.finished > 0 && (
          <Button size="small" variant="quiet" onClick={() => void commands.clearFinished()}>
            Clear finished
          </Button>
        )}
        <Button
          size="small"
          variant="quiet"
          onClick={() => void (paused ? commands.resumeQueue() : commands.pauseQueue())}
        >
          {paused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
          {paused ? 'Resume queue' : 'Pause queue'}
        </Button>
        <QueueMenu />
        <IconButton
          label="Inspector"
          icon={PanelRight}
          keys={actionKey('inspector', platform)}
          onClick={() => store.getState().toggleInspector(window.innerWidth)}
        />
      </div>
      <div className={styles.line}>
        <Segmented
          label="Filter"
          values={QUEUE_FILTERS}
          value={filter}
          text={(value) => `${FILTER_WORDS[value]} ${counts.of[value].toLocaleString('en')}`}
          onChange={(queueFilter) => {
            store.setState({ queueFilter, queueAnchor: null });
            scrollToTop();
          }}
        />
        <div className={styles.whole} data-whole>
          {asking && counts.of.waiting > 0 ? (
            <AskCancel
              waiting={counts.of.waiting}
              of="all"
              onYes={() => void commands.cancelQueued()}
              onNo={() => store.setState({ askingCancelQueued: false })}
            />
          ) : (
            <WholeQueue counts={counts} />
          )}
        </div>
      </div>
    </header>
  );
}

function WholeQueue({ counts }: Readonly<{ counts: QueueCounts }>) {
  return (
    <>
      {counts.of.waiting > 0 && (
        <Button size="small" variant="quiet" onClick={() => store.setState({ askingCancelQueued: true })}>
          Cancel all waiting
        </Button>
      )}
      {counts.missing > 0 && (
        <Button size="small" variant="quiet" onClick={() => void commands.retryDownloads()}>
          Retry all downloads
        </Button>
      )}
    </>
  );
}

function summary({ of, pending }: QueueCounts, paused: boolean): string {
  const open = of.waiting + of.running;
  const parts = [
    paused ? 'Paused' : '',
    open === 0 ? (paused ? '' : 'Nothing on its way') : `${open.toLocaleString('en')} to go`,
    pending > 0 ? `about ${dollars(pending)}` : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
