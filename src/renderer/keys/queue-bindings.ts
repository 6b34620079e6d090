import { queueCounts } from '../store/jobs';
import { commands, store } from '../store/studio';
import type { Bindings } from './binding';

/** Shows the queue with the question; the answer is given there. */
function askCancelQueued(): void {
  store.getState().goTo('queue');
  store.setState({ askingCancelQueued: true });
}

function pauseOrResume(): void {
  const { paused } = store.getState().settings;
  void (paused ? commands.resumeQueue() : commands.pauseQueue());
}

/** What can be done with the whole queue, wherever the person is. */
export const QUEUE_BINDINGS = {
  pause: { run: pauseOrResume },
  'cancel-waiting': {
    run: askCancelQueued,
    whyNot: ({ jobs }) => (queueCounts(jobs).of.waiting > 0 ? null : 'Nothing waits to be sent.'),
  },
  'retry-downloads': {
    run: () => void commands.retryDownloads(),
    whyNot: ({ jobs }) => (queueCounts(jobs).missing > 0 ? null : 'No image is missing.'),
  },
  'clear-finished': {
    run: () => void commands.clearFinished(),
    whyNot: ({ jobs }) => (queueCounts(jobs).of.finished > 0 ? null : 'Nothing in the queue is finished.'),
  },
  'export-receipts': { run: () => void commands.exportReceipts() },
} satisfies Partial<Bindings>;
