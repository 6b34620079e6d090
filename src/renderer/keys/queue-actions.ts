import { queueCounts } from '../store/jobs';
import { commands, store } from '../store/studio';
import type { Action } from './action';

/** Shows the queue with the question; the answer is given there. */
function askCancelQueued(): void {
  const { jobs, goTo, say } = store.getState();
  if (queueCounts(jobs).of.waiting === 0) {
    say('Nothing waits to be sent.');
    return;
  }
  goTo('queue');
  store.setState({ askingCancelQueued: true });
}

function pauseOrResume(): void {
  const { paused } = store.getState().settings;
  void (paused ? commands.resumeQueue() : commands.pauseQueue());
}

/** What can be done with the whole queue, wherever the person is. */
export const QUEUE_ACTIONS: readonly Action[] = [
  {
    id: 'pause',
    label: 'Pause or resume the queue',
    group: 'Queue',
    keys: ['Mod+Shift+p'],
    scope: 'always',
    menu: 'pause-queue',
    run: pauseOrResume,
  },
  {
    id: 'cancel-waiting',
    label: 'Cancel all waiting…',
    group: 'Queue',
    keys: ['Mod+Shift+x'],
    scope: 'not-typing',
    menu: 'cancel-waiting',
    run: askCancelQueued,
  },
  {
    id: 'retry-downloads',
    label: 'Retry all downloads',
    group: 'Queue',
    keys: ['Mod+Shift+d'],
    scope: 'always',
    menu: 'retry-downloads',
    run: () => void commands.retryDownloads(),
  },
  {
    id: 'clear-finished',
    label: 'Clear finished',
    group: 'Queue',
    keys: ['Mod+Shift+l'],
    scope: 'always',
    menu: 'clear-finished',
    run: () => void commands.clearFinished(),
  },
  {
    id: 'export-receipts',
    label: 'Export receipts…',
    group: 'Queue',
    keys: ['Mod+Shift+e'],
    scope: 'always',
    menu: 'export-receipts',
    run: () => void commands.exportReceipts(),
  },
];
