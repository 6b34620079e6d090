import type { Hold } from './queue-blocks';
import { DISK_PAUSE } from './retry';

/** `One request waits` or `3 requests wait`, and then what it does. */
function wait(waiting: number, one: string, many: string): string {
  return waiting === 1 ? `One request ${one}` : `${String(waiting)} requests ${many}`;
}

/** The words of what holds the queue back, with how many wait where some do. */
export const HOLDS = {
  user: {
    by: 'user',
    until: null,
    says: (waiting) =>
      waiting === 0 ? 'You paused the queue.' : `You paused the queue. ${wait(waiting, 'waits', 'wait')}.`,
  },
  network: {
    by: 'network',
    until: null,
    says: (waiting) =>
      `There is no network. ${wait(waiting, 'waits and is', 'wait and are')} sent when the network is back.`,
  },
  confirm: {
    by: 'confirm',
    until: null,
    says: (waiting) => {
      const many = 'wait, the oldest for more than 15 minutes';
      return `${wait(waiting, 'has waited for more than 15 minutes', many)}. Send now?`;
    },
  },
  doubt: {
    by: 'unknown',
    until: null,
    says: (waiting) => {
      const said = 'Two requests in a row got no answer and may have been charged. Look at them before you go on.';
      return counted(said, waiting);
    },
  },
} as const satisfies Readonly<Record<string, Hold>>;

/** A sentence of the gateway or of ours, with how many wait behind it. */
export function counted(said: string, waiting: number): string {
  return waiting === 0 ? said : `${said} ${wait(waiting, 'waits', 'wait')}.`;
}

/** Held by the disk from now until it was looked at again. */
export function diskHold(now: number): Hold {
  const said = 'The disk of your user data can’t hold the journal, so nothing new is sent. Free some space there.';
  // Longer than the pause: it ends when the disk was looked at, not while.
  const until = now + 2 * DISK_PAUSE;
  return { by: 'disk', until, says: (waiting) => counted(said, waiting) };
}
