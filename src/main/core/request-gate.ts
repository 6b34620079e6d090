import { timeLeft } from '../../shared/waits';
import type { Clock } from './ports';

/** Who passes: submits and looks at the status each have a lane, so that neither keeps the other waiting. */
export type Lane = 'submit' | 'poll';

/** Spaces everything that goes to one gateway, and holds it back when the gateway asks for that. */
export interface RequestGate {
  /** Waits for the next free place, first come, first served in each lane, both in turn. Rejects when the signal aborts. */
  pass(lane: Lane, signal: AbortSignal): Promise<void>;
  /** Nobody passes for that many milliseconds. */
  closeFor(milliseconds: number): void;
  /** Milliseconds for which it is still closed. */
  closedFor(): number;
  /** Looks at the clock again: after a sleep of the machine a wait may be over that its timer knows nothing of. */
  look(): void;
}

interface Waiter {
  readonly go: () => void;
}

/**
 * A gate that lets one request pass every `spacing` milliseconds. Places are given at the moment of passing, never ahead:
 * reserved ones would all be due at once after a sleep. Measured by the clock that never jumps.
 */
export function createRequestGate(clock: Clock, spacing: number): RequestGate {
  const lanes: Readonly<Record<Lane, Set<Waiter>>> = { submit: new Set(), poll: new Set() };
  let last: Lane = 'poll';
  let next = 0;
  // By both clocks: one may stand still while the machine sleeps, the other may be set. Whichever ends first opens.
  let closed = { monotonic: 0, wall: 0 };
  let timer: AbortController | null = null;

  const closedFor = (): number =>
    Math.max(0, Math.min(closed.monotonic - clock.monotonic(), timeLeft(closed.wall, clock.now())));
  const first = (): readonly [Lane, Waiter] | undefined => {
    const turns: readonly Lane[] = last === 'poll' ? ['submit', 'poll'] : ['poll', 'submit'];
    for (const lane of turns) for (const waiter of lanes[lane]) return [lane, waiter];
    return undefined;
  };
  const stopTimer = (): void => {
    timer?.abort();
    timer = null;
  };

  function serve(): void {
    stopTimer();
    const found = first();
    if (!found) return;
    const wait = Math.max(next - clock.monotonic(), closedFor());
    if (wait > 0) {
      timer = new AbortController();
      clock.sleep(wait, timer.signal).then(serve, () => undefined);
      return;
    }
    const [lane, waiter] = found;
    last = lane;
    next = clock.monotonic() + spacing;
    lanes[lane].delete(waiter);
    waiter.go();
    serve();
  }

  return {
    pass: (lane, signal) =>
      new Promise((resolve, reject) => {
        const giveUp = (): void => {
          lanes[lane].delete(waiter);
          if (!first()) stopTimer();
          reject(new Error('aborted', { cause: signal.reason }));
        };
        const waiter: Waiter = {
          go: () => {
            signal.removeEventListener('abort', giveUp);
            resolve();
          },
        };
        if (signal.aborted) {
          giveUp();
          return;
        }
        signal.addEventListener('abort', giveUp, { once: true });
        lanes[lane].add(waiter);
        if (!timer) serve();
      }),
    closeFor(milliseconds) {
      if (milliseconds <= closedFor()) return;
      closed = { monotonic: clock.monotonic() + milliseconds, wall: clock.now() + milliseconds };
    },
    closedFor,
    look: serve,
  };
}
